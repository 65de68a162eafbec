import { SignatureLooseError } from '../../errors/venueGrant.ts'
import type { Venue } from '../venue.ts'

const WORDS = [
  ['method', 'the method'],
  ['path', 'the path'],
  ['query', 'the query'],
  ['body', 'the body'],
  ['exact', 'where one parameter ends'],
  ['time', 'until when it may be sent'],
] as const

/**
 * Refuses to give away signatures that fit other requests than the one that was judged: who is held to a grant could send those.
 * @throws SignatureLooseError.
 */
export function requireCover(venue: Pick<Venue, 'name' | 'signing'>): void {
  const { covers } = venue.signing
  const open = WORDS.filter(([part]) => !covers[part]).map(([, words]) => words)
  if (open.length > 0) throw new SignatureLooseError({ venue: venue.name, open })
}
