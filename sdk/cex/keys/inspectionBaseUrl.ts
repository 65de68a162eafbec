import type { Environment } from '../../core/environment.ts'
import type { InspectedVenue } from './inspectedVenue.ts'

/** Where a key is asked about: in production the host that answers such questions, which is not always the one that trades. */
export function inspectionBaseUrl(
  { inspection }: Pick<InspectedVenue, 'inspection'>,
  environment: Environment,
  baseUrl: string,
): string {
  return environment === 'production' ? (inspection.baseUrl ?? baseUrl) : baseUrl
}
