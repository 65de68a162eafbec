import { setTimeout as pause } from 'node:timers/promises'
import { CredentialsMissingError } from '../../errors/venueKey.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import { inspectKey } from '../keys/inspectKey.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import { NEXT, type RotationSetting, type Step } from './rotationSetting.ts'

/** A key may take a moment until all of a venue's machines know it. */
const ATTEMPTS = 3
const PAUSE_MS = 500

/** The new key answers a question, and the venue does not say that it can do more than trade. */
export const verifyNew: Step = async (setting, entry) => {
  const { store, venue, callAs, now } = setting
  const next = await store.find(entry.id + NEXT)
  if (!next || !('credentials' in next)) return { entry: { ...entry, step: 'planned' } }
  await checkWorks(setting, next, 'verify')
  const { credentials, account } = next
  const { apiKey } = credentials
  const named = account === undefined ? {} : { account }
  const report = await inspectKey({ venue, call: callAs(credentials), apiKey, now: now(), ...named })
  if (report.permissions.full === 'yes') {
    const reason = `the new key can do more than it was made for (${report.words.join(', ')}).`
    throw new RotationStepError({ venue: venue.name, step: 'verify', reason })
  }
  const { venue: _venue, apiKey: _apiKey, source: _source, inspectedAt: _at, ...facts } = report
  await store.put(entry.id + NEXT, { ...next, facts })
  return { entry: { ...entry, step: 'verified' } }
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
  return { entry: { ...entry, step: 'deleting' } }
}

async function checkWorks(
  { venue, callAs }: RotationSetting,
  { credentials, account }: StoredCredentials,
  step: string,
): Promise<void> {
  const call = callAs(credentials)
  const named = account === undefined ? {} : { account }
  for (let attempt = 1; ; attempt++) {
    const outcome = await probeKey(venue, { call, apiKey: credentials.apiKey, ...named })
    if (outcome === 'answered') return
    if (attempt === ATTEMPTS) {
      const reason = 'the new key does not work; the old one was left as it is.'
      throw new RotationStepError({ venue: venue.name, step, reason })
    }
    await pause(PAUSE_MS)
  }
}
