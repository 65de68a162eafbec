import { CredentialsMissingError } from '../../errors/venueKey.ts'
import { RotationStepError } from '../../errors/venueRotation.ts'
import type { Credentials } from '../credentials.ts'
import type { CredentialStore } from '../keys/credentialStore.ts'
import type { InspectedVenue } from '../keys/inspectedVenue.ts'
import { probeKey } from '../keys/probeKey.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import type { VenueCaller } from '../keys/venueCall.ts'
import { NEXT, PREVIOUS } from './rotationSetting.ts'

/** A step that a person takes, and what is looked at before the next one. */
export type GuidedStep = {
  readonly name: 'make' | 'switch' | 'delete'
  readonly instruction: string
  readonly check: string
}

export type GuidedRotationParameters = {
  readonly venue: InspectedVenue
  readonly store: CredentialStore
  readonly id: string
  readonly callAs: (credentials: Credentials) => VenueCaller
  readonly level: 'read' | 'trade'
  readonly ips: readonly string[]
  /** `second`: a second key beside the old one. `reset`: the old key gets a new secret, and the old secret ends at once. */
  readonly how: 'second' | 'reset'
}

/** A rotation by hand, with a check after each step. */
export type GuidedRotation = {
  readonly steps: readonly GuidedStep[]
  /** For how long the holder has no key that works; undefined when it always has one. */
  readonly gap: string | undefined
  /** Keeps the new key beside the old one, once it has answered. @throws RotationStepError, what `probeKey` throws. */
  keepNew(stored: StoredCredentials<'holder'>): Promise<void>
  /** Puts it where the holder looks; the old one is put aside. @throws CredentialsMissingError. */
  switchOver(): Promise<void>
  /** Forgets the old key, once the venue refuses it. @throws RotationStepError while it still works. */
  forgetOld(): Promise<void>
}

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
  return {
    steps: stepsOf(parameters),
    gap:
      how === 'second'
        ? undefined
        : 'From the reset until the new secret is in the store, the holder has no key that works. Stop it first.',
    async keepNew(stored) {
      if ((await outcomeOf(stored)) !== 'answered') {
        const reason = 'the venue does not take the new key; the old one was left as it is.'
        throw new RotationStepError({ venue: venue.name, step: 'make', reason })
      }
      await store.put(id + NEXT, stored)
    },
    async switchOver() {
      const next = await ready(id + NEXT)
      const current = await ready(id)
      // Done before, but for the last of it.
      if (current.credentials.apiKey !== next.credentials.apiKey || how === 'reset') {
        await store.put(id + PREVIOUS, current)
        await store.put(id, next)
      }
      await store.delete(id + NEXT)
    },
    async forgetOld() {
      const old = await ready(id + PREVIOUS)
      if ((await outcomeOf(await ready(id))) !== 'answered') {
        const reason = 'the new key does not work: keep the old one.'
        throw new RotationStepError({ venue: venue.name, step: 'delete', reason })
      }
      if (how === 'second' && (await outcomeOf(old)) !== 'keyUnknown') {
        const reason = 'the venue still takes the old key: it is not deleted.'
        throw new RotationStepError({ venue: venue.name, step: 'delete', reason })
      }
      await store.delete(id + PREVIOUS)
    },
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
          check: 'The new secret answers.',
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
        how === 'second' ? 'The new key answers, and the venue refuses the old one.' : 'The new one answers.',
    },
  ]
}
