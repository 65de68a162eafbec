import type { CreateConnectorFn } from '@wagmi/core'
import { type EIP1193EventMap, getAddress, numberToHex, SwitchChainError } from 'viem'
import type { SessionProvider } from './createSessionProvider.ts'

export type SessionConnectorParameters = {
  /** Made once, and shared by all who ask for it. */
  provider: SessionProvider
  /** How applications list it; `Latchkey` by default. */
  name?: string
  /** Tells connectors apart; `latchkey` by default. */
  id?: string
}

/** What stays in wagmi's storage: that it was disconnected, by whoever did. */
type StorageItem = { [key: `${string}.disconnected`]: true }

/** The connector's type, as wagmi lists it. */
const TYPE = 'latchkey'

/**
 * A connector for wagmi, so that an application of wagmi uses a session key as it would use a wallet.
 * Only types of wagmi are loaded.
 * @example
 * const config = createConfig({ chains: [base], transports, connectors: [sessionConnector({ provider })] })
 * await connect(config, { connector: config.connectors[0] })
 */
export function sessionConnector(
  parameters: SessionConnectorParameters,
): CreateConnectorFn<SessionProvider, Record<string, unknown>, StorageItem> {
  const { provider, name = 'Latchkey', id = 'latchkey' } = parameters
  return (config) => {
    const disconnected = `${id}.disconnected` as const
    const listeners = listenersOf(provider)
    const { getAccounts, getChainId } = readsOf(provider)
    const switchChain = async (chainId: number) => {
      const chain = config.chains.find((each) => each.id === chainId)
      if (!chain)
        throw new SwitchChainError(new Error(`Chain ${chainId} is not in the configuration of wagmi.`))
      await provider.request({
        method: 'wallet_switchEthereumChain',
        params: [{ chainId: numberToHex(chainId) }],
      })
      return chain
    }
    return {
      ...{ id, name, type: TYPE, getAccounts, getChainId },
      getProvider: async () => provider,
      async connect({ chainId, withCapabilities } = {}) {
        const accounts = await provider.request({ method: 'eth_requestAccounts' })
        if (chainId !== undefined && chainId !== (await getChainId())) await switchChain(chainId)
        listeners.start(this)
        await config.storage?.removeItem(disconnected)
        const shown = accounts.map((each) => getAddress(each))
        const listed = withCapabilities ? shown.map((address) => ({ address, capabilities: {} })) : shown
        return { accounts: listed as never, chainId: await getChainId() }
      },
      async disconnect() {
        listeners.stop()
        await provider.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
        await config.storage?.setItem(disconnected, true)
      },
      async isAuthorized() {
        if (await config.storage?.getItem(disconnected)) return false
        return (await getAccounts().catch(() => [])).length > 0
      },
      switchChain: ({ chainId }) => switchChain(chainId),
      onAccountsChanged(accounts) {
        if (accounts.length === 0) this.onDisconnect()
        else config.emitter.emit('change', { accounts: accounts.map((each) => getAddress(each)) })
      },
      onChainChanged: (chainId) => config.emitter.emit('change', { chainId: Number(chainId) }),
      onDisconnect() {
        listeners.stop()
        config.emitter.emit('disconnect')
      },
    }
  }
}

/** What a provider says of itself, in wagmi's form. */
function readsOf(provider: SessionProvider) {
  return {
    getAccounts: async () =>
      (await provider.request({ method: 'eth_accounts' })).map((each) => getAddress(each)),
    getChainId: async () => Number(await provider.request({ method: 'eth_chainId' })),
  }
}

type Listeners = Pick<EIP1193EventMap, 'accountsChanged' | 'chainChanged' | 'disconnect'>
type Connector = Pick<ReturnType<CreateConnectorFn>, 'onAccountsChanged' | 'onChainChanged' | 'onDisconnect'>

/** Listens to a provider, once at a time. */
function listenersOf(provider: SessionProvider) {
  let current: Listeners | undefined
  const stop = () => {
    if (!current) return
    provider.removeListener('accountsChanged', current.accountsChanged)
    provider.removeListener('chainChanged', current.chainChanged)
    provider.removeListener('disconnect', current.disconnect)
    current = undefined
  }
  return {
    stop,
    start(connector: Connector) {
      stop()
      const listeners: Listeners = {
        accountsChanged: (accounts) => connector.onAccountsChanged(accounts),
        chainChanged: (chainId) => connector.onChainChanged(chainId),
        disconnect: (error) => connector.onDisconnect(error),
      }
      current = listeners
      provider.on('accountsChanged', listeners.accountsChanged)
      provider.on('chainChanged', listeners.chainChanged)
      provider.on('disconnect', listeners.disconnect)
    },
  }
}
