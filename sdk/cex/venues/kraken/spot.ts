import { numberAt } from '../../clock/numberAt.ts'
import { secondsToMs } from '../../clock/secondsToMs.ts'
import type { Venue } from '../../venue.ts'
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
  readOrders: () => undefined,
}
