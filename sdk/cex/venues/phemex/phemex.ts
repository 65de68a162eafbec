import { answerText } from '../../answers/answerText.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { phemexEndpoints } from './endpoints.ts'
import { phemexInspection } from './inspection.ts'
import { readPhemexOrders } from './readOrders.ts'
import { phemexSigning } from './signing.ts'

/** Phemex. */
export const phemex: Venue = {
  id: 'phemex',
  name: 'Phemex',
  hosts: {
    production: { rest: ['https://api.phemex.com', 'https://vapi.phemex.com'], ws: ['wss://ws.phemex.com'] },
    testnet: { rest: ['https://testnet-api.phemex.com'], ws: ['wss://testnet-api.phemex.com/ws'] },
  },
  signing: phemexSigning,
  serverTime: { path: '/public/time', read: (answer) => numberAt(answer, 'data', 'serverTime') },
  endpoints: phemexEndpoints,
  inspection: phemexInspection,
  readOrders: readPhemexOrders,
  refusalOf: phemexRefusal,
}

/** What the gateway refuses has its code in `error`. */
function phemexRefusal(answer: Json): VenueRefusal | undefined {
  const code = answerText(answer, 'error', 'code') ?? answerText(answer, 'code')
  if (code === undefined || code === '0') return undefined
  return { code, message: answerText(answer, 'error', 'message') ?? answerText(answer, 'msg') ?? '' }
}
