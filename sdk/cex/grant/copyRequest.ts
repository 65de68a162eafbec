import { VenueRequestInvalidError } from '../../errors/venue.ts'
import { isRawJson } from '../isRawJson.ts'
import type { Json } from '../json.ts'
import type { Parameter, VenueRequest } from '../request.ts'

/** Deepest nesting of a value, inclusive; no venue takes as much. */
const MAX_DEPTH = 32

/** A number, as JSON writes it. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/**
 * A request as it is now, for judging and signing alike: whoever made it may change it, or have made it of things that show themselves
 * differently each time.
 * @throws VenueRequestInvalidError when it has something that JSON does not.
 */
export function copyRequest(request: VenueRequest): VenueRequest {
  const { method, baseUrl, path, params, bodyArray } = request
  for (const text of [method, baseUrl, path]) if (typeof text !== 'string') throw refused()
  return {
    ...{ method, baseUrl, path, params: params === null ? null : Array.from(params, copyParameter) },
    ...(bodyArray === undefined ? {} : { bodyArray: Array.from(bodyArray, (value) => copyJson(value, 0)) }),
  }
}

function copyParameter([name, value]: Parameter): Parameter {
  if (typeof name !== 'string') throw refused()
  return [name, copyJson(value, 0)]
}

function copyJson(value: Json, depth: number): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'object' || depth >= MAX_DEPTH) throw refused()
  // it cannot be changed, and a copy would not be one; of text, true or null, readers would take the letters
  if (isRawJson(value) && NUMBER.test(value.rawJSON)) return value
  if ('rawJSON' in value) throw refused()
  if (Array.isArray(value)) return Array.from(value, (one: Json) => copyJson(one, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw refused()
  const copy = Object.entries(value).map(([name, one]) => [name, copyJson(one, depth + 1)] as const)
  return Object.fromEntries(copy)
}

function refused(): VenueRequestInvalidError {
  return new VenueRequestInvalidError({ reason: 'it holds something that JSON does not have.' })
}
