import type { VenueKey } from './venueSigner.ts'

/** The passphrase as it is sent. Making the signer refuses a key without one where the venue has them. */
export function sentPassphrase({ passphrase }: VenueKey): string {
  return passphrase?.reveal() ?? ''
}
