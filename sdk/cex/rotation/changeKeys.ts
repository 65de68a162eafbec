import * as z from 'zod'
import { VenueUnansweredError } from '../../errors/venueKey.ts'
import { OwnerCodeNeededError, RotationStepError } from '../../errors/venueRotation.ts'
import type { VenueCall, VenueReply } from '../keys/venueCall.ts'
import type { RotationSetting } from './rotationSetting.ts'
import type { ListedKey } from './venueRotation.ts'

/**
 * Has the rotator change something about keys, with the owner's code where the venue asks for one.
 * @returns The reply, or undefined when the venue refused: then nothing was changed.
 * @throws OwnerCodeNeededError (nothing was changed), VenueUnansweredError (nobody knows: no answer, none that can be read, or one that the venue gives when
 * it does not know itself).
 */
export async function changeKeys(
  { venue, rotator, ownerCode }: RotationSetting,
  call: VenueCall,
): Promise<VenueReply | undefined> {
  const { rotation } = venue
  const send = async (one: VenueCall): Promise<VenueReply> => {
    const answer = await rotator.call(one)
    if (isSettled(answer) && rotation.uncertain?.(answer) !== true) return answer
    throw new VenueUnansweredError({ venue: venue.name, endpoint: `${one.method} ${one.path}` })
  }
  const reply = await send(call)
  const outcome = rotation.outcome(reply)
  if (outcome === 'done') return reply
  if (outcome === 'refused') return undefined
  if (!ownerCode || !rotation.confirm) throw new OwnerCodeNeededError({ venue: venue.name })
  const { challenge } = outcome
  const confirmed = await send(rotation.confirm(call, { challenge, code: await ownerCode() }))
  return rotation.outcome(confirmed) === 'done' ? confirmed : undefined
}

/** A gateway that gave up waiting says so with these, and in HTML: the venue behind it may have acted. */
function isSettled({ status, body }: VenueReply): boolean {
  return status < 500 && status !== 408 && body !== undefined
}

/**
 * The keys of the account; undefined where the venue does not list them.
 * @throws RotationStepError when it should and does not.
 */
export async function listKeys({
  venue,
  rotator,
  account,
}: RotationSetting): Promise<readonly ListedKey[] | undefined> {
  const { list, outcome } = venue.rotation
  if (!list) return undefined
  const reply = await rotator.call(list.call(account))
  if (outcome(reply) !== 'done') {
    throw new RotationStepError({ venue: venue.name, step: 'list', reason: 'it refused to list the keys.' })
  }
  return readAnswer(venue.name, 'list', () => list.read(reply))
}

/** What a venue's reader makes of an answer. @throws RotationStepError when the answer has another form. */
export function readAnswer<value>(venue: string, step: string, read: () => value): value {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause
    // What was wrong is said by its place: the answer may hold a secret.
    const reason = `its answer cannot be read (${cause.issues.map(({ path }) => path.join('.')).join(', ')}).`
    throw new RotationStepError({ venue, step, reason }, { cause })
  }
}
