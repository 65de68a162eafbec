import { createHash } from 'node:crypto'
import { SigningInputMissingError } from '../../../errors/venue.ts'
import type { Json } from '../../json.ts'
import type { LoginFrame } from '../../login.ts'
import type { Parameter, VenueRequest } from '../../request.ts'
import { jsonBody } from '../../signing/jsonBody.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { requestUrl, wholePath } from '../../signing/requestTarget.ts'
import { sendsQuery } from '../../signing/sendsQuery.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'
import { withJsonType } from '../../signing/withJsonType.ts'

/** The POST endpoints whose parameters the venue reads in the query. */
const POST_WITH_QUERY =
  /\/(futures|delivery)\/[a-z]+\/((dual_comp\/)?positions\/[^/]+\/(margin|leverage|risk_limit)|dual_mode)$|\/margin\/auto_repay$|\/otc\/order\/cancel$/

/** The amendment that has in the query which order it is, and in the body what it shall be. */
const SPOT_ORDER = /\/spot\/orders\/[^/]+$/
const NAMES_ORDER = new Set(['currency_pair', 'account'])

/** No line breaks: what is signed of a frame can never be read as a request. */
const FRAME_WORD = /^[a-z0-9_.]{1,64}$/

const EMPTY_BODY_HASH = sha512('')

/**
 * Gate v4: https://www.gate.com/docs/developers/apiv4/en/#authentication,
 * https://www.gate.com/docs/developers/apiv4/ws/en/#authentication. What a query says is signed, not how it is encoded.
 */
export const gateSigning: VenueSigning = {
  schemes: { hmac: { keyType: 'hmac', hash: 'sha512', secret: 'utf8', encoding: 'hex' } },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, exact: false },

  prepareRequest(request, key, { clockMs }) {
    const { method } = request
    const { business, body } = placed(request)
    const timestamp = String(Math.floor(clockMs / 1000))
    const hash = body === null ? EMPTY_BODY_HASH : sha512(body)
    return {
      prehash: `${method}\n${wholePath(request)}\n${rawQueryText(business)}\n${hash}\n${timestamp}`,
      finish: (signature) => {
        const headers: { [name: string]: string } = { KEY: key.apiKey, SIGN: signature, Timestamp: timestamp }
        return {
          url: requestUrl(request, queryText(business)),
          method,
          headers: withJsonType(headers, body),
          body,
        }
      },
    }
  },

  login: {
    onlyReads: true,
    prepare({ frame = {} }, key, { clockMs }) {
      const { channel, event } = frameWords(frame)
      const time = Math.floor(clockMs / 1000)
      return {
        prehash: `channel=${channel}&event=${event}&time=${time}`,
        finish: (signature) => {
          const message: { [name: string]: Json } = { time, channel, event }
          if (frame.payload !== undefined) message['payload'] = frame.payload
          message['auth'] = { method: 'api_key', KEY: key.apiKey, SIGN: signature }
          return { message }
        },
      }
    },
  },
}

/** What goes into the query, and the body. */
function placed(request: VenueRequest): { business: readonly Parameter[]; body: string | null } {
  const { method, path, params } = request
  const given = params ?? []
  if (sendsQuery(request) || (method === 'POST' && POST_WITH_QUERY.test(path))) {
    return { business: refuseBodyArray(request), body: null }
  }
  if (method === 'PATCH' && SPOT_ORDER.test(path)) {
    const body = jsonBody({ ...request, params: given.filter(([name]) => !NAMES_ORDER.has(name)) })
    return { business: given.filter(([name]) => NAMES_ORDER.has(name)), body }
  }
  return { business: [], body: jsonBody(request) }
}

function frameWords({ channel = '', event = '' }: LoginFrame): { channel: string; event: string } {
  if (FRAME_WORD.test(channel) && FRAME_WORD.test(event)) return { channel, event }
  throw new SigningInputMissingError({
    input: 'a frame',
    expected: 'channel and event of what is subscribed to, as spot.orders and subscribe',
  })
}

function sha512(text: string): string {
  return createHash('sha512').update(text, 'utf8').digest('hex')
}
