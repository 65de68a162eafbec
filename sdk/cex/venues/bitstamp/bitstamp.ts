import { answerText } from '../../answers/answerText.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { bitstampEndpoints } from './endpoints.ts'
import { bitstampInspection } from './inspection.ts'
import { readBitstampOrders } from './readOrders.ts'
import { bitstampSigning } from './signing.ts'

/** Bitstamp. */
export const bitstamp: Venue = {
  id: 'bitstamp-v2',
  name: 'Bitstamp',
  hosts: {
    production: { rest: ['https://www.bitstamp.net'], ws: [] },
  },
  signing: bitstampSigning,
  endpoints: bitstampEndpoints,
  inspection: bitstampInspection,
  readOrders: readBitstampOrders,
  refusalOf: bitstampRefusal,
}

function bitstampRefusal(answer: Json): VenueRefusal | undefined {
  const error = answerText(answer, 'error')
  if (answerText(answer, 'status') !== 'error' && error === undefined) return undefined
  const reason = answerText(answer, 'reason') ?? answerText(answer, 'reason', '__all__', 0)
  return { code: answerText(answer, 'code'), message: reason ?? error ?? '' }
}
