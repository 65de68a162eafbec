import type { Hash } from 'viem'
import { Tier } from '../../sdk/core/tier.ts'
import type { Token } from '../../sdk/core/token.ts'
import type {
  GetRemainingFeeReturnType,
  GetTierReturnType,
  ListedGrant,
  ListedKey,
  RemainingLimit,
} from '../../sdk/onchain/index.ts'
import { keyWords } from './signedFile.ts'
import { amountText, limitAmountText } from './tokens.ts'

/** Letters of the risk tiers. */
export const TIER_NAMES = { [Tier.A]: 'A', [Tier.B]: 'B', [Tier.C]: 'C', [Tier.D]: 'D' } as const

/** A moment in UTC, with its unix seconds. */
export function timeText(seconds: number): string {
  const date =
    seconds * 1000 <= 8.64e15 ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : 'far future'
  return `${date} (${seconds})`
}

/** A key as it stands. */
export function keyLine({ key, status, validUntil, usable }: ListedKey): string {
  const end = validUntil === 0 ? '' : `, until ${timeText(validUntil)}`
  return `Key ${keyWords(key)}: ${status}${end}${usable ? '' : ', not usable'}`
}

/** A limit with what is left of it. */
export function limitLine(limit: RemainingLimit, tokens: readonly Token[]): string {
  const { limitId, name, amount, spent, remaining, periodEnd } = limit
  const show = (units: bigint) => limitAmountText(units, limit, tokens)
  const title = name === undefined ? `${limitId}` : `${limitId} "${name}"`
  const period = periodEnd === undefined ? '' : ` in the period until ${timeText(periodEnd)}`
  return `Limit ${title}: ${show(remaining)} left of ${show(amount)}${period}, ${show(spent)} spent`
}

/** What is left of a fee budget. Counted is the most that operations could have cost. */
export function feeLine({ budget, spent, remaining }: NonNullable<GetRemainingFeeReturnType>): string {
  const show = (wei: bigint) => amountText(wei, undefined, [])
  return `Fee budget: ${show(remaining)} left of ${show(budget)}, at most ${show(spent)} spent`
}

/** What a keeper says. */
export function tierLine({ tier, validUntil }: GetTierReturnType): string {
  if (validUntil === 0) return 'Risk tier: none published yet, which counts as D: nothing goes'
  return `Risk tier: ${TIER_NAMES[tier]}${tier === Tier.D ? ', nothing goes' : `, until ${timeText(validUntil)}`}`
}

/** A live grant as a list shows it. */
export function grantLines(grant: ListedGrant, tokens: readonly Token[]): readonly string[] {
  if (grant.contents === 'unknown') {
    const standing = [
      grant.holds === 'epoch ended' ? 'epoch ended' : 'live',
      ...(grant.paused ? ['paused'] : []),
    ]
    return [`Grant ${grant.grantId}: ${standing.join(', ')}`, `  ${grant.note}`]
  }
  const { validAfter, validUntil, permissions } = grant.grant
  return [
    `Grant ${grant.grantId}: ${grant.holds === 'now' ? 'holds now' : grant.holds}`,
    `  From ${timeText(validAfter)} until ${timeText(validUntil)}, ${permissions.length} permissions`,
    ...(grant.published ? [] : ['  Its contents are not published: the list has them from a grant file']),
    ...(grant.supersedes ? [`  ${supersessionLine(grant.supersedes)}`] : []),
    ...grant.keys.map((key) => `  ${keyLine(key)}`),
    ...grant.limits.map((limit) => `  ${limitLine(limit, tokens)}`),
    ...(grant.fee ? [`  ${feeLine(grant.fee)}`] : []),
    ...(grant.tier ? [`  ${tierLine(grant.tier)}`] : []),
  ]
}

function supersessionLine({ grantId, done }: { readonly grantId: Hash; readonly done: boolean }): string {
  return done ? `Took the place of grant ${grantId}` : `Ends grant ${grantId} with its first use`
}
