import { answerText } from '../../answers/answerText.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { bitfinexEndpoints } from './endpoints.ts'
import { bitfinexInspection } from './inspection.ts'
import { readBitfinexOrders } from './readOrders.ts'
import { bitfinexSigning } from './signing.ts'

/** Bitfinex. */
export const bitfinex: Venue = {
  id: 'bitfinex-v2',
  name: 'Bitfinex',
  hosts: {
    production: { rest: ['https://api.bitfinex.com'], ws: ['wss://api.bitfinex.com/ws/2'] },
  },
  signing: bitfinexSigning,
  endpoints: bitfinexEndpoints,
  inspection: bitfinexInspection,
  readOrders: readBitfinexOrders,
  refusalOf: bitfinexRefusal,
}

/** Errors are lists: `["error", 10100, "apikey: invalid"]`. */
function bitfinexRefusal(answer: Json): VenueRefusal | undefined {
  if (answerText(answer, 0) === 'error') {
    return { code: answerText(answer, 1), message: answerText(answer, 2) ?? '' }
  }
  // a notification: type, status and text of what was asked for
  const status = answerText(answer, 6)
  if (status !== 'ERROR' && status !== 'FAILURE') return undefined
  return { code: answerText(answer, 5), message: answerText(answer, 7) ?? '' }
}
