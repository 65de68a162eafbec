import type { Answer, Call } from '../localVenue.ts'

/** Success in Bitget's envelope. */
export function bitgetAnswer({ nowMs }: Call, data: unknown): Answer {
  return { status: 200, body: { code: '00000', msg: 'success', requestTime: nowMs, data } }
}
