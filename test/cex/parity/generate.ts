import fc from 'fast-check'
import type { Json } from '../../../sdk/cex/json.ts'
import type { ParityCase, ParityEndpoint, ParitySample } from './parityCase.ts'

/** The same requests in every run. */
const SEED = 20_261_124

// Names start with a letter that no name of a scheme starts with, so that none of them collides with `timestamp`, `nonce` and the like.
const NAME = fc.stringMatching(/^z[A-Za-z0-9_]{1,10}$/)

const PLAIN = fc.stringMatching(/^[A-Za-z0-9_.-]{1,16}$/)

const SPECIAL = fc
  .array(fc.constantFrom(...` +&=%/?#'"~*()!,:;@$`, 'a', 'B', '7'), { minLength: 1, maxLength: 10 })
  .map((letters) => letters.join(''))

const UNICODE = fc
  .array(fc.constantFrom('ü', 'ß', 'é', 'e\u0301', '本', '１２', '🚀', 'Ω', 'x'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((letters) => letters.join(''))

const TEXT = fc.oneof(
  { weight: 5, arbitrary: PLAIN },
  { weight: 3, arbitrary: SPECIAL },
  { weight: 2, arbitrary: UNICODE },
  { weight: 1, arbitrary: fc.constant('') },
)

const NUMBER = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc.integer({ min: 1, max: 99_999 }).map((n) => n / 1000),
)

const SCALAR: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: TEXT },
  { weight: 2, arbitrary: NUMBER },
  { weight: 1, arbitrary: fc.boolean() },
)

const LIST: fc.Arbitrary<Json> = fc.array(fc.oneof(PLAIN, UNICODE, NUMBER), { minLength: 1, maxLength: 4 })

const members = (value: fc.Arbitrary<Json>): fc.Arbitrary<{ readonly [name: string]: Json }> =>
  fc.uniqueArray(fc.tuple(NAME, value), { selector: ([name]) => name, maxLength: 3 }).map(Object.fromEntries)

const NESTED: fc.Arbitrary<Json> = members(fc.oneof(SCALAR, LIST, members(SCALAR)))

const IN_JSON: fc.Arbitrary<Json> = fc.oneof(
  { weight: 7, arbitrary: SCALAR },
  { weight: 1, arbitrary: LIST },
  { weight: 1, arbitrary: NESTED },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, [], {}) },
)

const parametersOf = (value: fc.Arbitrary<Json>) =>
  fc.uniqueArray(fc.tuple(NAME, value), { selector: ([name]) => name, maxLength: 5 })

function sampleOf(
  endpoint: ParityEndpoint,
  compound: boolean,
  flatJson: boolean,
): fc.Arbitrary<ParitySample> {
  const { place, always = [] } = endpoint
  if (place === 'list') {
    const list = fc.array(flatJson ? members(SCALAR) : fc.oneof(members(SCALAR), NESTED), {
      minLength: 1,
      maxLength: 3,
    })
    return list.map((items) => ({ endpoint, params: [], list: items }))
  }
  const parts = [LIST, NESTED].map((arbitrary) => ({ weight: 1, arbitrary }))
  const flat = fc.oneof({ weight: 8, arbitrary: SCALAR }, ...(compound ? parts : []))
  const params = parametersOf(place !== 'json' ? flat : flatJson ? SCALAR : IN_JSON)
  return params.map((generated) => ({ endpoint, params: [...always, ...generated], list: [] }))
}

/** Generated requests to a venue, the same in every run. */
export function generateSamples(
  { endpoints, compound, flatJson }: ParityCase,
  count: number,
): ParitySample[] {
  const each = Math.ceil(count / endpoints.length)
  return endpoints.flatMap((endpoint, index) =>
    fc.sample(sampleOf(endpoint, compound !== false, flatJson === true), {
      numRuns: each,
      seed: SEED + index,
    }),
  )
}
