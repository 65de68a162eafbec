import { CredentialsMissingError } from '../../errors/venueKey.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import type { Credentials } from '../credentials.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import { listKeys } from './changeKeys.ts'
import { type Removal, removeKey } from './removeKey.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { PREVIOUS, type RotationSetting, type Step } from './rotationSetting.ts'

/** Deletes the old key at the venue, sees that the venue refuses it, and only then forgets it. */
export const removeOld: Step = async (setting, entry) => {
  const { store, venue } = setting
  const { passphrase } = await checkInUse(setting, entry)
  const old = await store.find(entry.id + PREVIOUS)
  if (old && 'credentials' in old) {
    if (old.credentials.apiKey !== entry.oldApiKey) throw missing(entry.id + PREVIOUS)
    const removal = await removeKey(setting, old.credentials)
    await confirmGone(setting, entry, old, removal)
    await store.delete(entry.id + PREVIOUS)
  } else if ((await listKeys(setting))?.some(({ apiKey }) => apiKey === entry.oldApiKey)) {
    const reason = 'the old key is gone from the store, and is still at the venue: delete it there.'
    throw new RotationStepError({ venue: venue.name, step: 'delete', reason })
  }
  await removeStrays(setting, entry, passphrase ? { passphrase } : {})
  return { entry: { ...entry, step: 'done' } }
}

/** What the holder uses is never what is deleted. */
async function checkInUse({ store, venue }: RotationSetting, entry: RotationEntry): Promise<Credentials> {
  const { id, environment, newApiKey, oldApiKey } = entry
  const { credentials } = await store.get({ id, role: 'holder', venue: venue.id, environment })
  if (credentials.apiKey !== newApiKey || newApiKey === oldApiKey) throw missing(id)
  return credentials
}

function missing(id: string): CredentialsMissingError {
  return new CredentialsMissingError({ id, reason: 'it is not the key that the rotation knows.' })
}

async function confirmGone(
  setting: RotationSetting,
  entry: RotationEntry,
  { credentials, account }: StoredCredentials,
  removal: Removal,
): Promise<void> {
  const { venue, callAs, seen } = setting
  const refuse = (step: string, reason: string): never => {
    throw new RotationStepError({ venue: venue.name, step, reason })
  }
  const named = account === undefined ? {} : { account }
  const probe = { call: callAs(credentials), apiKey: credentials.apiKey, ...named }
  const gone = (await probeKey(venue, probe)) === 'keyUnknown'
  if (removal === 'refused') {
    const looked = seen !== undefined && 'none' in seen
    // It answered from here before it was to be deleted: an earlier run did delete it.
    if (gone && (looked || entry.oldAnswered === true)) return
    refuse(
      'delete',
      'the venue refused to delete the old key, which may be alive: look there, and say that it is gone.',
    )
  }
  const listed = (await listKeys(setting))?.some(({ apiKey }) => apiKey === credentials.apiKey)
  if (listed || !gone) refuse('confirm', 'the venue says that it deleted the old key, and still takes it.')
}

/** Keys with this rotation's label that nobody has the secret of: a request to make one arrived late. */
async function removeStrays(
  setting: RotationSetting,
  entry: RotationEntry,
  made: Pick<Credentials, 'passphrase'>,
): Promise<void> {
  const { venue } = setting
  const keys = (await listKeys(setting)) ?? []
  for (const { apiKey } of keys.filter(({ label }) => label === entry.label)) {
    if (apiKey === entry.newApiKey) continue
    if ((await removeKey(setting, { apiKey, ...made })) !== 'refused') continue
    const reason = `the venue has a second key "${entry.label}", and refused to remove it: delete it there.`
    throw new RotationStepError({ venue: venue.name, step: 'confirm', reason })
  }
}
