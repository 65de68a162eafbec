import { VenueUnansweredError } from '../../errors/venueKey.ts'
import type { VenueClock } from '../clock/venueClock.ts'
import type { NonceAuthority } from '../nonces/nonceAuthority.ts'
import { venueKeyId } from '../nonces/venueKeyId.ts'
import type { SignedRequest } from '../request.ts'
import { freshMoment } from '../signing/freshMoment.ts'
import { jsonObject } from '../signing/jsonObject.ts'
import { needsNumbers } from '../signing/needsNumbers.ts'
import { requestUrl } from '../signing/requestTarget.ts'
import { signRequest } from '../signing/signRequest.ts'
import type { LocalVenueSigner } from '../signing/venueSigner.ts'
import type { Venue } from '../venue.ts'
import type { VenueCall, VenueCaller, VenueReply } from './venueCall.ts'

export type KeyCallerParameters = {
  readonly venue: Pick<Venue, 'id' | 'name' | 'signing'>
  readonly signer: LocalVenueSigner
  /** Where it is sent: scheme, host and, if wanted, the first part of the path. */
  readonly baseUrl: string
  readonly clock: VenueClock
  readonly nonces: NonceAuthority
  readonly fetch?: typeof fetch
  /** How long to wait for an answer, milliseconds; 10,000 by default. */
  readonly timeoutMs?: number
}

/** More than any answer about keys has. */
const MOST_BYTES = 4_000_000

/** A {@link VenueCaller} for one key at one host. It judges nothing: what is asked is decided by who holds it. */
export function keyCaller(parameters: KeyCallerParameters): VenueCaller {
  const { venue, signer, baseUrl, clock, nonces } = parameters
  const keyId = venueKeyId(venue.id, signer.apiKey)
  return async (call) => {
    if (call.unsigned) return send(parameters, unsignedRequest(baseUrl, call), call)
    const request = { ...call, baseUrl, params: call.bodyArray ? null : call.params }
    await clock.ready()
    const once = (nonce?: bigint): Promise<VenueReply> => {
      const moment = freshMoment(venue.signing.needs, { clockMs: clock.nowMs(), nonce })
      return send(parameters, signRequest(venue, signer, request, moment), call)
    }
    return needsNumbers(venue) ? nonces.inTurn({ keyId, floor: BigInt(clock.nowMs()) }, once) : once()
  }
}

function unsignedRequest(baseUrl: string, { method, path, params }: VenueCall): SignedRequest {
  return {
    method,
    url: requestUrl({ baseUrl, path }, ''),
    headers: { 'Content-Type': 'application/json' },
    body: jsonObject(params),
  }
}

async function send(
  { venue, fetch = globalThis.fetch, timeoutMs = 10_000 }: KeyCallerParameters,
  { url, method, headers, body }: SignedRequest,
  { path }: VenueCall,
): Promise<VenueReply> {
  const endpoint = `${method} ${path}`
  const options = {
    method,
    headers,
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  } as const
  // What fetch throws may quote the URL, and with it a signature: it is not kept.
  const failed = (): never => {
    throw new VenueUnansweredError({ venue: venue.name, endpoint })
  }
  const response = await fetch(url, options).catch(failed)
  const text = await textOf(response).catch(failed)
  return { status: response.status, body: text === undefined ? undefined : parse(text) }
}

/** Undefined when there is more than any answer has: the rest is not read. */
async function textOf({ body }: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    parts.push(part)
    length += part.length
    if (length > MOST_BYTES) return undefined
  }
  return Buffer.concat(parts).toString('utf8')
}

/** An empty body is an answer, too: some deletions have no other. */
function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
