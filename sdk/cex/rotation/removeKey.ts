import type { Secret } from '../../core/secret.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import { changeKeys, listKeys } from './changeKeys.ts'
import type { RotationSetting } from './rotationSetting.ts'

/** What became of a key that was to be removed. `absent`: the venue's list does not have it. */
export type Removal = 'removed' | 'absent' | 'refused'

/**
 * Has the venue remove a key, unless its list does not have it. Where it lists none, it is always asked to: that a key does not answer from here may have
 * other reasons than that it is gone.
 * @throws RotationStepError when it is the rotator's own, and what `changeKeys` and `listKeys` throw.
 */
export async function removeKey(
  setting: RotationSetting,
  { apiKey, passphrase }: { readonly apiKey: string; readonly passphrase?: Secret },
): Promise<Removal> {
  const { venue, account, rotator } = setting
  if (apiKey === rotator.apiKey) {
    const reason = 'it would remove the key that makes keys.'
    throw new RotationStepError({ venue: venue.name, step: 'remove', reason })
  }
  const keys = await listKeys(setting)
  const listed = keys?.find((key) => key.apiKey === apiKey)
  if (keys && !listed) return 'absent'
  const call = venue.rotation.remove({ account, apiKey, number: listed?.number, passphrase })
  return (await changeKeys(setting, call)) ? 'removed' : 'refused'
}
