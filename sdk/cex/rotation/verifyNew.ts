import { setTimeout as pause } from 'node:timers/promises'
import type { AccessLevel } from '../../core/accessLevel.ts'
import { CredentialsMissingError } from '../../errors/venueKey.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import { inspectKey } from '../keys/inspectKey.ts'
import type { KeyReport, Knowledge } from '../keys/keyReport.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import type { ReplyOutcome } from '../keys/venueInspection.ts'
import { holdNewKey } from './holdNewKey.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { NEXT, PREVIOUS, type RotationSetting, type Step } from './rotationSetting.ts'

/** A key may take a moment until all of a venue's machines know it. */
const ATTEMPTS = 3
const PAUSE_MS = 500

/**
 * The new key answers a question, and what the venue says of it is held against what it was made for, as a key that is imported is held against its
 * grant: that was within the grant when the rotation began.
 */
export const verifyNew: Step = async (setting, entry) => {
  const { store, venue, callAs, now } = setting
  const next = await store.find(entry.id + NEXT)
  if (!next || !('credentials' in next) || next.credentials.apiKey !== entry.newApiKey) {
    const reason = 'the store does not have the new key: give the rotation up, which removes it.'
    throw new RotationStepError({ venue: venue.name, step: 'verify', reason })
  }
  await checkWorks(setting, next, 'verify')
  const { credentials, account } = next
  const { apiKey } = credentials
  const named = account === undefined ? {} : { account }
  const report = await inspectKey({ venue, call: callAs(credentials), apiKey, now: now(), ...named })
  const { level, ips } = entry
  const held = await holdNewKey({ ...setting, level, ips }, venue, report, asOrdered(report, entry, now()))
  await store.put(entry.id + NEXT, { ...next, ...held })
  return { entry: { ...entry, step: 'verified' } }
}

/**
 * Where the venue is silent about a key that was made a moment ago, what it was made with counts. Where it says something, that counts; and a word that is
 * not known here is something.
 */
function asOrdered(
  report: KeyReport,
  { level, ips }: Pick<RotationEntry, 'level' | 'ips'>,
  now: number,
): KeyReport {
  const { permissions, unrecognized, createdAt, source } = report
  const ordered = { read: 'yes', trade: level === 'trade' ? 'yes' : 'no', full: 'no' } as const
  const silent = unrecognized.length === 0
  const said = (one: AccessLevel): Knowledge =>
    silent && permissions[one] === 'unknown' ? ordered[one] : permissions[one]
  return {
    ...report,
    permissions: { read: said('read'), trade: said('trade'), full: said('full') },
    ips: report.ips === 'unknown' ? (ips.length > 0 ? ips : 'none') : report.ips,
    createdAt: createdAt === 'unknown' ? now : createdAt,
    source: silent && source === 'venueUnverified' ? 'venue' : source,
  }
}

/** The new key, now in use, works still: only then the old one may go. */
export const checkBeforeDeleting: Step = async (setting, entry) => {
  const { store, venue } = setting
  const { id, environment, newApiKey } = entry
  const current = await store.get({ id, role: 'holder', venue: venue.id, environment })
  if (current.credentials.apiKey !== newApiKey) {
    throw new CredentialsMissingError({ id, reason: 'it is not the key that the rotation made.' })
  }
  await checkWorks(setting, current, 'delete')
  const old = await store.find(id + PREVIOUS)
  const oldAnswered = old && 'credentials' in old && (await outcomeOf(setting, old)) === 'answered'
  return { entry: { ...entry, step: 'deleting', oldAnswered: oldAnswered === true } }
}

function outcomeOf(
  { venue, callAs }: RotationSetting,
  { credentials, account }: StoredCredentials,
): Promise<ReplyOutcome> {
  const named = account === undefined ? {} : { account }
  return probeKey(venue, { call: callAs(credentials), apiKey: credentials.apiKey, ...named })
}

async function checkWorks(setting: RotationSetting, stored: StoredCredentials, step: string): Promise<void> {
  const { venue } = setting
  for (let attempt = 1; ; attempt++) {
    if ((await outcomeOf(setting, stored)) === 'answered') return
    if (attempt === ATTEMPTS) {
      const reason = 'the new key does not work; the old one was left as it is.'
      throw new RotationStepError({ venue: venue.name, step, reason })
    }
    await pause(PAUSE_MS)
  }
}
