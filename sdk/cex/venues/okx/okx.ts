import { answerText } from '../../answers/answerText.ts'
import { numberAt } from '../../clock/numberAt.ts'
import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { okxEndpoints } from './endpoints.ts'
import { okxInspection } from './inspection.ts'
import { readOkxOrders } from './readOrders.ts'
import { okxRotation } from './rotation.ts'
import { okxSigning } from './signing.ts'

/** OKX. */
export const okx: Venue = {
  id: 'okx-v5',
  name: 'OKX',
  hosts: {
    production: {
      rest: ['https://www.okx.com'],
      ws: ['wss://ws.okx.com:8443/ws/v5/private', 'wss://ws.okx.com:8443/ws/v5/business'],
    },
  },
  signing: okxSigning,
  serverTime: { path: '/api/v5/public/time', read: (answer) => numberAt(answer, 'data', 0, 'ts') },
  endpoints: okxEndpoints,
  inspection: okxInspection,
  rotation: okxRotation,
  readOrders: readOkxOrders,
  refusalOf: okxRefusal,
}

/** Code 1 says that nothing was done, and each part why; 2 that some of it was, which is no refusal. */
function okxRefusal(answer: Json): VenueRefusal | undefined {
  const code = answerText(answer, 'code')
  if (code === undefined || code === '0' || code === '2') return undefined
  const message = answerText(answer, 'data', 0, 'sMsg') ?? answerText(answer, 'msg') ?? ''
  return { code: answerText(answer, 'data', 0, 'sCode') ?? code, message }
}
