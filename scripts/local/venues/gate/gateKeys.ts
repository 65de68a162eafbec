import { accessOf, amendKey, deleteKey, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf } from '../venueState.ts'

type Permission = { readonly name: string; readonly read_only: boolean }

const NO_SUCH_KEY: Answer = { status: 404, body: { label: 'KEY_NOT_FOUND', message: 'API key not found' } }

function permissionsOf(key: LocalKey): readonly Permission[] {
  const perms = [
    { name: 'spot', read_only: key.access === 'read' },
    { name: 'futures', read_only: key.access === 'read' },
  ]
  return key.access === 'full' ? [...perms, { name: 'wallet', read_only: false }] : perms
}

function shown(key: LocalKey): Record<string, unknown> {
  return {
    state: 1,
    mode: 1,
    name: key.label,
    currency_pairs: [],
    user_id: 1001,
    ip_whitelist: key.ips,
    perms: permissionsOf(key),
    key: key.apiKey,
    created_at: String(Math.floor(key.createdAtMs / 1000)),
    updated_at: String(Math.floor(key.createdAtMs / 1000)),
    last_access: String(Math.floor(key.createdAtMs / 1000)),
    ...key.detail,
  }
}

function accountDetail(call: Call): Answer {
  const key = keyOf(call)
  return {
    status: 200,
    body: {
      user_id: 1001,
      ip_whitelist: key.ips,
      currency_pairs: [],
      key: { mode: 1 },
      tier: 1,
      copy_trading_role: 0,
    },
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function accessAsked(call: Call): LocalKey['access'] {
  const perms = (call.params['perms'] ?? []) as readonly Permission[]
  const writes = (name: string) => perms.some((perm) => perm.name === name && !perm.read_only)
  return accessOf({ trade: writes('spot') || writes('futures'), full: writes('wallet') })
}

function create(call: Call): Answer {
  const key = issueKey(call, {
    account: call.path['user'] ?? '',
    label: String(call.params['name'] ?? ''),
    access: accessAsked(call),
    ips: texts(call.params['ip_whitelist']),
  })
  return { status: 200, body: { ...shown(key), secret: key.secret } }
}

function owned(call: Call): LocalKey | undefined {
  const key = call.state.keys.get(call.path['key'] ?? '')
  return key?.account === call.path['user'] ? key : undefined
}

function update(call: Call): Answer {
  const key = owned(call)
  if (!key) return NO_SUCH_KEY
  amendKey(call, key.apiKey, {
    ...('ip_whitelist' in call.params && { ips: texts(call.params['ip_whitelist']) }),
    ...('perms' in call.params && { access: accessAsked(call) }),
    ...('name' in call.params && { label: String(call.params['name']) }),
  })
  return { status: 204, body: '' }
}

function remove(call: Call): Answer {
  const key = owned(call)
  if (!key) return NO_SUCH_KEY
  deleteKey(call, key.apiKey)
  return { status: 204, body: '' }
}

const KEYS = '/api/v4/sub_accounts/:user/keys'

/** What Gate says of a key, and the keys of sub-accounts. */
export const gateKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v4/account/detail', access: 'read', answer: accountDetail },
  {
    method: 'GET',
    path: '/api/v4/account/main_keys',
    access: 'read',
    answer: (call) => ({ status: 200, body: [shown(keyOf(call))] }),
  },
  { method: 'POST', path: KEYS, access: 'full', answer: create },
  {
    method: 'GET',
    path: KEYS,
    access: 'full',
    answer: (call) => ({ status: 200, body: keysOf(call, call.path['user'] ?? '').map(shown) }),
  },
  {
    method: 'GET',
    path: `${KEYS}/:key`,
    access: 'full',
    answer: (call) => {
      const key = owned(call)
      return key ? { status: 200, body: shown(key) } : NO_SUCH_KEY
    },
  },
  { method: 'PUT', path: `${KEYS}/:key`, access: 'full', answer: update },
  { method: 'DELETE', path: `${KEYS}/:key`, access: 'full', answer: remove },
]
