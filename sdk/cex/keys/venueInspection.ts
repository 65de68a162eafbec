import type { KeyFacts } from './keyReport.ts'
import type { VenueCall, VenueReply } from './venueCall.ts'

/** What a reply says about the key that asked. `keyUnknown`: the venue does not know it, or no longer takes it. */
export type ReplyOutcome = 'answered' | 'keyUnknown' | 'refused'

/** How to ask a venue about a key, with the key itself. Pure. */
export type VenueInspection = {
  /** Where the venue documents the question, or, without one, its API keys. */
  readonly documents: string
  /** Whether every member that is read, and what it means, was found in the venue's documents. */
  readonly verified: boolean
  /** The host in production, where it is another than the venue's own. */
  readonly baseUrl?: string
  /** Whether the question is about an account, which has to be named: its address. */
  readonly needsAccount?: true
  /** The endpoints that are asked, as `METHOD /path`; none changes anything. The first is also what tells whether a key works. */
  readonly endpoints: readonly [string, ...string[]]
  /**
   * The next question, given the answers so far, or undefined when there is none. An answer is undefined when the venue refused to
   * give it.
   */
  next(answers: readonly unknown[], apiKey: string, account?: string): VenueCall | undefined
  /** Whether an answer names the key, where the question is not signed with it: otherwise any answer would say that the key works. */
  names?(answer: unknown, apiKey: string, account?: string): boolean
  /** Whether a reply is an answer. */
  outcome(reply: VenueReply): ReplyOutcome
  /**
   * The facts, out of all answers. Missing at venues that do not say what a key may do.
   * @throws ZodError when an answer has another form than the documents say.
   */
  read?(answers: readonly unknown[], apiKey: string, account?: string): KeyFacts
}
