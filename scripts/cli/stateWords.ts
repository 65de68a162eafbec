import type { Token } from '../../sdk/core/token.ts'
import type { ListedGrant, ListedKey, RemainingLimit } from '../../sdk/onchain/index.ts'
import { keyWords } from './signedFile.ts'
import { amountText } from './tokens.ts'

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
  const { limitId, name, token, amount, spent, remaining } = limit
  const show = (units: bigint) => amountText(units, token, tokens)
  const title = name === undefined ? `${limitId}` : `${limitId} "${name}"`
  return `Limit ${title}: ${show(remaining)} left of ${show(amount)}, ${show(spent)} spent`
}

/** A live grant as a list shows it. */
export function grantLines(grant: ListedGrant, tokens: readonly Token[]): readonly string[] {
  if (grant.contents === 'unknown') return [`Grant ${grant.grantId}: live`, `  ${grant.note}`]
  const { validAfter, validUntil, permissions } = grant.grant
  return [
    `Grant ${grant.grantId}: ${grant.holds === 'now' ? 'holds now' : grant.holds}`,
    `  From ${timeText(validAfter)} until ${timeText(validUntil)}, ${permissions.length} permissions`,
    ...grant.keys.map((key) => `  ${keyLine(key)}`),
    ...grant.limits.map((limit) => `  ${limitLine(limit, tokens)}`),
  ]
}
