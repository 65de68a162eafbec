import * as z from 'zod'
import {
  InspectionRefusedError,
  InspectionUnreadableError,
  VenueKeyGoneError,
} from '../../errors/venueKey.ts'
import { answerOutcome } from './answerOutcome.ts'
import type { InspectedVenue } from './inspectedVenue.ts'
import type { KeyFacts, KeyReport } from './keyReport.ts'
import { UNKNOWN_FACTS } from './unknownFacts.ts'
import type { VenueCall, VenueCaller } from './venueCall.ts'
import type { VenueInspection } from './venueInspection.ts'

export type InspectKeyParameters = {
  readonly venue: InspectedVenue
  /** Asks with the key itself, at the host that `inspectionBaseUrl` names. */
  readonly call: VenueCaller
  /** The key's public name. */
  readonly apiKey: string
  /** The account, where the venue asks about one: its address. */
  readonly account?: string
  /** Unix seconds. */
  readonly now: number
  /** Which questions may be asked; all by default. What is not asked stays unknown. */
  readonly allows?: (call: VenueCall) => boolean
}

/**
 * Asks the venue what a key may do. Nothing is changed. The first question is also asked at venues that do not say: it shows that the key
 * works.
 * @throws VenueKeyGoneError, InspectionRefusedError, InspectionUnreadableError, VenueUnansweredError.
 */
export async function inspectKey(parameters: InspectKeyParameters): Promise<KeyReport> {
  const { venue, apiKey, account, now } = parameters
  const { inspection } = venue
  if (inspection.needsAccount && account === undefined) {
    throw new InspectionUnreadableError({ venue: venue.name, reason: 'the account was not named.' })
  }
  const answers = await ask(parameters)
  const base = { venue: venue.id, apiKey, inspectedAt: now }
  const { read, verified } = inspection
  if (!read) return { ...base, ...UNKNOWN_FACTS, source: 'nobody' }
  const facts = readFacts(venue.name, () => read(answers, apiKey, account))
  return { ...base, ...facts, source: verified ? 'venue' : 'venueUnverified' }
}

async function ask(parameters: InspectKeyParameters): Promise<readonly unknown[]> {
  const { venue, call, apiKey, account, allows = () => true } = parameters
  const { inspection } = venue
  const answers: unknown[] = []
  for (;;) {
    const question = inspection.next(answers, apiKey, account)
    if (!question) return answers
    if (!allows(question)) {
      answers.push(undefined)
      continue
    }
    const reply = await call(question)
    const outcome = answerOutcome(inspection, reply, parameters)
    if (outcome === 'keyUnknown') throw new VenueKeyGoneError({ venue: venue.name })
    if (outcome === 'refused' && answers.length === 0) {
      const endpoint = `${question.method} ${question.path}`
      throw new InspectionRefusedError({ venue: venue.name, endpoint, status: reply.status })
    }
    answers.push(outcome === 'answered' ? reply.body : undefined)
  }
}

function readFacts(venue: string, read: () => ReturnType<NonNullable<VenueInspection['read']>>): KeyFacts {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    // Where it is wrong, and not what stands there.
    const reason = error.issues.map(({ path, code }) => `${path.join('.') || 'answer'} (${code})`).join(', ')
    throw new InspectionUnreadableError({ venue, reason }, { cause: error })
  }
}
