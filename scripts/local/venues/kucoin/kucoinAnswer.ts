import type { Answer } from '../localVenue.ts'

/** Success in KuCoin's envelope. */
export function kucoinAnswer(data: unknown): Answer {
  return { status: 200, body: { code: '200000', data } }
}
