import { Secret } from '../../core/secret.ts'
import { makeKeyPair } from '../keys/makeKeyPair.ts'
import { createKey } from './createKey.ts'
import { removeOld } from './removeOld.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { newPassphrase } from './rotationSecrets.ts'
import { NEXT, type RotationSetting, type Step, type StepResult } from './rotationSetting.ts'
import { switchOver } from './switchOver.ts'
import { checkBeforeDeleting, verifyNew } from './verifyNew.ts'

/** What is done at each step. Each may be done twice: a process may die before the journal says that it was done. */
const STEPS: { readonly [step in Exclude<RotationEntry['step'], 'done' | 'abandoned'>]: Step } = {
  planned: mint,
  // Written once more before the request leaves: from then on there may be a key.
  minted: async (_setting, entry) => ({ entry: { ...entry, step: 'creating' } }),
  creating: createKey,
  created: verifyNew,
  verified: switchOver,
  switched: checkBeforeDeleting,
  deleting: removeOld,
}

/** Does the next step. Its result is not written yet. */
export const rotationStep: Step = async (setting, entry, resumed) =>
  entry.step === 'done' || entry.step === 'abandoned' ? { entry } : STEPS[entry.step](setting, entry, resumed)

/** What is born in the store is durable there before the venue hears of it. */
async function mint({ store, venue, now }: RotationSetting, entry: RotationEntry): Promise<StepResult> {
  const { keyType } = venue.rotation
  const secret =
    keyType === 'hmac'
      ? (newPassphrase(venue.rotation) ?? new Secret('none'))
      : (await makeKeyPair(keyType, 'pem')).secret
  const { environment, account } = entry
  await store.put(entry.id + NEXT, {
    ...{ role: 'holder', venue: entry.venue, environment, keyType, secret, mintedAt: now() },
    ...(account === '' ? {} : { account }),
  })
  return { entry: { ...entry, step: 'minted' } }
}
