import { objectOf } from '../encodings.ts'
import { standing } from '../judge.ts'
import type { LocalSocket, RefusalReason, Setting, Verdict } from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { hmac, isNear, same } from '../primitives.ts'

type Members = Readonly<Record<string, unknown>>

const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {}

/** A subscription carries `auth` and signs channel, event and time. */
function verifySubscription(frame: Members, setting: Setting): Verdict {
  const auth = members(frame['auth'])
  const payload = `channel=${frame['channel']}&event=${frame['event']}&time=${frame['time']}`
  return verify(
    String(auth['KEY'] ?? ''),
    Number(frame['time']),
    payload,
    String(auth['SIGN'] ?? ''),
    setting,
  )
}

/** A request through the socket (`event: api`) signs event, channel, its parameters as JSON, and time. */
function verifyRequest(frame: Members, setting: Setting): Verdict {
  const payload = members(frame['payload'])
  const signed = [
    'api',
    frame['channel'],
    JSON.stringify(payload['req_param'] ?? ''),
    payload['timestamp'],
  ].join('\n')
  const time = Number(payload['timestamp'])
  // A login has no parameters: clients sign either an empty text or an empty object for it.
  const bare = ['api', frame['channel'], '', payload['timestamp']].join('\n')
  const verdict = verify(
    String(payload['api_key'] ?? ''),
    time,
    signed,
    String(payload['signature'] ?? ''),
    setting,
  )
  if (verdict.accepted || 'req_param' in payload) return verdict
  return verify(String(payload['api_key'] ?? ''), time, bare, String(payload['signature'] ?? ''), setting)
}

function verify(apiKey: string, time: number, payload: string, signature: string, setting: Setting): Verdict {
  const key = setting.keys.get(apiKey)
  if (!key) return refused('unknown key')
  if (!isNear(time * 1000, setting.nowMs, 60_000)) return refused('clock')
  return same(hmac('sha512', key.secret, payload, 'hex'), signature)
    ? { accepted: true, apiKey, params: [] }
    : refused('bad signature')
}

const LABELS: Readonly<
  Partial<Record<RefusalReason, readonly [code: number, label: string, message: string]>>
> = {
  'unknown key': [2, 'INVALID_KEY', 'invalid key'],
  'bad signature': [2, 'INVALID_SIGNATURE', 'signature mismatch'],
  clock: [2, 'REQUEST_EXPIRED', 'request expired'],
}

/** Gate's sockets: each private subscription is signed, and so is a login for requests. */
export const gateSocket: LocalSocket = {
  receive(text, session, setting) {
    const frame = objectOf(text)
    const { channel, event, id } = frame
    const time = Math.floor(setting.nowMs / 1000)
    if (event !== 'api' && frame['auth'] === undefined) {
      return { send: [{ time, id, channel, event, error: null, result: { status: 'success' } }] }
    }
    const verdict = event === 'api' ? verifyRequest(frame, setting) : verifySubscription(frame, setting)
    const login = standing(verdict, setting, session.request.ip, 'read')
    const [code, label, message] = login.accepted
      ? [0, '', '']
      : (LABELS[login.reason] ?? [2, 'FORBIDDEN', 'forbidden'])
    if (event !== 'api') {
      const error = login.accepted ? null : { code, message }
      return {
        login,
        send: [{ time, id, channel, event, error, result: { status: login.accepted ? 'success' : 'fail' } }],
      }
    }
    const status = login.accepted ? '200' : '401'
    const header = { response_time: String(setting.nowMs), status, channel, event, client_id: 'local' }
    const data = login.accepted
      ? { result: { api_key: login.apiKey, uid: '1001' } }
      : { errs: { label, message } }
    return { login, send: [{ request_id: members(frame['payload'])['req_id'], ack: false, header, data }] }
  },
}
