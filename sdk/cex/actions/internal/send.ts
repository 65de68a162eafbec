import {
  VenueOutcomeUnknownError,
  VenueRefusedError,
  VenueUnreachableError,
} from '../../../errors/venueAnswer.ts'
import type { VenueClientBase } from '../../clients/venueClientBase.ts'
import type { Json } from '../../json.ts'
import type { SignedRequest } from '../../request.ts'
import type { Authorization } from './authorize.ts'
import { parseAnswer } from '../../answers/parseAnswer.ts'
import { readRefusal } from './readRefusal.ts'

/** Most characters of an answer, inclusive; whatever sends more is no venue. */
const MOST_ANSWER = 64 * 2 ** 20

/** What has happened when no connection was made, by the names that Node gives it: nothing was sent. */
const NEVER_LEFT = new Set([
  ...[
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
])

/** The same, if it was connecting that failed: a connection that is there can end so after the request has left. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Sends once, and says of the answer what can be said. Settles or releases what was reserved. */
export async function send(
  client: VenueClientBase,
  signed: SignedRequest,
  { settle, release }: Authorization,
): Promise<{ readonly status: number; readonly answer: Json }> {
  const { name: venue } = client.venue
  const { status, text } = await exchange(client, signed, release)
  const answer = parseAnswer(text)
  const mayHaveWorked = signed.method !== 'GET' && status >= 500
  // what the venue may still do is in no report yet, so it is counted beside them for as long as without an answer
  if (mayHaveWorked) {
    throw new VenueOutcomeUnknownError({ venue, reason: `it answered with status ${status}` })
  }
  const refusal = readRefusal(client.venue, status, answer)
  if (refusal === undefined && answer === undefined) {
    throw new VenueOutcomeUnknownError({ venue, reason: `its answer of status ${status} is no JSON` })
  }
  // the answer is known, whatever becomes of the ledger; what stays unsettled counts for longer
  await settle().catch(() => {})
  if (refusal) throw new VenueRefusedError({ venue, status, ...refusal })
  return { status, answer: answer ?? null }
}

type Exchanged = { readonly status: number; readonly text: string }

async function exchange(
  client: VenueClientBase,
  signed: SignedRequest,
  release: Authorization['release'],
): Promise<Exchanged> {
  const { timeoutMs } = client
  const { name: venue } = client.venue
  const signal = AbortSignal.timeout(timeoutMs)
  const failures: unknown[] = []
  const exchanged = await ask(client, signed, signal).catch((failure: unknown) => void failures.push(failure))
  if (exchanged) return exchanged
  // what went wrong may name the URL, which carries a signature: only its code is told, and it is no cause
  const codes = failures.flatMap(causesOf).map(neverLeftBy)
  if (codes.length > 0 && !codes.includes(undefined)) {
    await release()
    throw new VenueUnreachableError({ venue, reason: `no connection (${codes.join(', ')})` })
  }
  const reason = signal.aborted ? `no answer within ${timeoutMs} ms` : 'the connection broke'
  throw new VenueOutcomeUnknownError({ venue, reason })
}

async function ask(
  { fetch }: VenueClientBase,
  { url, method, headers, body }: SignedRequest,
  signal: AbortSignal,
): Promise<Exchanged> {
  const response = await fetch(url, { method, headers: { ...headers }, body, redirect: 'manual', signal })
  const text = await response.text()
  if (text.length > MOST_ANSWER) throw new RangeError('The answer is too long.')
  return { status: response.status, text }
}

/** What went wrong; of several addresses that were tried, with each one. */
function causesOf(error: unknown): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors.flatMap(causesOf)
  const hasCause = error instanceof Error && !('code' in error) && error.cause !== undefined
  return hasCause ? causesOf(error.cause) : [error]
}

/** The code that proves that nothing was sent; undefined when nothing does. */
function neverLeftBy(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const isConnecting = 'syscall' in error && error.syscall === 'connect'
  return NEVER_LEFT.has(error.code) || (isConnecting && NEVER_CONNECTED.has(error.code))
    ? error.code
    : undefined
}
