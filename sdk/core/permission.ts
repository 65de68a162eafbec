import type { Address, Hex } from 'viem'
import type { ParameterCondition } from './parameterCondition.ts'
import type { Spend } from './spend.ts'

/** Which calls to the target a permission is about. */
export const CallKind = {
  /** Padding of the tree; matches nothing. */
  none: 0,
  /** Calls of one function. */
  selector: 1,
  /** Any calldata of at least 4 bytes. */
  anySelector: 2,
  /** Empty calldata: a plain transfer of native value. */
  empty: 3,
} as const

export type CallKind = (typeof CallKind)[keyof typeof CallKind]

/** One thing that a grant allows. */
export type Permission = {
  readonly target: Address
  readonly call: CallKind
  /** 4 bytes; zero unless `call` is `selector`. */
  readonly selector: Hex
  /** Most native value of one call, in wei, inclusive. */
  readonly maxValue: bigint
  /** All of them must hold; at most 255. */
  readonly conditions: readonly ParameterCondition[]
  /** Limits that a call draws on; at most 255. */
  readonly spends: readonly Spend[]
  /** Worst risk tier in which the permission may be used, A to C, or `UNTIERED`. */
  readonly worstTier: number
}
