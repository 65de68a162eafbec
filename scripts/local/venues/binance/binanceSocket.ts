import { standing } from '../judge.ts'
import type { LocalSocket } from '../localVenue.ts'
import { jsonFrame } from '../primitives.ts'
import { refuseBinance, verifyBinanceFrame } from './verifyBinance.ts'

/** The WebSocket API: `session.logon`, and requests that carry their own signature. */
export const binanceSocket: LocalSocket = {
  receive(text, session, setting) {
    const frame = jsonFrame(text)
    const params = (frame['params'] ?? {}) as Record<string, unknown>
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
