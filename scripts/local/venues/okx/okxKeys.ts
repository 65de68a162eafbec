import { accessOf, amendKey, deleteKey, ipsIn, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'
import { okxAnswer } from './okxAnswer.ts'

const NO_SUCH_KEY: Answer = { status: 200, body: { code: '59506', msg: 'APIKey does not exist', data: [] } }

const PERMISSIONS = { read: 'read_only', trade: 'read_only,trade', full: 'read_only,withdraw,trade' } as const

function shown(key: LocalKey): Record<string, unknown> {
  return {
    subAcct: key.account,
    label: key.label,
    apiKey: key.apiKey,
    perm: PERMISSIONS[key.access],
    ip: key.ips.join(','),
    ts: String(key.createdAtMs),
  }
}

function accountConfig(call: Call): Answer {
  const key = keyOf(call)
  return okxAnswer([
    {
      acctLv: '2',
      autoLoan: false,
      ctIsoMode: 'automatic',
      greeksType: 'PA',
      ip: key.ips.join(','),
      kycLv: '2',
      label: key.label,
      level: 'Lv1',
      mainUid: '1001',
      mgnIsoMode: 'automatic',
      opAuth: '0',
      perm: PERMISSIONS[key.access],
      posMode: 'net_mode',
      roleType: '0',
      type: key.account === 'main' ? '0' : '1',
      uid: '1001',
      ...key.detail,
    },
  ])
}

const accessAsked = (call: Call): LocalKey['access'] => {
  const asked = ipsIn(param(call, 'perm'))
  return accessOf({ trade: asked.includes('trade'), full: asked.includes('withdraw') })
}

function create(call: Call): Answer {
  const passphrase = param(call, 'passphrase')
  if (passphrase === '' || param(call, 'subAcct') === '' || param(call, 'label') === '') {
    return { status: 200, body: { code: '50014', msg: 'Parameter can not be empty', data: [] } }
  }
  const key = issueKey(call, {
    account: param(call, 'subAcct'),
    label: param(call, 'label'),
    access: accessAsked(call),
    ips: ipsIn(param(call, 'ip')),
    passphrase,
  })
  return okxAnswer([{ ...shown(key), secretKey: key.secret, passphrase }])
}

function modify(call: Call): Answer {
  const apiKey = param(call, 'apiKey')
  if (call.state.keys.get(apiKey)?.account !== param(call, 'subAcct')) return NO_SUCH_KEY
  const amended = amendKey(call, apiKey, {
    ...('ip' in call.params && { ips: ipsIn(param(call, 'ip')) }),
    ...('perm' in call.params && { access: accessAsked(call) }),
    ...('label' in call.params && { label: param(call, 'label') }),
  })
  return amended ? okxAnswer([shown(amended)]) : NO_SUCH_KEY
}

function list(call: Call): Answer {
  const only = param(call, 'apiKey')
  const keys = keysOf(call, param(call, 'subAcct')).filter((key) => only === '' || key.apiKey === only)
  return okxAnswer(keys.map(shown))
}

/** What OKX says of a key, and the keys of sub-accounts. */
export const okxKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v5/account/config', access: 'read', answer: accountConfig },
  { method: 'POST', path: '/api/v5/users/subaccount/apikey', access: 'full', answer: create },
  { method: 'GET', path: '/api/v5/users/subaccount/apikey', access: 'full', answer: list },
  { method: 'POST', path: '/api/v5/users/subaccount/modify-apikey', access: 'full', answer: modify },
  {
    method: 'POST',
    path: '/api/v5/users/subaccount/delete-apikey',
    access: 'full',
    answer: (call) =>
      deleteKey(call, param(call, 'apiKey'), param(call, 'subAcct'))
        ? okxAnswer([{ subAcct: param(call, 'subAcct') }])
        : NO_SUCH_KEY,
  },
]
