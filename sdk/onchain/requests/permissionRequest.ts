import type { Address, Hex } from 'viem'

/** A permission as ERC-7715 writes it. Its fields depend on its type. */
export type RequestedPermission = {
  readonly type: string
  /** Whether the wallet may grant other terms than these. */
  readonly isAdjustmentAllowed: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/** A rule as ERC-7715 writes it. */
export type RequestedRule = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

/** One entry of the parameters of `wallet_requestExecutionPermissions` (ERC-7715). */
export type PermissionRequest = {
  /** In hex. */
  readonly chainId: Hex
  /** The account that is to grant; the owner chooses when it is left out. */
  readonly from?: Address | null | undefined
  /** Who redeems: it becomes the session key. */
  readonly to: Address
  readonly permission: RequestedPermission
  readonly rules?: readonly RequestedRule[] | null | undefined
}

/** One entry of the result: the request as it was granted, and what redeems it (ERC-7710). */
export type PermissionAnswer = PermissionRequest & {
  /** What `redeemDelegations` of the delegation manager takes as permission context. */
  readonly context: Hex
  /** Accounts to deploy before. */
  readonly dependencies: readonly { readonly factory: Address; readonly factoryData: Hex }[]
  readonly delegationManager: Address
}

/** Result of `wallet_getSupportedExecutionPermissions`, by permission type. */
export type SupportedPermissions = Readonly<
  Record<string, { readonly chainIds: readonly Hex[]; readonly ruleTypes: readonly string[] }>
>
