import type { Environment } from '../../core/environment.ts'
import type { Secret } from '../../core/secret.ts'
import type { Credentials, KeyType } from '../credentials.ts'
import type { KeyFacts } from './keyReport.ts'

/** Who uses credentials: a `holder` under a grant, or a `rotator`, who can make keys and so has full authority. */
export const CREDENTIAL_ROLES = ['holder', 'rotator'] as const

/** Who uses credentials. */
export type CredentialRole = (typeof CREDENTIAL_ROLES)[number]

/** A key of a venue as a store keeps it. */
export type StoredCredentials<role extends CredentialRole = CredentialRole> = {
  readonly role: role
  /** The venue's id. */
  readonly venue: string
  readonly environment: Environment
  /** The (sub-)account, as the venue names it; missing for the main account. */
  readonly account?: string
  readonly credentials: Credentials
  /** When it was put into the store, unix seconds. */
  readonly importedAt: number
  /** What the venue said of it then; undefined when it was not asked. */
  readonly facts?: KeyFacts
  /** The grant that it was taken for, and the decision that accepted what did not fit, by their hashes. */
  readonly grantId?: string
  readonly decision?: string
}

/** What was born in the store for a key that the venue does not know yet, or did not when this was written. */
export type PendingCredentials = {
  readonly role: CredentialRole
  readonly venue: string
  readonly environment: Environment
  readonly account?: string
  readonly keyType: KeyType
  /** The private key; for `hmac`, whose secret the venue makes, the passphrase that was chosen. */
  readonly secret: Secret
  /** Unix seconds. */
  readonly mintedAt: number
}
