import { accessOf, amendKey, deleteKey, ipsIn, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'
import { kucoinAnswer } from './kucoinAnswer.ts'

const NO_SUCH_KEY: Answer = {
  status: 200,
  body: { code: '260101', msg: 'sub-account API key does not exist' },
}

const PERMISSIONS = {
  read: 'General',
  trade: 'General,Spot,Futures',
  full: 'General,Spot,Futures,Withdrawal,Transfer',
} as const

function shown(key: LocalKey): Record<string, unknown> {
  return {
    remark: key.label,
    apiKey: key.apiKey,
    apiVersion: 3,
    permission: PERMISSIONS[key.access],
    ...(key.ips.length > 0 && { ipWhitelist: key.ips.join(',') }),
    createdAt: key.createdAtMs,
    uid: 1001,
    isMaster: key.account === 'main',
    ...(key.account !== 'main' && { subName: key.account }),
    ...key.detail,
  }
}

function accessAsked(call: Call): LocalKey['access'] {
  const asked = ipsIn(param(call, 'permission'))
  const trade = asked.some((name) => ['Spot', 'Trade', 'Futures', 'Margin'].includes(name))
  return accessOf({ trade, full: asked.includes('InnerTransfer') || asked.includes('Transfer') })
}

function create(call: Call): Answer {
  const passphrase = param(call, 'passphrase')
  if (
    passphrase.length < 7 ||
    passphrase.length > 32 ||
    param(call, 'subName') === '' ||
    param(call, 'remark') === ''
  ) {
    return { status: 200, body: { code: '400100', msg: 'Parameter Error' } }
  }
  const days = Number(param(call, 'expire') || '-1')
  const key = issueKey(call, {
    account: param(call, 'subName'),
    label: param(call, 'remark'),
    access: accessAsked(call),
    ips: ipsIn(param(call, 'ipWhitelist')),
    passphrase,
    ...(days > 0 && { expiresAtMs: call.nowMs + days * 86_400_000 }),
  })
  return kucoinAnswer({ ...shown(key), apiSecret: key.secret, passphrase })
}

/** The passphrase of the key has to be told again to change or end it. */
function isOwned(call: Call): boolean {
  const key = call.state.keys.get(param(call, 'apiKey'))
  return key?.account === param(call, 'subName') && key.passphrase === param(call, 'passphrase')
}

function update(call: Call): Answer {
  if (!isOwned(call)) return NO_SUCH_KEY
  const amended = amendKey(call, param(call, 'apiKey'), {
    ...('ipWhitelist' in call.params && { ips: ipsIn(param(call, 'ipWhitelist')) }),
    ...('permission' in call.params && { access: accessAsked(call) }),
  })
  return amended ? kucoinAnswer(shown(amended)) : NO_SUCH_KEY
}

function remove(call: Call): Answer {
  if (!isOwned(call)) return NO_SUCH_KEY
  deleteKey(call, param(call, 'apiKey'))
  return kucoinAnswer({ subName: param(call, 'subName'), apiKey: param(call, 'apiKey') })
}

function list(call: Call): Answer {
  const only = param(call, 'apiKey')
  const keys = keysOf(call, param(call, 'subName')).filter((key) => only === '' || key.apiKey === only)
  return kucoinAnswer(keys.map(shown))
}

/** What KuCoin says of a key, and the keys of sub-accounts. */
export const kucoinKeyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/user/api-key',
    access: 'read',
    answer: (call) => kucoinAnswer(shown(keyOf(call))),
  },
  { method: 'POST', path: '/api/v1/sub/api-key', access: 'full', answer: create },
  { method: 'GET', path: '/api/v1/sub/api-key', access: 'full', answer: list },
  { method: 'POST', path: '/api/v1/sub/api-key/update', access: 'full', answer: update },
  { method: 'DELETE', path: '/api/v1/sub/api-key', access: 'full', answer: remove },
]
