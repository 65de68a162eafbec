import type { Answer, Call } from '../localVenue.ts'

/** Success in Bybit's envelope. */
export function bybitAnswer({ nowMs }: Call, result: unknown): Answer {
  return { status: 200, body: { retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: nowMs } }
}
