import type { Answer, Call } from '../localVenue.ts'

/** Success in JSON-RPC. */
export function deribitAnswer({ nowMs }: Call, result: unknown): Answer {
  const us = nowMs * 1000
  return { status: 200, body: { jsonrpc: '2.0', result, usIn: us, usOut: us, usDiff: 0, testnet: false } }
}
