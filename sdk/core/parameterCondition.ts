import type { Hex } from 'viem'

/** How a condition compares one 32-byte word of a call's arguments. */
export const Operator = {
  none: 0,
  equal: 1,
  notEqual: 2,
  less: 3,
  atMost: 4,
  greater: 5,
  atLeast: 6,
  /** Two values, both ends inclusive. */
  range: 7,
  /** 1 to 16 values. */
  oneOf: 8,
  /** No value: the word is the account's own address. */
  isAccount: 9,
  /** `word & values[0] == values[1]`. */
  mask: 10,
  signedLess: 11,
  signedAtMost: 12,
  signedGreater: 13,
  signedAtLeast: 14,
  /** Two values, both ends inclusive, in two's complement. */
  signedRange: 15,
} as const

export type Operator = (typeof Operator)[keyof typeof Operator]

/** A rule on one argument of a call. Whole words are compared: dirty upper bits equal nothing. */
export type ParameterCondition = {
  /** Path of up to 16 steps of 16 bits, first step lowest: for a static argument the index of its 32-byte word. */
  readonly argument: bigint
  readonly operator: Operator
  /** 32-byte words; how many depends on the operator. */
  readonly values: readonly Hex[]
}
