import { numberToHex } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderRpcError } from '../../../errors/provider.ts'
import { readParameters } from '../parameters.ts'
import type { Method, ProviderContext } from '../providerContext.ts'

/** Accounts as EIP-1193, EIP-1102 and EIP-2255 ask for them. There is one: the grant's. */
export const accountMethods: Readonly<Record<string, Method>> = {
  eth_accounts: async (context) => shownAccounts(context),
  eth_requestAccounts: async (context) => {
    connect(context)
    return shownAccounts(context)
  },
  wallet_getPermissions: async (context) => permissions(context),
  wallet_requestPermissions: async (context, params) => {
    readAccountPermission(params)
    connect(context)
    return permissions(context)
  },
  wallet_revokePermissions: async (context, params) => {
    readAccountPermission(params)
    hideAccount(context, 'hidden')
    return null
  },
}

/** Shows the account no longer: it has to be asked for again. */
export function hideAccount({ state, events }: ProviderContext, status: 'hidden' | 'disconnected'): void {
  const shown = isShown(state.status)
  state.status = status
  if (shown) events.emit('accountsChanged', [])
}

function connect({ account, state, events }: ProviderContext): void {
  const before = state.status
  state.status = 'connected'
  if (before === 'new' || before === 'disconnected') {
    events.emit('connect', { chainId: numberToHex(state.chainId) })
  }
  if (!isShown(before)) events.emit('accountsChanged', [account])
}

/** Whoever made the provider handed the account over, so it is shown from the start. */
function isShown(status: ProviderContext['state']['status']): boolean {
  return status === 'new' || status === 'connected'
}

function shownAccounts({ account, state }: ProviderContext) {
  return isShown(state.status) ? [account] : []
}

function permissions(context: ProviderContext) {
  const value = shownAccounts(context)
  if (value.length === 0) return []
  return [{ parentCapability: 'eth_accounts', caveats: [{ type: 'restrictReturnedAccounts', value }] }]
}

function readAccountPermission(params: unknown): void {
  const [asked] = readParameters(z.tuple([z.record(z.string(), z.unknown())]), params)
  const names = Object.keys(asked)
  if (names.length === 1 && names[0] === 'eth_accounts') return
  throw new ProviderRpcError({
    code: PROVIDER_CODE.unsupportedMethod,
    reason: 'The only permission of EIP-2255 here is eth_accounts. What the key may do stands in its grant.',
  })
}
