import type { Answer } from '../localVenue.ts'

/** Success in OKX's envelope. */
export function okxAnswer(data: readonly unknown[]): Answer {
  return { status: 200, body: { code: '0', msg: '', data } }
}
