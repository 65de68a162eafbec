import { TIME_END } from '../../core/constants.ts'
import { RotationUnsupportedError } from '../../errors/venueRotation.ts'
import type { VenueKeyRecord } from '../grant/checkVenueKey.ts'
import { listKeys } from './changeKeys.ts'
import { checkBegun, checkRotation, productsOf } from './checkRotation.ts'
import type { RotationEntry, RotationStep } from './rotationJournal.ts'
import { newLabel } from './rotationSecrets.ts'
import { NEXT, PREVIOUS, type RotationSetting } from './rotationSetting.ts'
import { rotationStep } from './rotationStep.ts'
import { underWay } from './underWay.ts'

export type RotateKeyReturnType = {
  /** `switched`: both keys work until `until`; run again then. */
  readonly step: Extract<RotationStep, 'switched' | 'done'>
  readonly newApiKey: string
  readonly oldApiKey: string
  /** Unix seconds at which the old key is deleted at the earliest. */
  readonly until: number
  /** What the holder's client is told, so that the grant covers the new key, and the old one until it goes. */
  readonly records: readonly [VenueKeyRecord, VenueKeyRecord]
}

/**
 * Replaces a holder's key by a new one: make it, keep it, try it, switch to it, let both work for a while, delete the old one, and see that
 * it is gone. What was done is in the journal before the next thing is done: a rotation that was killed goes on where it stood when it is
 * called again. At every moment the store has a key that works, and the old one is deleted only after the new one has worked.
 * @throws RotationStepError, RotationUncertainError, RotationUnsettledError, RotationBusyError, RotationJournalInvalidError,
 * OwnerCodeNeededError, VenueUnansweredError, what store and journal throw. Call it again with the same journal.
 */
export async function rotateKey(setting: RotationSetting): Promise<RotateKeyReturnType> {
  const { journal, now, grant } = setting
  return journal.alone(async () => {
    const found = await underWay(setting)
    if (found) checkBegun(setting, found)
    let entry = found ?? (await begin(setting))
    for (let resumed = found !== undefined; ; resumed = false) {
      const { newApiKey, oldApiKey, switchedAt } = entry
      // The grant bounds it, whatever the journal says.
      const overlap = Math.min(entry.overlap, grant.overlap)
      const until = Math.min((switchedAt ?? now()) + overlap, grant.validUntil)
      if (
        newApiKey !== undefined &&
        (entry.step === 'done' || (entry.step === 'switched' && now() < until))
      ) {
        const records = recordsOf(newApiKey, oldApiKey, switchedAt ?? now(), until)
        return { step: entry.step, newApiKey, oldApiKey, until, records }
      }
      const { entry: next, failure } = await rotationStep(setting, entry, resumed)
      entry = { ...next, at: now() }
      await journal.write(entry)
      if (failure) throw failure
    }
  })
}

function recordsOf(
  newApiKey: string,
  oldApiKey: string,
  switchedAt: number,
  until: number,
): readonly [VenueKeyRecord, VenueKeyRecord] {
  // The grant's own end, and the life that it gives keys, count anyway.
  return [
    { apiKey: newApiKey, validAfter: switchedAt, validUntil: TIME_END - 1 },
    { apiKey: oldApiKey, validAfter: 0, validUntil: until },
  ]
}

/** A new one. Nothing is begun that could not be finished: the rotator works, and the old key is one that it can delete. */
async function begin(setting: RotationSetting): Promise<RotationEntry> {
  const { venue, environment, id, store, account, journal, level, ips, overlap, now } = setting
  const old = await store.get({ id, role: 'holder', venue: venue.id, environment })
  const { credentials } = old
  const products = productsOf(setting)
  checkRotation(setting, old)
  for (const name of [id + NEXT, id + PREVIOUS]) {
    if (!(await store.find(name))) continue
    const reason = `the store still has "${name}" from another rotation.`
    throw new RotationUnsupportedError({ venue: venue.name, reason })
  }
  const keys = await listKeys(setting)
  if (keys && !keys.some(({ apiKey }) => apiKey === credentials.apiKey)) {
    const reason = 'the old key is not one of the keys of that account.'
    throw new RotationUnsupportedError({ venue: venue.name, reason })
  }
  const entry: RotationEntry = {
    ...{
      step: 'planned',
      label: newLabel(),
      venue: venue.id,
      environment,
      account,
      id,
      level,
      products,
      ips,
    },
    ...{ oldApiKey: credentials.apiKey, overlap, at: now() },
  }
  await journal.write(entry)
  return entry
}
