import type { Credentials } from '../../sdk/cex/credentials.ts'
import type { Json } from '../../sdk/cex/json.ts'
import { localVenueSigner } from '../../sdk/cex/signing/localVenueSigner.ts'
import { signLogin } from '../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../sdk/cex/signing/signRequest.ts'
import type { LocalVenueSigner } from '../../sdk/cex/signing/venueSigner.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { BaseError } from '../../sdk/errors/base.ts'
import { readVenueSignInput } from './venueSignInput.ts'

const MOST_SIGNERS = 256

/** Answers lines, one by one; keys are decoded once. */
export function venueSignLines(): (line: string) => string {
  const signers = new Map<string, LocalVenueSigner>()

  const signerOf = (venue: Venue, credentials: Credentials): LocalVenueSigner => {
    const { keyType, apiKey, secret, passphrase } = credentials
    const name = JSON.stringify([venue.id, keyType, apiKey, secret.reveal(), passphrase?.reveal() ?? null])
    const known = signers.get(name)
    if (known) return known
    const signer = localVenueSigner(venue, credentials)
    if (signers.size >= MOST_SIGNERS) signers.clear()
    signers.set(name, signer)
    return signer
  }
  return (line) => {
    try {
      return asciiJson(answer(line, signerOf))
    } catch (error) {
      return asciiJson({ error: told(error) })
    }
  }
}

function answer(line: string, signerOf: (venue: Venue, credentials: Credentials) => LocalVenueSigner) {
  const { venue: id, credentials, moment, what } = readVenueSignInput(line)
  const venue = findVenue(id)
  const signer = signerOf(venue, credentials)
  return 'login' in what
    ? signLogin(venue, signer, what.login, moment)
    : signRequest(venue, signer, what.request, moment)
}

/** JSON in ASCII: some readers end a line at U+2028 or U+0085 too, and some do not read UTF-8. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Messages of other errors may quote what they were given, and that may be a secret. */
function told(error: unknown): { readonly [name: string]: Json } {
  if (!(error instanceof BaseError)) {
    return { name: 'UnexpectedError', message: 'The line could not be answered.' }
  }
  return { name: error.name, message: [error.shortMessage, ...error.metaMessages].join(' ') }
}
