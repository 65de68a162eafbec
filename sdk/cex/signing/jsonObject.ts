import { VenueRequestInvalidError } from '../../errors/venue.ts'
import type { Parameter } from '../request.ts'

/**
 * The parameters as a JSON object, members in the order given, without spaces. Built as text, since an object would move names that
 * look like numbers to the front.
 * @throws VenueRequestInvalidError when a name is given twice: parsers differ on which they take.
 */
export function jsonObject(params: readonly Parameter[]): string {
  let text = '{'
  for (const [index, [name, value]] of params.entries()) {
    for (let before = 0; before < index; before++) {
      if (params[before]?.[0] === name)
        throw new VenueRequestInvalidError({ reason: `the parameter "${name}" is given twice.` })
    }
    text += `${index === 0 ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`
  }
  return `${text}}`
}
