import { VenueRequestInvalidError } from '../../../errors/venue.ts'
import type { Json } from '../../json.ts'
import type { Parameter } from '../../request.ts'
import { addedRecvWindow } from '../../signing/addedRecvWindow.ts'
import { percentEncode } from '../../signing/percentEncode.ts'
import { queryText, rawQueryText } from '../../signing/queryText.ts'
import { refuseBodyArray } from '../../signing/refuseBodyArray.ts'
import { refuseReserved } from '../../signing/refuseReserved.ts'
import { requestUrl } from '../../signing/requestTarget.ts'
import { COVERS_ALL } from '../../signing/signatureCover.ts'
import { sortParameters } from '../../signing/sortParameters.ts'
import type { VenueSigning } from '../../signing/venueSigning.ts'

/** The venue's own, in milliseconds. */
const RECV_WINDOW_MS = 5000

const RESERVED_IN_LOGIN = new Set(['apiKey'])

/**
 * Binance spot and USD-M futures: https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security. The payload is
 * percent-encoded before it is signed, as has been required since 2026-01-15.
 */
export const binanceSigning: VenueSigning = {
  schemes: {
    hmac: { keyType: 'hmac', hash: 'sha256', secret: 'utf8', encoding: 'hex' },
    rsa: { keyType: 'rsa', encoding: 'base64' },
    ed25519: { keyType: 'ed25519', encoding: 'base64' },
  },
  passphrase: 'none',
  needs: {},
  covers: { ...COVERS_ALL, method: false, path: false },

  prepareRequest(request, key, moment) {
    const { method } = request
    const params = refuseBodyArray(request)
    const added = addedRecvWindow(params, moment.recvWindowMs, RECV_WINDOW_MS)
    const own = queryText(params)
    const window = added === undefined ? '' : `recvWindow=${added}&`
    const payload = `${own === '' ? '' : `${own}&`}${window}timestamp=${moment.clockMs}`
    const inBody = method === 'POST' || method === 'PUT'
    return {
      prehash: payload,
      finish: (signature) => {
        const signed = `${payload}&signature=${percentEncode(signature)}`
        return {
          url: requestUrl(request, inBody ? '' : signed),
          method,
          headers: {
            'X-MBX-APIKEY': key.apiKey,
            ...(inBody ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
          },
          body: inBody ? signed : null,
        }
      },
    }
  },

  login: {
    params: true,
    prepare({ params }, key, moment) {
      refuseReserved(params, RESERVED_IN_LOGIN)
      const added = addedRecvWindow(params, moment.recvWindowMs, RECV_WINDOW_MS)
      const all: readonly Parameter[] = sortParameters([
        ...params,
        ...(added === undefined ? [] : [['recvWindow', added] as const]),
        ['apiKey', key.apiKey],
        ['timestamp', moment.clockMs],
      ])
      const members: { [name: string]: Json } = Object.fromEntries(all)
      if (Object.keys(members).length !== all.length)
        throw new VenueRequestInvalidError({ reason: 'a parameter is given twice.' })
      return {
        prehash: rawQueryText(all),
        finish: (signature) => ({
          message: {
            id: String(moment.clockMs),
            method: 'session.logon',
            params: { ...members, signature },
          },
        }),
      }
    },
  },
}
