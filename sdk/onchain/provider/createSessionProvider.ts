import { type Address, type EIP1193Provider, isAddressEqual } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderInvalidError, ProviderRpcError } from '../../errors/provider.ts'
import type { HolderClient } from '../clients/createHolderClient.ts'
import type { BundleStore } from './bundleStore.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { memoryBundleStore } from './memoryBundleStore.ts'
import { accountMethods, hideAccount } from './methods/accounts.ts'
import { callsMethods } from './methods/calls.ts'
import { capabilitiesMethods } from './methods/capabilities.ts'
import { chainMethods } from './methods/chains.ts'
import { signingMethods } from './methods/signing.ts'
import { transactionMethods } from './methods/transactions.ts'
import { PASS_THROUGH_METHODS } from './passThroughMethods.ts'
import { type Method, type ProviderContext, type ProviderPath, selectedHolder } from './providerContext.ts'
import { createProviderEmitter } from './providerEvents.ts'
import { refusedMethod } from './refusedMethod.ts'
import { toNodeError, toProviderError } from './toProviderError.ts'

/** What a handler of one's own works with. */
export type ProviderHandlerContext = {
  readonly account: Address
  /** On the selected chain. */
  readonly holder: HolderClient
  /** By chain id. */
  readonly holders: ReadonlyMap<number, HolderClient>
}

/** Answers a method. What it throws reaches the application with its code and reason; `params` is for it to check. */
export type ProviderHandler = (params: unknown, context: ProviderHandlerContext) => Promise<unknown>

/** Which session keys a provider uses, on which path, and what it answers besides. */
export type SessionProviderConfig = {
  /** Uses the grant, on the chain that is selected first. */
  holder: HolderClient
  /** Of the same account on other chains, one for each. */
  otherHolders?: readonly HolderClient[] | undefined
  /** How calls reach the chain: each holder's own default otherwise, which is a bundler if it has one. */
  path?: ProviderPath | undefined
  /** Where batches are remembered: in memory by default. */
  bundles?: BundleStore | undefined
  /**
   * Bundler path: lanes that requests under way at one time take, 0 to 3 by default. Bundlers take four operations of an account at
   * most. The first use of a lane costs about 17,000 gas more; the first is taken whenever it is free.
   */
  lanes?: readonly number[] | undefined
  /** Milliseconds that a request waits for a lane, and that an operation keeps one to itself; 120,000 by default. */
  laneTimeout?: number | undefined
  /**
   * Whether an application may say what gas is paid for at. Otherwise what it says is not used, as its gas limit is not: a page could spend
   * on fees all that the key holds, or all that the grant lets operations cost.
   */
  acceptFees?: boolean | undefined
  /** More methods, by their names. */
  handlers?: Readonly<Record<string, ProviderHandler>> | undefined
}

/** An EIP-1193 provider whose account is the grant's. */
export type SessionProvider = Omit<EIP1193Provider, 'request'> & {
  readonly account: Address
  /** As viem types it for the methods it knows, and as EIP-1193 has it for all. Rejects with a {@link ProviderRpcError} and with nothing else. */
  request: EIP1193Provider['request'] &
    ((request: { readonly method: string; readonly params?: unknown }) => Promise<unknown>)
  /** Ends the connection: requests are refused with 4900 until the account is asked for again. */
  disconnect(): void
}

const BUILT_IN: Readonly<Record<string, Method>> = {
  ...accountMethods,
  ...callsMethods,
  ...capabilitiesMethods,
  ...chainMethods,
  ...signingMethods,
  ...transactionMethods,
}

/** Methods that connect again. */
const CONNECTING = ['eth_requestAccounts', 'wallet_requestPermissions']

const requestSchema = z.looseObject({ method: z.string() })

/**
 * An EIP-1193 provider over a session key, so that an application, a wallet library or a bot's own code uses the grant as it would use a
 * wallet: nothing else is signed or sent, and what the grant does not allow is refused with its reason before anything is sent. Methods
 * that only read go to the node; a method that is not known is refused with 4200.
 * @throws ProviderInvalidError for holders of several accounts or two of one chain, for a path that one cannot take, and for handlers of
 * methods that exist.
 * @example
 * const provider = createSessionProvider({ holder })
 * const wallet = createWalletClient({ account: provider.account, chain, transport: custom(provider) })
 */
