import type { Json } from '../../../sdk/cex/json.ts'
import type { Difference, ParitySample } from './parityCase.ts'

/** Whether any text of a query, as it is sent, has a match of a pattern. */
export function queryHas({ endpoint, params }: ParitySample, pattern: RegExp): boolean {
  if (endpoint.place !== 'query' && endpoint.place !== 'form') return false
  return params.some(([, value]) => pattern.test(textOf(value)))
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * ccxt writes the query into the URL as it is and leaves it to its HTTP client to encode: what separates pairs, ends the query or reads as
 * an encoded character changes its meaning, and a space at its end is lost.
 */
export const rawInUrl: Difference = {
  reason: 'ccxt does not encode the query that it sends',
  when: (sample) => {
    const last = sample.params.at(-1)
    return queryHas(sample, /[&#+%]/) || queryHas({ ...sample, params: last ? [last] : [] }, / $/)
  },
}
