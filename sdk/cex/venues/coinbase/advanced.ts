import { answerText } from '../../answers/answerText.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { coinbaseAdvancedEndpoints } from './advancedEndpoints.ts'
import { coinbaseAdvancedSigning } from './advancedSigning.ts'
import { coinbaseAdvancedInspection } from './inspection.ts'
import { readCoinbaseAdvancedOrders } from './readAdvancedOrders.ts'

/** Coinbase Advanced. */
export const coinbaseAdvanced: Venue = {
  id: 'coinbase-advanced',
  name: 'Coinbase Advanced',
  hosts: {
    production: {
      rest: ['https://api.coinbase.com'],
      ws: ['wss://advanced-trade-ws-user.coinbase.com', 'wss://advanced-trade-ws.coinbase.com'],
    },
  },
  signing: coinbaseAdvancedSigning,
  serverTime: { path: '/api/v3/brokerage/time', read: (answer) => numberAt(answer, 'epochMillis') },
  endpoints: coinbaseAdvancedEndpoints,
  inspection: coinbaseAdvancedInspection,
  readOrders: readCoinbaseAdvancedOrders,
  refusalOf: coinbaseRefusal,
}

/** Orders that were not placed are answered with status 200. */
function coinbaseRefusal(answer: Json): VenueRefusal | undefined {
  if (typeof answer !== 'object' || answer === null || Reflect.get(answer, 'success') !== false)
    return undefined
  return {
    code: answerText(answer, 'error_response', 'error'),
    message: answerText(answer, 'error_response', 'message') ?? '',
  }
}
