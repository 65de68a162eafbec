import { RotationJournalInvalidError } from '../../errors/venueRotation.ts'
import type { RotationEntry } from './rotationJournal.ts'
import type { RotationSetting } from './rotationSetting.ts'

/**
 * The rotation that an earlier run began; undefined when there is none to go on with.
 * @throws RotationJournalInvalidError when it is about another key.
 */
export async function underWay({
  journal,
  venue,
  environment,
  account,
  id,
}: RotationSetting): Promise<RotationEntry | undefined> {
  const found = await journal.read()
  if (!found || found.step === 'done' || found.step === 'abandoned') return undefined
  const same = found.id === id && found.venue === venue.id && found.environment === environment
  if (same && found.account === account) return found
  throw new RotationJournalInvalidError({ path: id, reason: 'the journal is about another key.' })
}