export function createSessionProvider(config: SessionProviderConfig): SessionProvider {
  const context = createContext(config)
  const { events, state } = context
  const handlers = checkedHandlers(config.handlers)
  const request = async (asked: unknown): Promise<unknown> => {
    try {
      const { method, params } = readRequest(asked)
      if (state.status === 'disconnected' && !CONNECTING.includes(method)) throw disconnectedError()
      const own = handlers.get(method)
      if (own) {
        const { account, holders } = context
        return await own(params, { account, holders, holder: selectedHolder(context) })
      }
      return await answer(context, method, params)
    } catch (error) {
      throw toProviderError(error)
    }
  }
  return {
    account: context.account,
    request: request as SessionProvider['request'],
    on: (event, listener) => events.on(event, listener),
    removeListener: (event, listener) => events.removeListener(event, listener),
    disconnect: () => {
      if (state.status === 'disconnected') return
      hideAccount(context, 'disconnected')
      events.emit('disconnect', disconnectedError() as never)
    },
  }
}

async function answer(context: ProviderContext, method: string, params: unknown): Promise<unknown> {
  const own = Object.hasOwn(BUILT_IN, method) ? BUILT_IN[method] : undefined
  if (own) return own(context, params)
  if (!PASS_THROUGH_METHODS.includes(method)) throw refusedMethod(method)
  try {
    return await selectedHolder(context).request({ method, params } as never)
  } catch (error) {
    throw toNodeError(error)
  }
}

function createContext(config: SessionProviderConfig): ProviderContext {
  const { holder, otherHolders = [] } = config
  const account = holder.accountPort.address
  const all = [holder, ...otherHolders]
  const holders = new Map(all.map((each) => [each.chain.id, each]))
  if (holders.size < all.length) {
    throw new ProviderInvalidError({ reason: 'two of its holders are on one chain.' })
  }
  if (all.some((each) => !isAddressEqual(each.accountPort.address, account))) {
    throw new ProviderInvalidError({ reason: 'its holders are not of one account.' })
  }
  if (config.lanes?.length === 0) throw new ProviderInvalidError({ reason: 'it has no lane.' })
  for (const each of all) checkPath(each, config.path)
  const known = new Map(all.map((each) => [each, lanesFor(each, config)]))
  return {
    ...{ account, holders, path: config.path, bundles: config.bundles ?? memoryBundleStore() },
    acceptFees: config.acceptFees ?? false,
    ...{ preparing: new Set(), events: createProviderEmitter() },
    lanesOf: (each) => known.get(each) ?? lanesFor(each, config),
    state: { chainId: holder.chain.id, status: 'new' },
  }
}

/** The path that a holder takes. */
function pathOf({ bundler }: HolderClient, path: ProviderPath | undefined): ProviderPath {
  return path ?? (bundler ? 'bundler' : 'direct')
}

function checkPath(holder: HolderClient, asked: ProviderPath | undefined): void {
  const path = pathOf(holder, asked)
  const { chain, bundler, sender } = holder
  if (path !== 'bundler' && path !== 'direct') {
    throw new ProviderInvalidError({ reason: 'its path is neither bundler nor direct.' })
  }
  if (path === 'bundler' && !bundler) {
    throw new ProviderInvalidError({ reason: `its holder on chain ${chain.id} has no bundler.` })
  }
  if (path === 'direct' && !sender) {
    throw new ProviderInvalidError({ reason: 'a key without an address sends no transactions.' })
  }
}

function lanesFor(holder: HolderClient, config: SessionProviderConfig): Lanes {
  const { lanes = [0, 1, 2, 3], laneTimeout = 120_000 } = config
  // Transactions of the session key have one nonce after the other.
  const numbers = pathOf(holder, config.path) === 'bundler' ? [...new Set(lanes)] : [0]
  const { pollingInterval } = holder
  return createLanes({ numbers, pollingInterval, timeout: laneTimeout })
}

function checkedHandlers(
  handlers: Readonly<Record<string, ProviderHandler>> = {},
): ReadonlyMap<string, ProviderHandler> {
  const taken = Object.keys(handlers).find(
    (method) => Object.hasOwn(BUILT_IN, method) || PASS_THROUGH_METHODS.includes(method),
  )
  if (taken !== undefined) throw new ProviderInvalidError({ reason: `${taken} has a handler already.` })
  return new Map(Object.entries(handlers))
}

function readRequest(asked: unknown): { method: string; params: unknown } {
  const result = requestSchema.safeParse(asked)
  if (result.success) return { method: result.data.method, params: result.data['params'] }
  throw new ProviderRpcError({
    code: PROVIDER_CODE.invalidRequest,
    reason: 'A request is an object with a method.',
  })
}

function disconnectedError(): ProviderRpcError {
  return new ProviderRpcError({
    code: PROVIDER_CODE.disconnected,
    reason: 'The provider was disconnected. Ask for eth_requestAccounts to connect it again.',
  })
}
