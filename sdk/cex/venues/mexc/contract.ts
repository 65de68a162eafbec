import { codeRefusal } from '../../answers/codeRefusal.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { mexcContractEndpoints } from './contractEndpoints.ts'
import { mexcContractSigning } from './contractSigning.ts'
import { mexcContractInspection } from './inspection.ts'
import { readMexcContractOrders } from './readContractOrders.ts'

/** MEXC contracts. */
export const mexcContract: Venue = {
  id: 'mexc-contract',
  name: 'MEXC contracts',
  hosts: {
    production: {
      rest: ['https://contract.mexc.com', 'https://api.mexc.com'],
      ws: ['wss://contract.mexc.com/edge'],
    },
  },
  signing: mexcContractSigning,
  serverTime: { path: '/api/v1/contract/ping', read: (answer) => numberAt(answer, 'data') },
  endpoints: mexcContractEndpoints,
  inspection: mexcContractInspection,
  readOrders: readMexcContractOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'message', done: ['0'] }),
}
