import { CredentialsMissingError, CredentialsPlaceError } from '../../errors/venueKey.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import type { Credentials } from '../credentials.ts'
import { hashVenueGrant } from '../grant/hashVenueGrant.ts'
import type { CredentialStore } from '../keys/credentialStore.ts'
import type { InspectedVenue } from '../keys/inspectedVenue.ts'
import { inspectKey } from '../keys/inspectKey.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import type { VenueCaller } from '../keys/venueCall.ts'
import { holdNewKey, type NewKeyBounds } from './holdNewKey.ts'
import { NEXT, PREVIOUS } from './rotationSetting.ts'

/** A step that a person takes, and what is looked at before the next one. */
export type GuidedStep = {
  readonly name: 'make' | 'switch' | 'delete'
  readonly instruction: string
  readonly check: string
}

export type GuidedRotationParameters = NewKeyBounds & {
  readonly venue: InspectedVenue
  readonly store: CredentialStore
  readonly id: string
  readonly callAs: (credentials: Credentials) => VenueCaller
  /** `second`: a second key beside the old one. `reset`: the old key gets a new secret, and the old secret ends at once. */
  readonly how: 'second' | 'reset'
}

/** A rotation by hand, with a check after each step. */
export type GuidedRotation = {
  readonly steps: readonly GuidedStep[]
  /** For how long the holder has no key that works; undefined when it always has one. */
  readonly gap: string | undefined
  /**
   * Keeps the new key beside the old one, once it has answered and what the venue says of it fits.
   * @throws RotationStepError, CredentialsPlaceError, what `inspectKey` throws.
   */
  keepNew(stored: StoredCredentials<'holder'>): Promise<void>
  /** Puts it where the holder looks; the old one is put aside. @throws CredentialsMissingError. */
  switchOver(): Promise<void>
  /** Forgets the old key, or the old secret, once the venue refuses it. @throws RotationStepError while it still works. */
  forgetOld(): Promise<void>
}

const GAP =
  'From the reset until the new secret is in the store, the holder has no key that works. Stop it first.'

/** For venues where only a person can make and delete keys. */
export function guidedRotation(parameters: GuidedRotationParameters): GuidedRotation {
  const { venue, store, id, callAs, how } = parameters
  const outcomeOf = ({ credentials, account }: StoredCredentials): ReturnType<typeof probeKey> =>
    probeKey(venue, {
      ...{ call: callAs(credentials), apiKey: credentials.apiKey },
      ...(account === undefined ? {} : { account }),
    })
  const ready = async (name: string): Promise<StoredCredentials> => {
    const found = await store.find(name)
    if (found && 'credentials' in found) return found
    throw new CredentialsMissingError({ id: name, reason: 'the step before this one was not taken.' })
  }
  const refuse = (step: string, reason: string): never => {
    throw new RotationStepError({ venue: venue.name, step, reason })
  }
  return {
    steps: stepsOf(parameters),
    gap: how === 'second' ? undefined : GAP,
    async keepNew(stored) {
      const current = await ready(id)
      checkNew(parameters, current, stored)
      if ((await outcomeOf(stored)) !== 'answered')
        refuse('make', 'the venue does not take the new key; the old one was left as it is.')
      // Otherwise its silence would not show, in the end, that it is gone.
      if (how === 'second' && (await outcomeOf(current)) !== 'answered')
        refuse('make', 'the old key does not answer from here: import the new one instead.')
      await store.put(id + NEXT, { ...stored, ...(await inspectNew(parameters, stored)) })
    },
    async switchOver() {
      const next = await ready(id + NEXT)
      const current = await ready(id)
      // Otherwise it was done before, but for the last of it.
      if (!current.credentials.secret.equals(next.credentials.secret)) {
        await store.put(id + PREVIOUS, current)
        await store.put(id, next)
      }
      await store.delete(id + NEXT)
    },
    async forgetOld() {
      const old = await ready(id + PREVIOUS)
      if ((await outcomeOf(await ready(id))) !== 'answered')
        refuse('delete', 'the new key does not work: keep the old one.')
      const outcome = await outcomeOf(old)
      if (how === 'second' && outcome !== 'keyUnknown')
        refuse('delete', 'the venue still takes the old key: it is not deleted.')
      if (how === 'reset' && outcome === 'answered')
        refuse('delete', 'the venue still takes the old secret: it was not reset.')
      await store.delete(id + PREVIOUS)
    },
  }
}

/** What the venue says of the new key fits; what the store keeps of that. */
async function inspectNew(
  parameters: GuidedRotationParameters,
  { credentials, account }: StoredCredentials,
): ReturnType<typeof holdNewKey> {
  const { venue, callAs, now } = parameters
  const named = account === undefined ? {} : { account }
  const ask = { venue, call: callAs(credentials), apiKey: credentials.apiKey, now: now() }
  return holdNewKey(parameters, venue, await inspectKey({ ...ask, ...named }))
}

/** The new key is another one, for the same place. */
function checkNew(
  { venue, how, id, grant }: GuidedRotationParameters,
  old: StoredCredentials,
  stored: StoredCredentials,
): void {
  const place = (one: StoredCredentials): string =>
    [one.role, one.venue, one.environment, one.account ?? ''].join(' ')
  if (place(old) !== place(stored))
    throw new CredentialsPlaceError({ id, actual: place(stored), expected: place(old) })
  if (old.grantId !== undefined && old.grantId !== hashVenueGrant(grant)) {
    const reason = 'the key was not taken for this grant.'
    throw new RotationStepError({ venue: venue.name, step: 'make', reason })
  }
  const [one, other] = [old.credentials, stored.credentials]
  if (one.secret.equals(other.secret) || (how === 'second') === (one.apiKey === other.apiKey)) {
    const reason =
      how === 'second' ? 'that is the key that is in use.' : 'a reset gives the same key another secret.'
    throw new RotationStepError({ venue: venue.name, step: 'make', reason })
  }
}

function stepsOf({ venue, level, ips, how }: GuidedRotationParameters): readonly GuidedStep[] {
  const bound = ips.length > 0 ? `bound to ${ips.join(', ')}` : 'bound to the addresses of the holder'
  const may = level === 'read' ? 'read and nothing else' : 'read and trade and nothing else'
  const made: GuidedStep =
    how === 'second'
      ? {
          name: 'make',
          instruction: `At ${venue.name}, make a second key that may ${may}, ${bound}. Leave the old one as it is.`,
          check: 'The new key answers, and what the venue says of it fits the grant.',
        }
      : {
          name: 'make',
          instruction: `Stop the holder. At ${venue.name}, reset the secret of the key.`,
          check: 'The new secret answers, and what the venue says of the key fits the grant.',
        }
  return [
    made,
    {
      name: 'switch',
      instruction: 'Put the new key where the holder looks, and have it load the key again.',
      check: 'The store has the new key under the holder’s name, and the old one beside it.',
    },
    {
      name: 'delete',
      instruction:
        how === 'second' ? `At ${venue.name}, delete the old key.` : 'Nothing: the old secret has ended.',
      check:
        how === 'second'
          ? 'The new key answers, and the venue refuses the old one.'
          : 'The new secret answers, and the venue refuses the old one.',
    },
  ]
}
