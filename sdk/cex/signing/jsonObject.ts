import { VenueRequestInvalidError } from '../../errors/venue.ts'
import type { Json } from '../json.ts'
import type { Parameter } from '../request.ts'

/** Comparing every two names is the fastest for the few that orders have; its time grows with the square. */
const FEW = 32

/**
 * The parameters as a JSON object, members in the order given, without spaces.
 * @throws VenueRequestInvalidError when a name is given twice: parsers differ on which they take.
 */
export function jsonObject(params: readonly Parameter[]): string {
  if (params.length > FEW) return memberByMember(params)
  const members: { [name: string]: Json } = {}
  for (let index = 0; index < params.length; index++) {
    const [name, value] = params[index] as Parameter
    for (let before = 0; before < index; before++) {
      if (params[before]?.[0] === name)
        throw new VenueRequestInvalidError({ reason: `the parameter "${name}" is given twice.` })
    }
    if (moves(name)) return memberByMember(params)
    members[name] = value
  }
  return JSON.stringify(members)
}

/** Whether an object would not keep the name in its place: those that look like numbers go to the front, and one is its prototype. */
function moves(name: string): boolean {
  const code = name.charCodeAt(0)
  return (code >= 48 && code <= 57) || name === '__proto__'
}

function memberByMember(params: readonly Parameter[]): string {
  const names = new Set(params.map(([name]) => name))
  if (names.size !== params.length)
    throw new VenueRequestInvalidError({ reason: 'a parameter is given twice.' })
  return `{${params.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`
}
