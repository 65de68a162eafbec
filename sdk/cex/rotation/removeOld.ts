import { RotationStepError } from '../../errors/venueRotation.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import { changeKeys, listKeys } from './changeKeys.ts'
import { PREVIOUS, type RotationSetting, type Step } from './rotationSetting.ts'

/** Deletes the old key at the venue, sees that the venue refuses it, and only then forgets it. */
export const removeOld: Step = async (setting, entry) => {
  const { store, venue } = setting
  const old = await store.find(entry.id + PREVIOUS)
  if (old && 'credentials' in old) {
    await remove(setting, old)
    await confirmGone(setting, old)
    await store.delete(entry.id + PREVIOUS)
  } else if ((await listKeys(setting))?.some(({ apiKey }) => apiKey === entry.oldApiKey)) {
    const reason = 'the old key is gone from the store, and is still at the venue: delete it there.'
    throw new RotationStepError({ venue: venue.name, step: 'delete', reason })
  }
  return { entry: { ...entry, step: 'done' } }
}

async function remove(setting: RotationSetting, { credentials }: StoredCredentials): Promise<void> {
  const { venue, account } = setting
  const { apiKey, passphrase } = credentials
  const keys = await listKeys(setting)
  const listed = keys?.find((key) => key.apiKey === apiKey)
  // Deleted by an earlier run, or by the owner.
  if (keys && !listed) return
  if (!keys && (await outcomeOf(setting, credentials)) === 'keyUnknown') return
  const call = venue.rotation.remove({ account, apiKey, number: listed?.number, passphrase })
  if (await changeKeys(setting, call)) return
  const reason = 'the venue refused to delete the old key: both keys are alive.'
  throw new RotationStepError({ venue: venue.name, step: 'delete', reason })
}

async function confirmGone(setting: RotationSetting, { credentials }: StoredCredentials): Promise<void> {
  const { venue } = setting
  const listed = (await listKeys(setting))?.some(({ apiKey }) => apiKey === credentials.apiKey)
  if (!listed && (await outcomeOf(setting, credentials)) === 'keyUnknown') return
  const reason = 'the venue says that it deleted the old key, and still takes it.'
  throw new RotationStepError({ venue: venue.name, step: 'confirm', reason })
}

function outcomeOf(
  { venue, callAs, account }: RotationSetting,
  credentials: StoredCredentials['credentials'],
): ReturnType<typeof probeKey> {
  const named = account === '' ? {} : { account }
  return probeKey(venue, { call: callAs(credentials), apiKey: credentials.apiKey, ...named })
}
