import { zeroAddress, zeroHash } from 'viem'
import { LIFETIME, MIN_PERIOD, UNLIMITED, UNTIERED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { KeyKind, NO_KEY } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { PartUnsupportedError } from '../../errors/grant.ts'

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

/** The named empty values of the parts that this version of the module does not enforce. */
export const EMPTY_PARTS = {
  messages: [],
  guards: [],
  maximumFee: { budget: UNLIMITED, price: UNLIMITED },
  paymaster: { kind: PaymasterRuleKind.none, listed: [] },
  keeper: NO_KEY,
  identity: { kind: 0, registry: zeroAddress, subject: '0x' },
  supersedes: { grantId: zeroHash, carries: [] },
} as const satisfies Partial<Grant>

/**
 * Refuses a grant that says anything this version of the module would refuse at use.
 * @throws PartUnsupportedError naming the first such part.
 */
export function checkParts(grant: Grant): void {
  refuseUnless(grant.networks.length === 1, 'networks', 'exactly one network')
  refuseUnless(grant.messages.length === 0, 'messages', 'none')
  refuseUnless(grant.guards.length === 0, 'guards', 'none')
  const { budget, price } = grant.maximumFee
  refuseUnless(budget === UNLIMITED && price === UNLIMITED, 'maximumFee', '"unlimited", for budget and price')
  const paymaster = grant.paymaster
  refuseUnless(
    paymaster.kind === PaymasterRuleKind.none && paymaster.listed.length === 0,
    'paymaster',
    '"none"',
  )
  refuseUnless(grant.keeper.kind === KeyKind.none && grant.keeper.key === '0x', 'keeper', 'none')
  const { kind, registry, subject } = grant.identity
  refuseUnless(kind === 0 && BigInt(registry) === 0n && subject === '0x', 'identity', 'none')
  const { grantId, carries } = grant.supersedes
  refuseUnless(BigInt(grantId) === 0n && carries.length === 0, 'supersedes', 'none')
  for (const permission of grant.permissions) checkPermission(permission)
  for (const limit of grant.limits) checkLimit(limit)
}

function checkPermission(permission: Permission): void {
  refuseUnless(permission.worstTier === UNTIERED, 'risk tiers', 'worstTier UNTIERED')
  for (const { argument } of [...permission.conditions, ...permission.spends]) {
    refuseUnless(argument < 65_536n, 'argument paths', 'the index of one word, below 65,536')
  }
  for (const { source } of permission.spends) {
    const counted = source === SpendSource.nativeValue || source === SpendSource.argument
    refuseUnless(counted, 'counted uses', 'spends of native value or of an argument')
  }
}

function checkLimit(limit: Limit): void {
  const lasting = limit.period === LIFETIME
  refuseUnless(
    lasting ? limit.periodStart === 0 : limit.period >= MIN_PERIOD,
    'periods',
    '300 seconds or more',
  )
  refuseUnless(
    limit.kind === LimitKind.native || limit.kind === LimitKind.token,
    'counted uses',
    'native or token',
  )
}

function refuseUnless(holds: boolean, part: string, expected: string): void {
  if (!holds) throw new PartUnsupportedError({ part, expected })
}
