import { BaseError } from './base.ts'

/** Codes that a provider answers with: EIP-1193, EIP-1474, EIP-5792, and 3 as nodes use it. */
export const PROVIDER_CODE = {
  /** The calls reverted. */
  reverted: 3,
  /** The owner said no. */
  userRejected: 4001,
  /** The grant does not allow it, or it is about another account. */
  unauthorized: 4100,
  /** Nothing answers to this method, or to what it is asked for. */
  unsupportedMethod: 4200,
  /** The provider was disconnected. */
  disconnected: 4900,
  /** The request is for another chain than the selected one. */
  chainDisconnected: 4901,
  /** There is no holder on the chain that was to be selected. */
  unrecognizedChain: 4902,
  unsupportedCapability: 5700,
  unsupportedChain: 5710,
  duplicateBundleId: 5720,
  unknownBundleId: 5730,
  bundleTooLarge: 5740,
  /** Of `wallet_sendCalls`. */
  unsupportedVersion: -32000,
  /** Too much is under way. */
  unavailable: -32002,
  /** Node, bundler or EntryPoint refused for a reason that is not the grant's. */
  rejected: -32003,
  invalidRequest: -32600,
  invalidParams: -32602,
  internal: -32603,
} as const

/** One of {@link PROVIDER_CODE}, or a code that a node answered with. */
export type ProviderCode = (typeof PROVIDER_CODE)[keyof typeof PROVIDER_CODE] | (number & {})

/** What an EIP-1193 provider rejects with: a code that applications know, and the reason in words. */
export class ProviderRpcError extends BaseError {
  override readonly name = 'ProviderRpcError'
  readonly code: ProviderCode
  /** Survives JSON. Of an error of the SDK its name, reason and bounds; of a node's error what the node said. */
  readonly data: unknown
  /** The message, where viem looks for it. */
  readonly details: string

  constructor(parameters: {
    code: ProviderCode
    reason: string
    metaMessages?: readonly string[]
    docsPath?: string | undefined
    data?: unknown
    cause?: unknown
  }) {
    const { code, reason, metaMessages = [], docsPath, data, cause } = parameters
    super(reason, { metaMessages, docsPath: docsPath ?? '/docs/provider.md#codes', cause })
    this.code = code
    this.data = data
    this.details = this.message
  }
}

/** A provider cannot be made of what was given. */
export class ProviderInvalidError extends BaseError {
  override readonly name = 'ProviderInvalidError'

  constructor(parameters: { reason: string }) {
    super(`The provider cannot be made: ${parameters.reason}`, {
      docsPath: '/docs/provider.md#the-provider',
      metaMessages: ['Correct what the provider is made of.'],
    })
  }
}
