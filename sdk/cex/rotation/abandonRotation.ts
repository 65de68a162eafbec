import { RotationStepError } from '../../errors/venueRotation.ts'
import { createKey } from './createKey.ts'
import { removeKey } from './removeKey.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { NEXT, type RotationSetting } from './rotationSetting.ts'
import { underWay } from './underWay.ts'

/**
 * Gives a rotation up while the old key is still in use: what was made is removed, and the holder's key stays as it was. Whether there was
 * anything to give up.
 * @throws RotationStepError when the holder already uses the new key, or the venue refuses; what `rotateKey` throws.
 */
export async function abandonRotation(setting: RotationSetting): Promise<boolean> {
  const { journal, store, venue, now } = setting
  return journal.alone(async () => {
    const found = await underWay(setting)
    if (!found) return false
    const current = await store.find(found.id)
    const inUse = current && 'credentials' in current && current.credentials.apiKey === found.newApiKey
    if (inUse || found.step === 'switched' || found.step === 'deleting') {
      const reason = 'the new key is in use: finish it.'
      throw new RotationStepError({ venue: venue.name, step: 'abandon', reason })
    }
    const { entry } = found.step === 'creating' ? await createKey(setting, found, true) : { entry: found }
    if (entry.newApiKey !== undefined) await removeNew(setting, entry, entry.newApiKey)
    await store.delete(found.id + NEXT)
    await journal.write({ ...entry, step: 'abandoned', at: now() })
    return true
  })
}

/** Also when the store has nothing of it any more: the key is at the venue all the same. */
async function removeNew(setting: RotationSetting, entry: RotationEntry, apiKey: string): Promise<void> {
  const { store, venue, seen } = setting
  const next = await store.find(entry.id + NEXT)
  const passphrase = next && 'credentials' in next ? next.credentials.passphrase : undefined
  const named = passphrase ? { passphrase } : {}
  if ((await removeKey(setting, { apiKey, ...named })) !== 'refused') return
  if (seen && 'none' in seen) return
  const reason = `the venue refused to remove the key "${entry.label}": look there, and say that it is gone.`
  throw new RotationStepError({ venue: venue.name, step: 'abandon', reason })
}
