import { accessOf, amendKey, deleteKey, ipsIn, issueKey, keysOf } from '../keyDesk.ts'
import type { Answer, Call, LocalKey, Route } from '../localVenue.ts'
import { keyOf, param } from '../venueState.ts'

const NO_SUCH_KEY: Answer = {
  status: 400,
  body: { code: -12014, msg: 'Sub-account API key does not exist.' },
}

/** `GET /sapi/v1/account/apiRestrictions`: what the key that asks may do. */
function apiRestrictions(call: Call): Answer {
  const key = keyOf(call)
  const trade = key.access !== 'read'
  const full = key.access === 'full'
  return {
    status: 200,
    body: {
      ipRestrict: key.ips.length > 0,
      createTime: key.createdAtMs,
      enableReading: true,
      enableWithdrawals: full,
      enableInternalTransfer: full,
      enableMargin: false,
      enableFutures: trade,
      permitsUniversalTransfer: full,
      enableVanillaOptions: false,
      enableFixApiTrade: false,
      enableFixReadOnly: false,
      enableSpotAndMarginTrading: trade,
      enablePortfolioMarginTrading: false,
      ...key.detail,
    },
  }
}

/** `POST /sapi/v2/sub-account/subAccountApi`. A public key has to be in the body. */
function createSubKey(call: Call): Answer {
  const status = param(call, 'status')
  const ips = ipsIn(param(call, 'ipAddress'))
  const publicKey = param(call, 'publicKey')
  if (param(call, 'email') === '' || !['1', '2'].includes(status) || (status === '2' && ips.length === 0)) {
    return {
      status: 400,
      body: { code: -1102, msg: 'Mandatory parameter was not sent, was empty/null, or malformed.' },
    }
  }
  if (publicKey !== '' && !call.request.body.includes('publicKey=')) {
    return { status: 400, body: { code: -1102, msg: 'publicKey must be in the request body.' } }
  }
  const trade = param(call, 'canTrade') === 'true' || param(call, 'canFuturesTrade') === 'true'
  const key = issueKey(call, {
    account: param(call, 'email'),
    label: param(call, 'apiName'),
    access: accessOf({ trade, full: param(call, 'canUniversalTransfer') === 'true' }),
    ips,
    ...(publicKey !== '' && { publicKey }),
  })
  return { status: 200, body: { ...shown(key), ...(key.kind === 'hmac' && { secretKey: key.secret }) } }
}

function shown(key: LocalKey): Record<string, unknown> {
  return {
    apiName: key.label,
    apiKey: key.apiKey,
    canTrade: key.access !== 'read',
    canMarginLoanRepay: false,
    canFuturesTrade: key.access !== 'read',
    canUniversalTransfer: key.access === 'full',
    canVanillaOptions: false,
    status: key.ips.length > 0 ? 2 : 1,
    ipList: key.ips,
    createTime: key.createdAtMs,
  }
}

function ipsOf(call: Call, change: (ips: readonly string[]) => string[]): Answer {
  const apiKey = param(call, 'subAccountApiKey')
  const key = call.state.keys.get(apiKey)
  if (key?.account !== param(call, 'email')) return NO_SUCH_KEY
  const ips = change(key.ips)
  amendKey(call, apiKey, { ips })
  const status = ips.length > 0 ? '2' : '1'
  return {
    status: 200,
    body: { status, ipList: ips, ipRestrict: String(ips.length > 0), updateTime: call.nowMs, apiKey },
  }
}

const SUB_API = '/sapi/v1/sub-account/subAccountApi'

/** What a venue says of a key, and the keys of sub-accounts. */
export const binanceKeyRoutes: readonly Route[] = [
  { method: 'GET', path: '/sapi/v1/account/apiRestrictions', access: 'read', answer: apiRestrictions },
  { method: 'POST', path: '/sapi/v2/sub-account/subAccountApi', access: 'full', answer: createSubKey },
  { method: 'POST', path: SUB_API, access: 'full', answer: createSubKey },
  {
    method: 'GET',
    path: SUB_API,
    access: 'full',
    answer: (call) => ({ status: 200, body: keysOf(call, param(call, 'email')).map(shown) }),
  },
  {
    method: 'DELETE',
    path: SUB_API,
    access: 'full',
    answer: (call) =>
      deleteKey(call, param(call, 'subAccountApiKey'), param(call, 'email'))
        ? { status: 200, body: {} }
        : NO_SUCH_KEY,
  },
  {
    method: 'GET',
    path: `${SUB_API}/ipRestriction`,
    access: 'full',
    answer: (call) => ipsOf(call, (ips) => [...ips]),
  },
  {
    method: 'POST',
    path: '/sapi/v2/sub-account/subAccountApi/ipRestriction',
    access: 'full',
    answer: (call) =>
      ipsOf(call, () => (param(call, 'status') === '2' ? ipsIn(param(call, 'ipAddress')) : [])),
  },
  {
    method: 'DELETE',
    path: `${SUB_API}/ipRestriction/ipList`,
    access: 'full',
    answer: (call) =>
      ipsOf(call, (ips) => {
        const gone = ipsIn(param(call, 'ipAddress'))
        return ips.filter((ip) => !gone.includes(ip))
      }),
  },
]
