import type { Environment } from '../../core/environment.ts'
import type { Secret } from '../../core/secret.ts'
import type { Credentials } from '../credentials.ts'
import type { CredentialStore } from '../keys/credentialStore.ts'
import type { InspectedVenue } from '../keys/inspectedVenue.ts'
import type { RotatorUser } from '../keys/keyUser.ts'
import type { VenueCaller } from '../keys/venueCall.ts'
import type { NewKeyBounds } from './holdNewKey.ts'
import type { RotationEntry, RotationJournal } from './rotationJournal.ts'
import type { Product, VenueRotation } from './venueRotation.ts'

/** A venue whose keys a program can replace. */
export type RotatedVenue = InspectedVenue & { readonly rotation: VenueRotation }

/** What a rotation works with. The same every time that it is called. */
export type RotationSetting = NewKeyBounds & {
  readonly venue: RotatedVenue
  readonly environment: Environment
  /** Where the holder's key is, and its name there. */
  readonly store: CredentialStore
  readonly id: string
  /** The key that makes keys: full authority, loaded from its own store. */
  readonly rotator: RotatorUser
  /** Asks with a given key, to see whether it works. */
  readonly callAs: (credentials: Credentials) => VenueCaller
  readonly journal: RotationJournal
  /** The sub-account, as the venue's rotation names it; empty where it has none. */
  readonly account: string
  readonly products?: readonly Product[]
  /** Seconds for which both keys work; at most what the grant allows. */
  readonly overlap: number
  /** Asks the owner for a code of the second factor. Never stored. */
  readonly ownerCode?: () => Promise<Secret>
  /** What the owner saw at the venue after a `RotationUncertainError`: no such key, or the API key that it has. */
  readonly seen?: { readonly none: true } | { readonly apiKey: string }
  /** How long a request to make a key may still arrive, seconds; 60 by default. */
  readonly settle?: number
}

/** What came of a step: how far the rotation is now, and, when it cannot go on by itself, why. */
export type StepResult = { readonly entry: RotationEntry; readonly failure?: Error }

/**
 * One step.
 * @param resumed Whether an earlier run wrote the entry, so that what follows it may have been done already.
 */
export type Step = (setting: RotationSetting, entry: RotationEntry, resumed: boolean) => Promise<StepResult>

/** Where a rotation keeps the new key until it is in use, and the old one until it is deleted: ends of names in the store. */
export const NEXT = '.next'
export const PREVIOUS = '.previous'
