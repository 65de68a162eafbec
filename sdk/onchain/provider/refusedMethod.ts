import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'

/** Methods that applications know from wallets, and why there is no answer to them here. */
const REASONS: Readonly<Record<string, string>> = {
  eth_sign: 'A bare hash could be that of anything. Ask for personal_sign or eth_signTypedData_v4.',
  eth_signTransaction: 'An account signs no transactions. Ask for eth_sendTransaction.',
  eth_signTypedData: 'Its form was never settled. Ask for eth_signTypedData_v4.',
  eth_signTypedData_v1: 'It signs no domain. Ask for eth_signTypedData_v4.',
  eth_signTypedData_v3: 'It knows no arrays and nested types. Ask for eth_signTypedData_v4.',
  eth_sendRawTransaction: 'Whoever signed the transaction sends it to a node.',
  eth_subscribe: 'Ask for filters, or a node of your own.',
  wallet_addEthereumChain: 'Chains are those that whoever made the provider has a grant for.',
}

/** 4200 with the reason, as far as there is one. */
export function refusedMethod(method: string): ProviderRpcError {
  const own = Object.hasOwn(REASONS, method) ? REASONS[method] : undefined
  return new ProviderRpcError({
    code: PROVIDER_CODE.unsupportedMethod,
    reason: `The method ${method.slice(0, 64)} is not supported.`,
    metaMessages: own === undefined ? [] : [own],
  })
}
