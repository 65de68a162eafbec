import { answerText } from '../../answers/answerText.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { wooEndpoints } from './endpoints.ts'
import { wooInspection } from './inspection.ts'
import { readWooOrders } from './readOrders.ts'
import { wooSigning } from './signing.ts'

/** WOO X. */
export const woo: Venue = {
  id: 'woo-v3',
  name: 'WOO X',
  hosts: {
    production: { rest: ['https://api.woox.io'], ws: ['wss://wss.woox.io/v2/ws/private/stream'] },
    testnet: {
      rest: ['https://api.staging.woox.io'],
      ws: ['wss://wss.staging.woox.io/v2/ws/private/stream'],
    },
  },
  signing: wooSigning,
  serverTime: { path: '/v3/public/systemInfo', read: (answer) => numberAt(answer, 'timestamp') },
  endpoints: wooEndpoints,
  inspection: wooInspection,
  readOrders: readWooOrders,
  refusalOf: wooRefusal,
}

function wooRefusal(answer: Json): VenueRefusal | undefined {
  if (typeof answer !== 'object' || answer === null || Reflect.get(answer, 'success') !== false)
    return undefined
  return { code: answerText(answer, 'code'), message: answerText(answer, 'message') ?? '' }
}
