import { accessOf, amendKey, deleteKey, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'
import { bitgetAnswer } from './bitgetAnswer.ts'

const NO_SUCH_KEY: Answer = { status: 400, body: { code: '40037', msg: 'Apikey does not exist', data: null } }

// Short words, of which the last letter says whether it is to read or to write. Clients know coor, coow, stor and stow; the documents that
// could be read list none, so the others are like them, and no more.
const AUTHORITIES = {
  read: ['coor', 'cpor', 'stor', 'smor'],
  trade: ['coor', 'coow', 'cpor', 'cpow', 'stor', 'stow', 'smor'],
  full: ['coor', 'coow', 'cpor', 'cpow', 'stor', 'stow', 'smor', 'smow', 'wwow', 'wtow'],
} as const

function accountInfo(call: Call): Answer {
  const key = keyOf(call)
  return bitgetAnswer(call, {
    userId: '1001',
    inviterId: '',
    ips: key.ips.join(','),
    authorities: AUTHORITIES[key.access],
    parentId: key.account === 'main' ? 1001 : 1000,
    traderType: 'not_trader',
    channelCode: '',
    channel: '',
    regisTime: String(key.createdAtMs),
    ...key.detail,
  })
}

const PERMISSIONS = {
  read: ['spot_trade', 'contract_trade'],
  trade: ['spot_trade', 'contract_trade'],
  full: ['spot_trade', 'contract_trade', 'transfer'],
} as const

function shown(key: LocalKey): Record<string, unknown> {
  return {
    apiKey: key.apiKey,
    note: key.label,
    type: key.access === 'read' ? 'read_only' : 'read_write',
    permissions: key.detail?.['permissions'] ?? PERMISSIONS[key.access],
    ips: key.ips,
    ts: String(key.createdAtMs),
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function accessAsked(call: Call): LocalKey['access'] {
  const asked = texts(call.params['permissions'])
  if (param(call, 'type') === 'read_only') return 'read'
  return accessOf({ trade: asked.some((name) => name.includes('trade')), full: asked.includes('transfer') })
}

function create(call: Call): Answer {
  const passphrase = param(call, 'passphrase')
  if (passphrase.length < 8 || param(call, 'subUid') === '' || !Array.isArray(call.params['ips'])) {
    return {
      status: 400,
      body: { code: '40017', msg: 'Parameter verification failed', requestTime: call.nowMs, data: null },
    }
  }
  const key = issueKey(call, {
    account: param(call, 'subUid'),
    label: param(call, 'note'),
    access: accessAsked(call),
    ips: texts(call.params['ips']),
    passphrase,
    apiKey: `bg_${call.state.nextId().toString(16).padStart(32, '0')}`,
    detail: { permissions: texts(call.params['permissions']) },
  })
  return bitgetAnswer(call, { ...shown(key), secret: key.secret })
}

function update(call: Call): Answer {
  const apiKey = param(call, 'apiKey')
  if (call.state.keys.get(apiKey)?.passphrase !== param(call, 'passphrase')) return NO_SUCH_KEY
  const changesAccess = 'permissions' in call.params || 'type' in call.params
  const amended = amendKey(call, apiKey, {
    ...('ips' in call.params && { ips: texts(call.params['ips']) }),
    ...(changesAccess && { access: accessAsked(call) }),
  })
  return amended ? bitgetAnswer(call, shown(amended)) : NO_SUCH_KEY
}

/** What Bitget says of a key, and the keys of sub-accounts. */
export const bitgetKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v2/spot/account/info', access: 'read', answer: accountInfo },
  { method: 'POST', path: '/api/v3/user/create-sub-api', access: 'full', answer: create },
  {
    method: 'GET',
    path: '/api/v3/user/sub-api-list',
    access: 'full',
    answer: (call) =>
      bitgetAnswer(call, {
        items: keysOf(call, param(call, 'subUid')).map(shown),
        hasNext: false,
        cursor: '',
      }),
  },
  { method: 'POST', path: '/api/v3/user/update-sub-api', access: 'full', answer: update },
  {
    method: 'POST',
    path: '/api/v3/user/delete-sub-api',
    access: 'full',
    answer: (call) => {
      const key = call.state.keys.get(param(call, 'apiKey'))
      if (!key || key.account === 'main') return NO_SUCH_KEY
      deleteKey(call, key.apiKey)
      return bitgetAnswer(call, 'success')
    },
  },
]
