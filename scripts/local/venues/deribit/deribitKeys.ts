import { accessOf, amendKey, deleteKey, ipsIn, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalAccess, LocalKey } from '../localVenue.ts'
import { digest } from '../primitives.ts'
import { keyOf, param, randomText } from '../venueState.ts'
import { deribitAnswer } from './deribitAnswer.ts'
import { totp } from './totp.ts'
import { deribitError } from './verifyDeribit.ts'

const SCOPES: Readonly<Record<LocalAccess, string>> = {
  read: 'account:read block_trade:none custody:none trade:read wallet:none',
  trade: 'account:read block_trade:none custody:none trade:read_write wallet:none',
  full: 'account:read_write block_trade:read_write custody:none trade:read_write wallet:read_write',
}

function shown(key: LocalKey): Record<string, unknown> {
  return {
    id: idOf(key),
    client_id: key.apiKey,
    name: key.label,
    max_scope: key.detail?.['max_scope'] ?? SCOPES[key.access],
    enabled: key.detail?.['enabled'] !== false,
    default: false,
    enabled_features: [],
    timestamp: key.createdAtMs,
    ip_whitelist: key.ips,
  }
}

// Keys that the venue was started with have no number of their own: one that their name makes stands for it.
const idOf = (key: LocalKey): number =>
  Number(key.detail?.['id'] ?? digest('sha256', key.apiKey).readUInt32BE(0))

const find = (call: Call): LocalKey | undefined =>
  keysOf(call, keyOf(call).account).find((key) => idOf(key) === Number(param(call, 'id')))

const NOT_FOUND: Answer = {
  status: 400,
  body: {
    jsonrpc: '2.0',
    error: { code: 11_050, message: 'bad_request', data: { reason: 'api key not found' } },
  },
}

const INVALID: Answer = { status: 400, body: { jsonrpc: '2.0', error: deribitError('bad request') } }

function accessAsked(call: Call): LocalAccess {
  const scope = param(call, 'max_scope')
  return accessOf({
    trade: scope.includes('trade:read_write'),
    full: scope.includes('wallet:read_write') || scope.includes('account:read_write'),
  })
}

/** Addresses as a list, or as a text of a query: JSON, or separated by commas. */
function ipsAsked(call: Call): string[] {
  const value = call.params['ip_whitelist']
  if (Array.isArray(value)) return value.map(String)
  return ipsIn(String(value ?? '').replaceAll(/["[\]]/g, ''))
}

function create(call: Call): Answer {
  if (param(call, 'max_scope') === '') return INVALID
  const key = issueKey(call, {
    account: keyOf(call).account,
    label: param(call, 'name'),
    access: accessAsked(call),
    ips: ipsAsked(call),
    apiKey: randomText(8),
    detail: { id: call.state.nextId(), max_scope: param(call, 'max_scope') },
  })
  return deribitAnswer(call, { ...shown(key), client_secret: key.secret })
}

function edit(call: Call): Answer {
  const key = find(call)
  if (!key) return NOT_FOUND
  const enabled = param(call, 'enabled')
  const amended = amendKey(call, key.apiKey, {
    ...('max_scope' in call.params && { access: accessAsked(call) }),
    ...('name' in call.params && { label: param(call, 'name') }),
    ...('ip_whitelist' in call.params && { ips: ipsAsked(call) }),
    detail: {
      ...key.detail,
      id: idOf(key),
      ...('max_scope' in call.params && { max_scope: param(call, 'max_scope') }),
      ...(enabled !== '' && { enabled: enabled === 'true' }),
    },
  })
  return amended ? deribitAnswer(call, shown(amended)) : NOT_FOUND
}

/** The old secret is dead as soon as there is a new one. */
function reset(call: Call): Answer {
  const key = find(call)
  const amended =
    key && amendKey(call, key.apiKey, { secret: randomText(43), detail: { ...key.detail, id: idOf(key) } })
  return amended ? deribitAnswer(call, { ...shown(amended), client_secret: amended.secret }) : NOT_FOUND
}

function remove(call: Call): Answer {
  const key = find(call)
  return key && deleteKey(call, key.apiKey) ? deribitAnswer(call, 'ok') : NOT_FOUND
}

/**
 * What the owner has to confirm with a code, if the account has a second factor: the first answer brings a challenge, which the second
 * request repeats together with the code.
 */
function confirmed(answer: (call: Call) => Answer): (call: Call) => Answer {
  return (call) => {
    const { ownerTotp, tokens } = call.state
    if (ownerTotp === undefined) return answer(call)
    const challenge = param(call, 'challenge')
    const code = param(call, 'authorization_data')
    if (tokens.get(challenge) === keyOf(call).apiKey && code === totp(ownerTotp, call.nowMs)) {
      tokens.delete(challenge)
      return answer(call)
    }
    if (code !== '') {
      const error = {
        code: 13_668,
        message: 'security_key_authorization_error',
        data: { reason: 'tfa_code_not_matched' },
      }
      return { status: 400, body: { jsonrpc: '2.0', error, usIn: 0, usOut: 0, usDiff: 0, testnet: false } }
    }
    const fresh = randomText(32)
    tokens.set(fresh, keyOf(call).apiKey)
    const security_keys = [{ type: 'tfa', name: 'tfa' }]
    return deribitAnswer(call, {
      security_key_authorization_required: true,
      rp_id: 'local',
      challenge: fresh,
      security_keys,
    })
  }
}

/** Methods about keys, by name, and what they ask for. */
export const deribitKeyMethods: Readonly<Record<string, readonly [LocalAccess, (call: Call) => Answer]>> = {
  list_api_keys: ['read', (call) => deribitAnswer(call, keysOf(call, keyOf(call).account).map(shown))],
  create_api_key: ['full', confirmed(create)],
  edit_api_key: ['full', confirmed(edit)],
  reset_api_key: ['full', confirmed(reset)],
  remove_api_key: ['full', confirmed(remove)],
}
