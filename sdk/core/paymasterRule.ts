import type { Address } from 'viem'

/** Which paymasters operations under a grant may name. */
export const PaymasterRuleKind = {
  none: 0,
  listed: 1,
  any: 2,
} as const

export type PaymasterRuleKind = (typeof PaymasterRuleKind)[keyof typeof PaymasterRuleKind]

/** Rule on the paymaster of an operation. */
export type PaymasterRule = {
  readonly kind: PaymasterRuleKind
  readonly listed: readonly Address[]
}
