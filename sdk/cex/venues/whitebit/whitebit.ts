import { numberAt } from '../../clock/numberAt.ts'
import type { Venue } from '../../venue.ts'
import { whitebitEndpoints } from './endpoints.ts'
import { whitebitInspection } from './inspection.ts'
import { readWhitebitOrders } from './readOrders.ts'
import { whitebitSigning } from './signing.ts'

/** WhiteBIT. */
export const whitebit: Venue = {
  id: 'whitebit-v4',
  name: 'WhiteBIT',
  hosts: {
    production: { rest: ['https://whitebit.com'], ws: [] },
  },
  signing: whitebitSigning,
  serverTime: {
    path: '/api/v4/public/time',
    read(answer) {
      const seconds = numberAt(answer, 'time')
      return seconds === undefined ? undefined : seconds * 1000
    },
  },
  endpoints: whitebitEndpoints,
  inspection: whitebitInspection,
  readOrders: readWhitebitOrders,
}
