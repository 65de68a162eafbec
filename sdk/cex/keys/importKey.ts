import type { VenueGrant } from '../../core/grant.ts'
import { CredentialsPlaceError, CredentialsTakenError, VenueKeyRefusedError } from '../../errors/venueKey.ts'
import type { Credentials } from '../credentials.ts'
import { venueKeyId } from '../nonces/venueKeyId.ts'
import { compareKey } from './compareKey.ts'
import type { CredentialStore } from './credentialStore.ts'
import { countsAt, openFindings } from './decision.ts'
import { factsHash } from './factsHash.ts'
import type { DecisionLog } from './fileDecisionLog.ts'
import type { Finding } from './finding.ts'
import { keyNeeds } from './keyNeeds.ts'
import type { KeyPolicy } from './keyPolicy.ts'
import type { KeyReport } from './keyReport.ts'
import type { StoredCredentials } from './storedCredentials.ts'

export type ImportKeyParameters = {
  readonly store: CredentialStore
  /** The name that it is kept by. */
  readonly id: string
  /** What `inspectKey` found of exactly these credentials, just before. */
  readonly report: KeyReport
  readonly stored: Omit<StoredCredentials<'holder'>, 'facts' | 'grantId' | 'decision' | 'importedAt'>
  readonly grant: VenueGrant
  readonly grantId: string
  readonly policy: KeyPolicy
  readonly decisions: DecisionLog
  /** Unix seconds. */
  readonly now: number
}

export type ImportKeyReturnType = {
  /** All that was found, also what was accepted. */
  readonly findings: readonly Finding[]
  readonly stored: StoredCredentials<'holder'>
}

/**
 * Takes a key for a grant: holds what the venue says of it against the grant, and only then stores it. A key that can do more is refused,
 * unless recorded decisions accept every finding that needs one.
 * @throws VenueKeyRefusedError, CredentialsPlaceError, CredentialsTakenError, DecisionLogTamperedError, what the store throws. Nothing is stored then.
 */
export async function importKey(parameters: ImportKeyParameters): Promise<ImportKeyReturnType> {
  const { store, id, report, stored, grant, grantId, policy, now } = parameters
  checkPlace(parameters)
  const findings = compareKey(report, keyNeeds(grant), policy, now)
  const keyId = venueKeyId(stored.venue, stored.credentials.apiKey)
  const decisions = await parameters.decisions.read()
  const place = { keyId, grantId, seen: factsHash(report), now }
  const open = openFindings(findings, decisions, place)
  if (open.length > 0) throw new VenueKeyRefusedError({ findings: open })
  await checkFree(store, id, stored.credentials)
  const needed = findings.some(({ verdict }) => verdict === 'decision')
  const decision = needed ? decisions.findLast((one) => countsAt(one, place)) : undefined
  const { venue: _venue, apiKey: _apiKey, source: _source, inspectedAt: _at, ...facts } = report
  const entry: StoredCredentials<'holder'> = {
    ...stored,
    ...{ importedAt: now, facts, grantId },
    ...(decision ? { decision: decision.hash } : {}),
  }
  await store.put(id, entry)
  return { findings, stored: entry }
}

/** Nothing that signs is overwritten: a name is free, or has this very key. */
async function checkFree(store: CredentialStore, id: string, { apiKey, secret }: Credentials): Promise<void> {
  const there = await store.find(id)
  if (!there) return
  const same = 'credentials' in there ? there.credentials.apiKey === apiKey : there.secret.equals(secret)
  if (!same) throw new CredentialsTakenError({ id })
}

/** Seconds that a report may be old: a key can be given more at any time. */
const MOST_AGE = 300

/** The report is of this key and of now, and the grant of this venue, environment and account. */
function checkPlace({ id, report, stored, grant, now }: ImportKeyParameters): void {
  const expected = `${grant.account.venue} (${grant.networks[0].environment})${ofAccount(grant.account)}`
  const actual = `${stored.venue} (${stored.environment})${ofAccount(stored)}`
  if (actual !== expected) throw new CredentialsPlaceError({ id, actual, expected })
  if (grant.sessionKey !== stored.credentials.apiKey) {
    throw new CredentialsPlaceError({ id, actual: 'another key', expected: 'the key that the grant names' })
  }
  if (report.apiKey !== stored.credentials.apiKey || report.venue !== stored.venue) {
    throw new CredentialsPlaceError({ id, actual: 'another key', expected: 'the key that was inspected' })
  }
  if (Math.abs(now - report.inspectedAt) > MOST_AGE) {
    throw new CredentialsPlaceError({ id, actual: 'a report of another time', expected: 'one of just now' })
  }
}

function ofAccount({ account }: { readonly account?: string }): string {
  return account === undefined ? '' : `, account ${account}`
}
