import { CredentialsMissingError } from '../../errors/venueKey.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { NEXT, PREVIOUS, type RotationSetting, type Step } from './rotationSetting.ts'

/**
 * Puts the new key where the holder looks, after the old one was put aside. At every moment there is a key that works under the
 * holder's name. What was decided about the old key does not pass to the new one.
 */
export const switchOver: Step = async (setting, entry) => {
  const { store, now } = setting
  const next = await store.find(entry.id + NEXT)
  if (next && 'credentials' in next) {
    if (next.credentials.apiKey !== entry.newApiKey) throw missing({ ...entry, id: entry.id + NEXT })
    const current = await store.find(entry.id)
    if (!current || !('credentials' in current)) throw missing(entry)
    if (current.credentials.apiKey === entry.oldApiKey) {
      await store.put(entry.id + PREVIOUS, current)
      const grantId = current.grantId === undefined ? {} : { grantId: current.grantId }
      await store.put(entry.id, { ...next, ...grantId })
    } else if (current.credentials.apiKey !== entry.newApiKey) throw missing(entry)
    await store.delete(entry.id + NEXT)
  } else {
    await checkSwitched(setting, entry)
  }
  return { entry: { ...entry, step: 'switched', switchedAt: now() } }
}

/** An earlier run did all of it but for the journal. */
async function checkSwitched({ store }: RotationSetting, entry: RotationEntry): Promise<void> {
  const current = await store.find(entry.id)
  if (!current || !('credentials' in current) || current.credentials.apiKey !== entry.newApiKey) {
    throw missing(entry)
  }
}

function missing({ id }: RotationEntry): CredentialsMissingError {
  return new CredentialsMissingError({ id, reason: 'it is neither the old nor the new key of the rotation.' })
}
