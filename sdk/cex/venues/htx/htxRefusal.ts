import { answerText } from '../../answers/answerText.ts'
import type { Json } from '../../json.ts'
import type { VenueRefusal } from '../../venue.ts'

const DONE = new Set(['0', '200'])

/** Older endpoints have a status, those of v2 and v5 a code. */
export function htxRefusal(answer: Json): VenueRefusal | undefined {
  const status = answerText(answer, 'status')
  if (status === 'error') {
    return {
      code: answerText(answer, 'err-code') ?? answerText(answer, 'err_code'),
      message: answerText(answer, 'err-msg') ?? answerText(answer, 'err_msg') ?? '',
    }
  }
  const code = answerText(answer, 'code')
  if (status !== undefined || code === undefined || DONE.has(code)) return undefined
  return { code, message: answerText(answer, 'message') ?? '' }
}
