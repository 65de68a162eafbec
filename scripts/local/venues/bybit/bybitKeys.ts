import { accessOf, amendKey, deleteKey, ipsIn, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'
import { bybitAnswer } from './bybitAnswer.ts'

const DAY_MS = 86_400_000

const NO_SUCH_KEY: Answer = {
  status: 200,
  body: { retCode: 10_003, retMsg: 'API key is invalid.', result: {}, retExtInfo: {} },
}

type Permissions = Readonly<Record<string, readonly string[]>>

const permissionsOf = ({ access }: LocalKey): Permissions => ({
  ContractTrade: access === 'read' ? [] : ['Order', 'Position'],
  Spot: access === 'read' ? [] : ['SpotTrade'],
  Wallet: access === 'full' ? ['AccountTransfer', 'SubMemberTransfer', 'Withdraw'] : [],
  Options: [],
  Derivatives: [],
  Exchange: [],
  Earn: [],
  Affiliate: [],
})

/** A key without addresses lapses after 90 days. */
const expiryOf = (key: LocalKey): string =>
  new Date(key.expiresAtMs ?? key.createdAtMs + 90 * DAY_MS).toISOString().replace(/\.\d+/, '')

function shown(key: LocalKey): Record<string, unknown> {
  return {
    id: String(key.createdAtMs),
    note: key.label,
    apiKey: key.apiKey,
    readOnly: key.access === 'read' ? 1 : 0,
    permissions: permissionsOf(key),
    ips: key.ips.length > 0 ? key.ips : ['*'],
    type: 1,
    ...(key.ips.length === 0 && { deadlineDay: 90, expiredAt: expiryOf(key) }),
    createdAt: new Date(key.createdAtMs).toISOString().replace(/\.\d+/, ''),
    uta: 1,
    userID: 1001,
    inviterID: 0,
    vipLevel: 'No VIP',
    mktMakerLevel: '0',
    affiliateID: 0,
    isMaster: key.account === 'main',
    parentUid: key.account === 'main' ? '0' : '1001',
    kycLevel: 'LEVEL_1',
    ...key.detail,
  }
}

function accessAsked(call: Call): LocalKey['access'] {
  const asked = (call.params['permissions'] ?? {}) as Record<string, readonly string[] | undefined>
  const has = (name: string) => (asked[name] ?? []).length > 0
  if (String(call.params['readOnly']) === '1') return 'read'
  return accessOf({ trade: has('Spot') || has('ContractTrade') || has('Derivatives'), full: has('Wallet') })
}

const ipsAsked = (call: Call): string[] => ipsIn(param(call, 'ips')).filter((ip) => ip !== '*')

function create(call: Call): Answer {
  if (param(call, 'subuid') === '')
    return { status: 200, body: { retCode: 10_001, retMsg: 'Request parameter error.', result: {} } }
  const key = issueKey(call, {
    account: param(call, 'subuid'),
    label: param(call, 'note'),
    access: accessAsked(call),
    ips: ipsAsked(call),
  })
  return bybitAnswer(call, {
    id: String(key.createdAtMs),
    note: key.label,
    apiKey: key.apiKey,
    readOnly: key.access === 'read' ? 1 : 0,
    secret: key.secret,
    permissions: permissionsOf(key),
  })
}

function update(call: Call, apiKey: string): Answer {
  const key = call.state.keys.get(apiKey)
  if (!key) return NO_SUCH_KEY
  const amended = amendKey(call, apiKey, {
    ...('ips' in call.params && { ips: ipsAsked(call) }),
    ...('permissions' in call.params && { access: accessAsked(call) }),
  })
  return amended ? bybitAnswer(call, { ...shown(amended), secret: '' }) : NO_SUCH_KEY
}

const remove = (call: Call, apiKey: string): Answer =>
  deleteKey(call, apiKey) ? bybitAnswer(call, {}) : NO_SUCH_KEY

/** The key that is named, or the one that asks. */
const named = (call: Call): string => param(call, 'apikey') || keyOf(call).apiKey

/** What Bybit says of a key, and the keys of sub-accounts. */
export const bybitKeyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v5/user/query-api',
    access: 'read',
    answer: (call) => bybitAnswer(call, shown(keyOf(call))),
  },
  { method: 'POST', path: '/v5/user/create-sub-api', access: 'full', answer: create },
  {
    method: 'GET',
    path: '/v5/user/sub-apikeys',
    access: 'full',
    answer: (call) =>
      bybitAnswer(call, { result: keysOf(call, param(call, 'subMemberId')).map(shown), nextPageCursor: '' }),
  },
  {
    method: 'POST',
    path: '/v5/user/update-sub-api',
    access: 'full',
    answer: (call) => update(call, named(call)),
  },
  {
    method: 'POST',
    path: '/v5/user/delete-sub-api',
    access: 'full',
    answer: (call) => remove(call, named(call)),
  },
  {
    method: 'POST',
    path: '/v5/user/update-api',
    access: 'full',
    answer: (call) => update(call, keyOf(call).apiKey),
  },
  {
    method: 'POST',
    path: '/v5/user/delete-api',
    access: 'full',
    answer: (call) => remove(call, keyOf(call).apiKey),
  },
]
