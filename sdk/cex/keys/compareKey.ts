import { UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import { ANY_IP } from '../../core/venueConstants.ts'
import { CredentialsPlaceError } from '../../errors/venueKey.ts'
import type { Finding, FindingName } from './finding.ts'
import { ipsBeyond, ipsWide } from './ipsBeyond.ts'
import type { KeyNeeds } from './keyNeeds.ts'
import { type KeyPolicy, verdictOf } from './keyPolicy.ts'
import type { KeyReport } from './keyReport.ts'

/** How far the clocks of a venue and this machine may be apart, seconds. */
const MOST_AHEAD = 300

type Found = readonly [name: FindingName, text: string]

/**
 * Holds a key against what a grant asks for. What the venue does not say is a finding, too: it is never taken for good.
 * @param now Unix seconds.
 * @returns What was found, worst first.
 * @throws CredentialsPlaceError when the report is of another venue.
 */
export function compareKey(
  report: KeyReport,
  needs: KeyNeeds,
  policy: KeyPolicy,
  now: number,
): readonly Finding[] {
  if (report.venue !== needs.venue) {
    throw new CredentialsPlaceError({ id: report.apiKey, actual: report.venue, expected: needs.venue })
  }
  const found = [
    ...compareAccess(report, needs),
    ...compareIps(report, needs),
    ...compareAge(report, Math.min(policy.maxAge, needs.keyLifetime), now),
    ...compareExpiry(report, needs, now),
  ]
  const findings = found.map(([name, text]) => ({ name, verdict: verdictOf(policy, name), text }))
  const order = ['refused', 'decision', 'fine']
  return findings.sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))
}

function compareAccess(
  { permissions, words, unrecognized, source }: KeyReport,
  { level }: KeyNeeds,
): readonly Found[] {
  const { read, trade, full } = permissions
  const said = words.length > 0 ? ` The venue says: ${words.join(', ')}.` : ''
  const strange = unrecognized.length > 0 ? ` Not known here: ${unrecognized.join(', ')}.` : ''
  const found: Found[] = []
  if (level !== 'full') {
    if (full === 'yes') found.push(['canDoFull', `it can withdraw, transfer, borrow or manage keys.${said}`])
    if (full === 'unknown')
      found.push(['fullUnknown', `nobody says that it cannot withdraw or transfer.${strange}`])
  }
  if (level === 'read') {
    if (trade === 'yes') found.push(['canTrade', `it can trade, and the grant only reads.${said}`])
    if (trade === 'unknown')
      found.push(['tradeUnknown', `nobody says that it cannot trade, and the grant only reads.${strange}`])
  }
  const has = { read, trade, full }[level]
  if (has === 'no') found.push(['lacksAccess', `the grant asks for ${level}, which it cannot do.${said}`])
  if (source === 'venueUnverified') {
    found.push(['answerUnverified', 'the members of the answer are not those of documents of the venue.'])
  }
  return found
}

function compareIps({ ips }: KeyReport, { allowedIps }: KeyNeeds): readonly Found[] {
  if (ips === 'none') return [['noIps', 'it works from any address.']]
  if (ips === 'unknown') return [['ipsUnknown', 'nobody says which addresses it works from.']]
  if (ips === 'restricted')
    return [['ipsNotListed', 'it is bound to addresses; the venue does not say which.']]
  if (allowedIps === ANY_IP) {
    // Halves of all addresses are no binding either.
    const wide = ipsWide(ips)
    return wide.length === 0 ? [] : [['noIps', `it is bound to next to nothing: ${wide.join(', ')}.`]]
  }
  const beyond = ipsBeyond(ips, allowedIps)
  return beyond.length === 0 ? [] : [['ipsBeyondGrant', `the grant does not allow ${beyond.join(', ')}.`]]
}

function compareAge({ createdAt }: KeyReport, maxAge: number, now: number): readonly Found[] {
  if (maxAge === UNLIMITED_KEY_LIFETIME) return []
  if (createdAt === 'unknown') return [['ageUnknown', 'nobody says how old it is.']]
  const age = now - createdAt
  if (age < -MOST_AHEAD) return [['ageUnknown', `it was made at ${iso(createdAt)}, which is yet to come.`]]
  return age <= maxAge ? [] : [['tooOld', `it is ${days(age)} old; at most ${days(maxAge)} are allowed.`]]
}

function compareExpiry({ expiresAt }: KeyReport, { validUntil }: KeyNeeds, now: number): readonly Found[] {
  if (expiresAt === 'never')
    return [['expiryMissing', 'the venue never ends it; the grant ends it here only.']]
  if (expiresAt === 'unknown') return [['expiryUnknown', 'nobody says when it ends.']]
  if (expiresAt <= now) return [['expired', `it ended at ${iso(expiresAt)}.`]]
  if (expiresAt > validUntil) {
    return [['expiryAfterGrant', `the venue ends it at ${iso(expiresAt)}, the grant at ${iso(validUntil)}.`]]
  }
  return expiresAt < validUntil
    ? [['expiryBeforeGrant', `the venue ends it at ${iso(expiresAt)}, before the grant.`]]
    : []
}

/** Whole days, rounded up: 90 days and a second are more than 90 days. */
function days(seconds: number): string {
  return `${Math.ceil(seconds / 86_400)} days`
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
