import type { AbiFunction } from 'abitype'
import type { Address, Hex } from 'viem'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import type { CallKind } from '../../core/permission.ts'
import type { SpendSource } from '../../core/spend.ts'

/** A permission before `defineGrant` has given its limits their indexes. */
export type PermissionDefinition = {
  readonly target: Address
  readonly call: CallKind
  readonly selector: Hex
  readonly maxValue: bigint
  readonly conditions: readonly ParameterCondition[]
  readonly spends: readonly NamedSpend[]
  /** Worst risk tier in which it may be used, or `UNTIERED`. */
  readonly worstTier: number
  /** Asked for by name: a token limit may count calls that nothing ties to that token. */
  readonly allowTokenMismatch: boolean
  /** The function, for showing names to people. */
  readonly item: AbiFunction | undefined
}

/** A spend that still names its limit. */
export type NamedSpend = {
  readonly limit: string
  readonly source: SpendSource
  readonly argument: bigint
}
