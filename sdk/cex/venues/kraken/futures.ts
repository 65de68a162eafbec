import { answerText } from '../../answers/answerText.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { krakenFuturesEndpoints } from './futuresEndpoints.ts'
import { krakenFuturesSigning } from './futuresSigning.ts'
import { krakenFuturesInspection } from './inspection.ts'
import { readKrakenFuturesOrders } from './readFuturesOrders.ts'

/** Kraken Futures. */
export const krakenFutures: Venue = {
  id: 'kraken-futures',
  name: 'Kraken Futures',
  hosts: {
    production: { rest: ['https://futures.kraken.com'], ws: ['wss://futures.kraken.com/ws/v1'] },
    testnet: { rest: ['https://demo-futures.kraken.com'], ws: ['wss://demo-futures.kraken.com/ws/v1'] },
  },
  signing: krakenFuturesSigning,
  endpoints: krakenFuturesEndpoints,
  inspection: krakenFuturesInspection,
  readOrders: readKrakenFuturesOrders,
  refusalOf: krakenFuturesRefusal,
}

function krakenFuturesRefusal(answer: Json): VenueRefusal | undefined {
  if (answerText(answer, 'result') !== 'error') return undefined
  const error = answerText(answer, 'error') ?? answerText(answer, 'errors', 0, 'message')
  return { code: error, message: error ?? '' }
}
