import type { VenueGrant } from '../../core/grant.ts'
import { ANY_IP } from '../../core/venueConstants.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import { hashVenueGrant } from '../grant/hashVenueGrant.ts'
import { compareKey } from '../keys/compareKey.ts'
import { countsAt, type DecisionPlace, openFindings } from '../keys/decision.ts'
import { factsHash } from '../keys/factsHash.ts'
import type { DecisionLog } from '../keys/fileDecisionLog.ts'
import type { Finding } from '../keys/finding.ts'
import { keyNeeds } from '../keys/keyNeeds.ts'
import { DEFAULT_KEY_POLICY, type KeyPolicy } from '../keys/keyPolicy.ts'
import type { KeyReport } from '../keys/keyReport.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import { venueKeyId } from '../nonces/venueKeyId.ts'

/** What a new key is held against. */
export type NewKeyBounds = {
  /** What the key was taken for: the new one is held against it, as an imported one is. */
  readonly grant: VenueGrant
  /** `DEFAULT_KEY_POLICY` by default. */
  readonly policy?: KeyPolicy
  /** Where decisions are, also those about the new key. */
  readonly decisions: DecisionLog
  /** Asked when the new key needs a decision that nobody has recorded; may record one. Without it the rotation stops there. */
  readonly decide?: (findings: readonly Finding[], about: DecisionPlace) => Promise<void>
  readonly level: 'read' | 'trade'
  /** What the new key is bound to; empty binds it to no address. */
  readonly ips: readonly string[]
  /** Unix seconds. */
  readonly now: () => number
}

/**
 * Holds what the venue says of a new key against what it was made for.
 * @param known What else is known of it, where the venue is silent.
 * @returns What the store keeps beside the key: what was found, and the decision that it was taken by, if it needed one.
 * @throws RotationStepError when something stands in the way, DecisionLogTamperedError.
 */
export async function holdNewKey(
  { grant, policy = DEFAULT_KEY_POLICY, decisions, decide, level, ips, now }: NewKeyBounds,
  { name }: { readonly name: string },
  report: KeyReport,
  known: KeyReport = report,
): Promise<Pick<StoredCredentials, 'facts' | 'grantId' | 'decision'>> {
  const grantId = hashVenueGrant(grant)
  const needs = { ...keyNeeds(grant), level, allowedIps: ips.length > 0 ? ips : ANY_IP } as const
  const findings = compareKey(known, needs, policy, now())
  const place = {
    ...{ keyId: venueKeyId(report.venue, report.apiKey), grantId },
    ...{ seen: factsHash(report), now: now() },
  }
  const unsettled = async (): Promise<readonly Finding[]> =>
    openFindings(findings, await decisions.read(), place)
  if (decide && (await unsettled()).some(({ verdict }) => verdict === 'decision'))
    await decide(findings, place)
  const open = await unsettled()
  if (open.length > 0) {
    const found = open.map(({ name, text }) => `${name}: ${text}`).join(' ')
    const reason = `the new key ${report.apiKey} does not fit: ${found}`
    throw new RotationStepError({ venue: name, step: 'verify', reason })
  }
  const needed = findings.some(({ verdict }) => verdict === 'decision')
  const decision = needed ? (await decisions.read()).findLast((one) => countsAt(one, place)) : undefined
  const { venue: _venue, apiKey: _apiKey, source: _source, inspectedAt: _at, ...facts } = report
  return { facts, grantId, ...(decision ? { decision: decision.hash } : {}) }
}
