import { randomUUID } from 'node:crypto'
import type { LocalKey } from '../../../../scripts/local/venues/localVenue.ts'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'
import type { KeyType } from '../../../../sdk/cex/credentials.ts'
import type { Json } from '../../../../sdk/cex/json.ts'
import type { Method } from '../../../../sdk/cex/request.ts'
import { localVenueSigner } from '../../../../sdk/cex/signing/localVenueSigner.ts'
import { signRequest } from '../../../../sdk/cex/signing/signRequest.ts'
import type { Venue } from '../../../../sdk/cex/venue.ts'
import { Secret } from '../../../../sdk/core/secret.ts'

/** A key as its holder has it. */
export type HeldKey = {
  readonly apiKey: string
  readonly secret: string
  readonly passphrase?: string
  readonly keyType?: KeyType
}

/** What came back. */
export type Reply = { readonly status: number; readonly body: Record<string, unknown> }

/** The holder's half of an HMAC key that a local venue was started with. */
export const heldOf = ({ apiKey, secret, passphrase }: LocalKey): HeldKey => ({
  apiKey,
  secret,
  ...(passphrase !== undefined && { passphrase }),
})

/** Signs a request with the adapter and sends it to a local venue. */
export async function send(
  running: RunningVenue,
  adapter: Pick<Venue, 'name' | 'signing'>,
  held: HeldKey,
  method: Method,
  path: string,
  params: Readonly<Record<string, Json>> = {},
): Promise<Reply> {
  const signer = localVenueSigner(adapter, {
    keyType: held.keyType ?? 'hmac',
    apiKey: held.apiKey,
    secret: new Secret(held.secret),
    ...(held.passphrase !== undefined && { passphrase: new Secret(held.passphrase) }),
  })
  const moment = {
    clockMs: running.now(),
    nonce: String(process.hrtime.bigint()),
    uuid: randomUUID(),
    randomHex: randomUUID().replaceAll('-', ''),
  }
  const request = { method, baseUrl: running.url, path, params: Object.entries(params) }
  const signed = signRequest(adapter, signer, request, moment)
  const { url, headers, body } = signed
  const response = await fetch(url, { method, headers, ...(body !== null && { body }) })
  const text = await response.text()
  const parsed: unknown = text === '' || !/^[[{"]/.test(text) ? { text } : JSON.parse(text)
  return { status: response.status, body: parsed as Record<string, unknown> }
}
