import { RotationStepError } from '../../errors/venueRotation.ts'
import { changeKeys, listKeys } from './changeKeys.ts'
import { createKey } from './createKey.ts'
import { NEXT, type RotationSetting } from './rotationSetting.ts'

/**
 * Gives a rotation up while the old key is still in use: what was made is removed, and the holder's key stays as it was. Whether there was
 * anything to give up.
 * @throws RotationStepError when the holder already uses the new key, or the venue refuses; what `rotateKey` throws.
 */
export async function abandonRotation(setting: RotationSetting): Promise<boolean> {
  const { journal, store, venue, account, now } = setting
  return journal.alone(async () => {
    const found = await journal.read()
    if (!found || found.step === 'done' || found.step === 'abandoned') return false
    const current = await store.find(found.id)
    const inUse = current && 'credentials' in current && current.credentials.apiKey === found.newApiKey
    if (inUse || found.step === 'switched' || found.step === 'deleting') {
      const reason = 'the new key is in use: finish it.'
      throw new RotationStepError({ venue: venue.name, step: 'abandon', reason })
    }
    const { entry } = found.step === 'creating' ? await createKey(setting, found, true) : { entry: found }
    const next = await store.find(found.id + NEXT)
    if (entry.newApiKey !== undefined && next) {
      const passphrase = 'credentials' in next ? next.credentials.passphrase : undefined
      const listed = (await listKeys(setting))?.find(({ apiKey }) => apiKey === entry.newApiKey)
      const key = { account, apiKey: entry.newApiKey, number: listed?.number, passphrase }
      if (!(await changeKeys(setting, venue.rotation.remove(key)))) {
        const reason = `the venue refused to remove the key "${entry.label}".`
        throw new RotationStepError({ venue: venue.name, step: 'abandon', reason })
      }
    }
    await store.delete(found.id + NEXT)
    await journal.write({ ...entry, step: 'abandoned', at: now() })
    return true
  })
}
