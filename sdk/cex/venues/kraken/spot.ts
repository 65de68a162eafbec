import { answerText } from '../../answers/answerText.ts'
import { numberAt } from '../../clock/numberAt.ts'
import { secondsToMs } from '../../clock/secondsToMs.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { krakenSpotInspection } from './inspection.ts'
import { readKrakenSpotOrders } from './readSpotOrders.ts'
import { krakenSpotEndpoints } from './spotEndpoints.ts'
import { krakenSpotSigning } from './spotSigning.ts'

/** Kraken. */
export const krakenSpot: Venue = {
  id: 'kraken-spot',
  name: 'Kraken',
  hosts: {
    production: { rest: ['https://api.kraken.com'], ws: [] },
  },
  signing: krakenSpotSigning,
  serverTime: {
    path: '/0/public/Time',
    read: (answer) => secondsToMs(numberAt(answer, 'result', 'unixtime')),
  },
  endpoints: krakenSpotEndpoints,
  inspection: krakenSpotInspection,
  readOrders: readKrakenSpotOrders,
  refusalOf: krakenRefusal,
}

/** Errors start with E; what starts with W is a warning. */
function krakenRefusal(answer: Json): VenueRefusal | undefined {
  for (let at = 0; ; at++) {
    const error = answerText(answer, 'error', at)
    if (error === undefined) return undefined
    if (!error.startsWith('W')) return { code: error.split(':')[0], message: error }
  }
}
