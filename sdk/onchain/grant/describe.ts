import { type Address, zeroHash } from 'viem'
import { FEE_LIMIT_ID, LIFETIME, UNLIMITED, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { KeyKind } from '../../core/key.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { describeMessage } from './describeMessage.ts'
import {
  amountText,
  type DescribeGrantOptions,
  keyText,
  limitName,
  timeText,
  weiText,
} from './describeOptions.ts'
import { describePermission } from './describePermission.ts'
import { firstKeyValidUntil } from './firstKeyValidUntil.ts'
import { hashGrant } from './hashGrant.ts'

/**
 * A grant in plain words, one line each: every permission, condition and limit, the chains with the sum over them, the window in
 * UTC, the rules for keys, what is not bounded, who enforces, and the hash to compare with what a wallet or device shows.
 */
export function describeGrant(
  grant: Grant,
  module: Address,
  options: DescribeGrantOptions = {},
): readonly string[] {
  return [
    `Account: ${grant.account}`,
    `Module: ${module}`,
    ...grant.networks.map(({ chainId, epoch }) => `Network: chain ${chainId}, epoch ${epoch}`),
    ...severalChains(grant),
    `From: ${timeText(grant.validAfter)} (included)`,
    `Until: ${timeText(grant.validUntil)} (included)`,
    ...keyLines(grant),
    grant.permissions.length === 0
      ? 'Permissions: none, so the key signs messages and makes no call'
      : `Permissions: ${grant.permissions.length}, the holder may use any of them`,
    ...grant.permissions.flatMap((_, index) => describePermission(grant, index, options)),
    grant.limits.length === 0
      ? 'Limits: none, so only the bounds per call hold'
      : `Limits: ${grant.limits.length}`,
    ...grant.limits.map((_, index) => limitLine(grant, index, options)),
    ...feeLines(grant),
    ...messageLines(grant, options),
    ...guardLines(grant),
    `Keeper: ${keeperText(grant)}`,
    `Identity: ${grant.identity.kind === 0 ? 'none' : `${grant.identity.registry} ${grant.identity.subject}`}`,
    `Replaces: ${supersessionText(grant, options)}`,
    `Salt: ${grant.salt}`,
    'Enforced by: the contract, every line above',
    `Hash to compare: ${hashGrant(grant, module)}`,
  ]
}

function severalChains({ networks }: Grant): string[] {
  const { length } = networks
  if (length === 1) return []
  return [`Chains: ${length}. Everything below holds on each of them: limits and fees ${length} times in all`]
}

function keyLines(grant: Grant): string[] {
  const { keyLifetime, overlap, maxKeys } = grant
  const unlimited = keyLifetime === UNLIMITED_KEY_LIFETIME
  return [
    `First key: ${keyText(grant.sessionKey)}, usable until ${timeText(firstKeyValidUntil(grant))}`,
    `Longest life of a key: ${unlimited ? 'as long as the grant' : `${keyLifetime} seconds`}`,
    `Keys at a time: at most ${maxKeys}`,
    `Rotator: ${keyText(grant.rotator)}`,
    `A rotated key stays usable: ${overlap === 0 ? 'not at all' : `at most ${overlap} seconds`}`,
  ]
}

function limitLine({ limits, networks }: Grant, index: number, options: DescribeGrantOptions): string {
  const limit = limits[index]
  if (!limit) return ''
  const { period, periodStart, amount } = limit
  const time =
    period === LIFETIME
      ? 'for the life of the grant'
      : `in every ${period} seconds, counted from ${timeText(periodStart)}`
  const own = `  Limit ${limitName(index, options)}: at most ${amountText(limit, amount, options)} ${time}, all keys together`
  const chains = networks.length
  if (chains === 1) return own
  return `${own}; on ${chains} chains ${amountText(limit, amount * BigInt(chains), options)} in all`
}

function feeLines({ maximumFee: { budget, price }, paymaster, networks }: Grant): string[] {
  const chains = BigInt(networks.length)
  const sum =
    chains === 1n || budget === UNLIMITED ? '' : `; on ${chains} chains ${weiText(budget * chains)} in all`
  const { listed, kind } = paymaster
  const allowed =
    kind === PaymasterRuleKind.none
      ? 'none allowed'
      : kind === PaymasterRuleKind.any
        ? 'any'
        : listed.join(', ')
  return [
    `Maximum fee: ${budget === UNLIMITED ? 'unlimited' : `${weiText(budget)}${sum}`}`,
    `Maximum fee per gas: ${price === UNLIMITED ? 'unlimited' : `${price} wei`}`,
    `Paymasters: ${allowed}${kind === PaymasterRuleKind.none ? '' : '; what they ask for is no part of the maximum fee'}`,
  ]
}

function messageLines({ messages }: Grant, options: DescribeGrantOptions): string[] {
  return [
    `Messages that the key may sign for the account: ${messages.length || 'none'}`,
    ...messages.flatMap((message, index) => describeMessage(message, index, options)),
  ]
}

function guardLines({ guards }: Grant): string[] {
  if (guards.length === 0) return ['Guards: none']
  const each = guards.map(({ guard, config }, index) => `  Guard ${index}: ${guard}, told ${config}`)
  return [`Guards: ${guards.length}, each asked before and after the calls of every use`, ...each]
}

function keeperText({ keeper }: Grant): string {
  if (keeper.kind === KeyKind.none) return keyText(keeper)
  return `${keyText(keeper)}, may pause the grant and say how dangerous things are`
}

function supersessionText({ supersedes, limits }: Grant, options: DescribeGrantOptions): string {
  const { grantId, carries } = supersedes
  if (grantId === zeroHash) return 'no other grant'
  const names = (indexes: readonly number[]): string =>
    indexes
      .map((index) => (index === FEE_LIMIT_ID ? 'the maximum fee' : `limit ${limitName(index, options)}`))
      .join(', ') || 'nothing'
  const all = [...limits.keys(), FEE_LIMIT_ID]
  const fresh = all.filter((index) => !carries.includes(index))
  return `grant ${grantId}, which ends; carried is what was spent of ${names(carries)}; starting at zero ${names(fresh)}`
}
