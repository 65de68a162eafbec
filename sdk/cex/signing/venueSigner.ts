import type { Environment } from '../../core/environment.ts'
import type { Secret } from '../../core/secret.ts'
import type { KeyType } from '../credentials.ts'

/** What of a key a request names: no secret but the passphrase, which venues want sent. */
export type VenueKey = {
  readonly keyType: KeyType
  readonly apiKey: string
  /** As the venue wants it sent: plain, or signed with the secret. */
  readonly passphrase?: Secret
  /** Which of the venue's systems the key is for, where that is known: clients of another refuse it. */
  readonly environment?: Environment
}

/**
 * A key of a venue that is ready to sign. The secret stays behind this port: in memory, in an HSM, with a KMS or with the
 * gateway.
 */
export type VenueSigner = VenueKey & {
  /** The signature of a prehash, written as the venue's scheme says. Sync where the key is at hand. */
  sign(prehash: string | Uint8Array): string | Promise<string>
}

/** A signer whose key is in this process. */
export type LocalVenueSigner = VenueKey & {
  sign(prehash: string | Uint8Array): string
}
