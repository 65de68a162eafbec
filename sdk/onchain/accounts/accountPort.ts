import type { Address, Chain, Client, Hash, Hex, LocalAccount, SignedAuthorization, Transport } from 'viem'
import type { Call } from '../grant/call.ts'
import type { EntryPoint } from './entryPoint.ts'

/** ERC-7579 module types that the session module has. */
export const MODULE_TYPE = { validator: 1n, executor: 2n } as const

/** One of the module types. */
export type ModuleType = (typeof MODULE_TYPE)[keyof typeof MODULE_TYPE]

/**
 * What a holder has to know of an ERC-7579 account. Shared code never asks what kind of account it has before it: whatever
 * differs between accounts is answered here. Every implementation runs test/conformance/account.suite.ts.
 */
export type AccountPort = {
  /** What kind of account it is, for people. Decides nothing. */
  readonly label: string
  readonly address: Address
  readonly entryPoint: EntryPoint
  /**
   * The 192-bit nonce key that makes the account ask `validator`. Operations of different lanes do not wait for one another.
   * @param lane A whole number from 0 to at least 65,535; the first operation of a new lane costs about 17,000 gas more.
   */
  validatorNonceKey(parameters: { validator: Address; lane: number }): bigint
  /** Calldata of the account's ERC-7579 `execute`: one call, or a batch that reverts as a whole. */
  encodeCalls(calls: readonly Call[]): Hex
  /** Whether the account hands on what it is asked by ERC-1271 wrapped in a domain of its own. */
  readonly wrapsMessages: boolean
  /** The signature that makes the account's ERC-1271 ask `validator` about `signature`. */
  encodeMessageSignature(parameters: { validator: Address; signature: Hex }): Hex
  /**
   * Whether the account takes `module` as installed of this type; undefined where `isModuleInstalled` of the account says all
   * there is to it.
   */
  readonly isInstalled?: ((client: PortClient, parameters: InstalledModule) => Promise<boolean>) | undefined
  /**
   * Throws when operations judged by `validator` cannot get through although it is installed; undefined where they always can.
   * @throws AccountHookError.
   */
  readonly checkOperations?:
    | ((client: PortClient, parameters: { validator: Address }) => Promise<void>)
    | undefined
}

/** What a port reads the chain with. */
export type PortClient = Client<Transport, Chain, undefined>

/** A module of one type. */
export type InstalledModule = { readonly module: Address; readonly type: ModuleType }

/** What has to come along with the first operation or transaction of an account; empty once it is there. */
export type Deployment = {
  readonly factory?: Address
  readonly factoryData?: Hex
  readonly authorization?: SignedAuthorization
  /** What the operation calls the account with instead of its calldata; as it is by default. */
  readonly firstCallData?: ((callData: Hex) => Hex) | undefined
}

/** An ERC-7484 registry, and whom an account will trust there that has not told the registry yet. */
export type ModuleRegistry = {
  readonly address: Address
  /** Undefined when the registry knows. */
  readonly trusts?: { readonly attesters: readonly Address[]; readonly threshold: number } | undefined
}

/** Who carries the deployment: a bundler, or the account by its own transaction. */
export type DeploymentCarrier = 'bundler' | 'self'

/** What an owner has to know and to be able to do besides. */
export type OwnerAccountPort = AccountPort & {
  /** The 192-bit nonce key under which the owner's own signature counts. */
  ownerNonceKey(parameters: { lane: number }): bigint
  /** The owner's signature of a user operation. */
  signUserOperation(parameters: { userOpHash: Hash }): Promise<Hex>
  /** A signature of the same shape that need not be valid, to estimate gas with. */
  readonly stubSignature: Hex
  /** Reads the chain to find out whether the account is there. */
  deployment(client: PortClient, carrier: DeploymentCarrier): Promise<Deployment>
  /**
   * One more address that no use may ever call, because it trusts what the account appends to a call; recorded at
   * installation. Undefined for accounts that have none.
   */
  readonly adapter?: Address | undefined
  /** The registry that the account asks before it installs a module; undefined when it asks none. */
  readonly registry?: ((client: PortClient) => Promise<ModuleRegistry | undefined>) | undefined
  /**
   * Calls that install the module as both types; the account must execute all of them, in this order.
   * @throws AccountUnsupportedError.
   */
  installCalls(parameters: InstallCallsParameters): Promise<readonly Call[]>
  /**
   * Calls that uninstall the module from the given types, in this order. They hold until the account installs or uninstalls
   * something else.
   * @throws AccountUnsupportedError, ModuleNotInstalledError.
   */
  uninstallCalls(parameters: UninstallCallsParameters): Promise<readonly Call[]>
  /** For an account that is an EOA too: signs the account's own transactions. */
  readonly self?: LocalAccount
}

/** What installing the module takes. */
export type InstallCallsParameters = {
  client: PortClient
  module: Address
  /** As `encodeInstallData` makes it. */
  initData: Hex
  /** Types to install, in this order. */
  types: readonly ModuleType[]
}

/** What uninstalling the module takes. */
export type UninstallCallsParameters = Omit<InstallCallsParameters, 'initData'>
