import type { Venue } from '../venue.ts'

/** Whether the venue's nonces are numbers, which the authority hands out. */
export function needsNumbers({ signing }: Pick<Venue, 'signing'>): boolean {
  const { nonce } = signing.needs
  return nonce !== undefined && nonce !== 'text'
}
