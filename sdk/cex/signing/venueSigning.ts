import type { KeyType } from '../credentials.ts'
import type { SignedLogin, VenueLogin } from '../login.ts'
import type { SigningMoment } from '../moment.ts'
import type { SignedRequest, VenueRequest } from '../request.ts'
import type { Prepared } from './prepared.ts'
import type { SignatureCover } from './signatureCover.ts'
import type { SignatureScheme } from './signatureScheme.ts'
import type { VenueKey } from './venueSigner.ts'

/**
 * How a venue wants requests and logins signed. Pure: the same input gives the same output. What is given to these functions has gone
 * through `checkRequest` and `checkMoment`.
 */
export type VenueSigning = {
  /** How each kind of key signs here; a kind that is missing is not taken. */
  readonly schemes: { readonly [keyType in KeyType]?: SignatureScheme }
  /** Whether a key has a passphrase, and whether it is sent as it is or as its HMAC with the secret, in base64. */
  readonly passphrase: 'none' | 'plain' | 'signed'
  /**
   * What `SigningMoment` must carry beside the time. A nonce is a number: one that is greater than all that arrived before (`increasing`), or one
   * that was not there before, near the time in milliseconds (`unique`); or any new text.
   */
  readonly needs: {
    readonly nonce?: 'increasing' | 'unique' | 'text'
    readonly uuid?: true
    readonly randomHex?: true
  }
  /** What of a request the signature binds. */
  readonly covers: SignatureCover
  /** Puts everything but the signature in place. @throws VenueRequestInvalidError, ParameterReservedError. */
  prepareRequest(request: VenueRequest, key: VenueKey, moment: SigningMoment): Prepared<SignedRequest>
  /**
   * The same for a WebSocket, or, where nothing is signed to log in, what to ask for by REST instead.
   * @throws VenueRequestInvalidError, SigningInputMissingError.
   */
  readonly login:
    | {
        /** Whether it needs the moment's nonce. */
        readonly nonce?: true
        /** Whether parameters of the caller are signed along; elsewhere they are refused. */
        readonly params?: true
        /** Whether a socket that is logged in to can do no more than read, whatever is sent over it. Missing: it may place orders. */
        readonly onlyReads?: true
        prepare(login: VenueLogin, key: VenueKey, moment: SigningMoment): Prepared<SignedLogin>
      }
    | { readonly instead: string }
}
