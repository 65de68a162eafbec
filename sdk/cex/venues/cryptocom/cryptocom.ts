import { codeRefusal } from '../../answers/codeRefusal.ts'
import type { Venue } from '../../venue.ts'
import { cryptocomEndpoints } from './endpoints.ts'
import { cryptocomInspection } from './inspection.ts'
import { readCryptocomOrders } from './readOrders.ts'
import { cryptocomSigning } from './signing.ts'

/** Crypto.com Exchange. */
export const cryptocom: Venue = {
  id: 'cryptocom-v1',
  name: 'Crypto.com Exchange',
  hosts: {
    production: {
      rest: ['https://api.crypto.com/exchange/v1'],
      ws: ['wss://stream.crypto.com/exchange/v1/user'],
    },
    testnet: {
      rest: ['https://uat-api.3ona.co/exchange/v1'],
      ws: ['wss://uat-stream.3ona.co/exchange/v1/user'],
    },
  },
  signing: cryptocomSigning,
  endpoints: cryptocomEndpoints,
  inspection: cryptocomInspection,
  readOrders: readCryptocomOrders,
  refusalOf: codeRefusal({ code: 'code', message: 'message', done: ['0'] }),
}
