import type { VenueCall } from './venueCall.ts'
import type { VenueInspection } from './venueInspection.ts'

/** Questions that do not depend on one another's answers. */
export function questions(
  first: VenueCall,
  ...others: readonly VenueCall[]
): Pick<VenueInspection, 'endpoints' | 'next'> {
  const all = [first, ...others]
  const name = ({ method, path }: VenueCall): string => `${method} ${path}`
  return { endpoints: [name(first), ...others.map(name)], next: ({ length }) => all[length] }
}

/** A GET without parameters. */
export function get(path: string, params: VenueCall['params'] = []): VenueCall {
  return { method: 'GET', path, params }
}

/** A POST without parameters. */
export function post(path: string, params: VenueCall['params'] = []): VenueCall {
  return { method: 'POST', path, params }
}
