import type { VenueReply } from './venueCall.ts'
import type { ReplyOutcome } from './venueInspection.ts'

/** How a venue says yes and no in its answers. */
export type ReplyCodes = {
  /** The code of an answer, as text; undefined when the body has none. */
  code(body: unknown): string | undefined
  /** Codes of answers; undefined stands for no code at all. */
  readonly answered: readonly (string | undefined)[]
  /** Codes that mean: the key does not exist, or no longer, or cannot be used from here where the venue does not tell these apart. */
  readonly keyUnknown: readonly string[]
}

/** What a reply says about the key that asked. */
export function replyOutcome({
  code,
  answered,
  keyUnknown,
}: ReplyCodes): (reply: VenueReply) => ReplyOutcome {
  return ({ status, body }) => {
    const said = body === undefined ? undefined : code(body)
    if (said !== undefined && keyUnknown.includes(said)) return 'keyUnknown'
    return status >= 200 && status < 300 && body !== undefined && answered.includes(said)
      ? 'answered'
      : 'refused'
  }
}

/** The member of an answer, as text; undefined when it has none. */
export function member(body: unknown, ...path: readonly (string | number)[]): string | undefined {
  let value = body
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[name]
  }
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value)
}
