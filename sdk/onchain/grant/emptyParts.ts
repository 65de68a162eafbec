import { zeroAddress, zeroHash } from 'viem'
import { UNLIMITED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { NO_KEY } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { CallKind, type Permission } from '../../core/permission.ts'

/** The permission that pads a tree: all zero, matched by no call. */
export const PADDING_PERMISSION: Permission = {
  target: zeroAddress,
  call: CallKind.none,
  selector: '0x00000000',
  maxValue: 0n,
  conditions: [],
  spends: [],
  worstTier: 0,
}

/** The limit that pads a tree, and the only leaf of a grant without limits. */
export const PADDING_LIMIT: Limit = {
  kind: LimitKind.none,
  token: zeroAddress,
  amount: 0n,
  period: 0,
  periodStart: 0,
}

/** The named empty values of the parts of a grant that need not say anything. */
export const EMPTY_PARTS = {
  messages: [],
  guards: [],
  maximumFee: { budget: UNLIMITED, price: UNLIMITED },
  paymaster: { kind: PaymasterRuleKind.none, listed: [] },
  keeper: NO_KEY,
  identity: { kind: 0, registry: zeroAddress, subject: '0x' },
  supersedes: { grantId: zeroHash, carries: [] },
} as const satisfies Partial<Grant>
