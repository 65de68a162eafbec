import { VenueKeyGoneError } from '../../errors/venueKey.ts'
import { compareReports, type Drift } from './compareReports.ts'
import { type InspectKeyParameters, inspectKey } from './inspectKey.ts'
import type { KeyFacts, KeyReport } from './keyReport.ts'

export type CheckKeyDriftParameters = InspectKeyParameters & {
  /** What was known before; undefined when the key was taken without asking: then everything is new. */
  readonly before: KeyFacts | undefined
}

export type CheckKeyDriftReturnType = {
  /** Undefined when the venue does not take the key any more. */
  readonly report: KeyReport | undefined
  readonly drift: readonly Drift[]
}

const UNSEEN: Drift = { what: 'key', before: 'not asked about', after: 'asked about', direction: 'wider' }

/**
 * Asks the venue again about a key and says what changed since.
 * @throws InspectionRefusedError, InspectionUnreadableError, VenueUnansweredError: then nothing is known, which is not the same as no
 * change.
 */
export async function checkKeyDrift({
  before,
  ...parameters
}: CheckKeyDriftParameters): Promise<CheckKeyDriftReturnType> {
  try {
    const report = await inspectKey(parameters)
    return { report, drift: before ? compareReports(before, report) : [UNSEEN] }
  } catch (error) {
    if (!(error instanceof VenueKeyGoneError)) throw error
    const gone: Drift = { what: 'key', before: 'taken', after: 'not taken', direction: 'other' }
    return { report: undefined, drift: [gone] }
  }
}
