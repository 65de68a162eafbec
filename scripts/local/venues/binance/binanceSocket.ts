import { membersOf, objectOf } from '../encodings.ts'
import { standing } from '../judge.ts'
import type { LocalSocket } from '../localVenue.ts'
import { pairsOf, splitUrl } from '../primitives.ts'
import { tokenLogin } from '../venueState.ts'
import { refuseBinance, verifyBinanceFrame } from './verifyBinance.ts'

/** The WebSocket API: `session.logon`, and requests that carry their own signature. */
export const binanceSocket: LocalSocket = {
  // A listen key in the path or the query, as streams of futures have it.
  upgrade(request, _setting, state) {
    const { path, query } = splitUrl(request.url)
    const listenKey = new Map(pairsOf(query)).get('listenKey') ?? path.match(/\/ws\/([0-9A-Za-z]+)$/)?.[1]
    if (listenKey === undefined) return undefined
    return tokenLogin(state, listenKey)
  },
  receive(text, session, setting) {
    const frame = objectOf(text)
    const params = membersOf(frame['params'])
    const id = frame['id'] ?? null
    if (!('signature' in params)) return { send: [{ id, status: 200, result: {} }] }
    const login = standing(verifyBinanceFrame(params, setting), setting, session.request.ip, 'read')
    if (!login.accepted) {
      const { status, body } = refuseBinance(login.reason)
      return { login, send: [{ id, status, error: body }] }
    }
    const result =
      frame['method'] === 'session.logon'
        ? {
            apiKey: login.apiKey,
            authorizedSince: setting.nowMs,
            connectedSince: setting.nowMs,
            serverTime: setting.nowMs,
          }
        : { subscriptionId: 0 }
    return { login, send: [{ id, status: 200, result }] }
  },
}
