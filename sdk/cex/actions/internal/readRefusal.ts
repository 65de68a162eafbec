import type { Json } from '../../json.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'

/** Members under which venues say what is wrong, and in which words. */
const CODES = ['code', 'retCode', 'err-code', 'err_code', 'errorCode', 'label', 'error_code', 'name', 'id']
const MESSAGES = [
  'msg',
  'message',
  'retMsg',
  'err-msg',
  'err_msg',
  'errorMessage',
  'detail',
  'reason',
  'error',
]

/** Why the venue refused; undefined when it did not. */
export function readRefusal(
  venue: Venue,
  status: number,
  answer: Json | undefined,
): VenueRefusal | undefined {
  const own = ownWords(venue, answer)
  if (own) return own
  if (status >= 200 && status < 300) return undefined
  return guessed(answer)
}

/** What the venue's reader makes of an answer, which may be of a form that it does not expect. */
function ownWords(venue: Venue, answer: Json | undefined): VenueRefusal | undefined {
  if (answer === undefined || answer === null) return undefined
  try {
    return venue.refusalOf?.(answer)
  } catch {
    return undefined
  }
}

/** For showing only: that it is a refusal is known from the status. */
function guessed(answer: Json | undefined): VenueRefusal {
  const members = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {}
  const find = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value: unknown = Object.getOwnPropertyDescriptor(members, name)?.value
      if (typeof value === 'string' || typeof value === 'number') return String(value)
    }
    return undefined
  }
  return { code: find(CODES), message: find(MESSAGES) ?? '' }
}
