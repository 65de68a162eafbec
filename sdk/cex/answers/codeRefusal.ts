import type { Json } from '../json.ts'
import type { VenueRefusal } from '../venue.ts'
import { answerText } from './answerText.ts'

/** Where a venue's answers carry a code, which codes say that it did what was asked, and where the words are. */
export type CodeRefusalParameters = {
  readonly code: string
  readonly message: string
  readonly done: readonly string[]
}

/** Reads refusals of a venue that answers with status 200 and a code, whatever it did. */
export function codeRefusal(parameters: CodeRefusalParameters): (answer: Json) => VenueRefusal | undefined {
  return (answer) => {
    const code = answerText(answer, parameters.code)
    if (code === undefined || parameters.done.includes(code)) return undefined
    return { code, message: answerText(answer, parameters.message) ?? '' }
  }
}
