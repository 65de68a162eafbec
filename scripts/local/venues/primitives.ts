import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { Parameter, ReceivedRequest, Seen } from './localVenue.ts'

/** HMAC of a text. */
export function hmac(
  algorithm: 'sha256' | 'sha384' | 'sha512',
  key: string | Buffer,
  message: string | Buffer,
  encoding: 'hex' | 'base64',
): string {
  return createHmac(algorithm, key).update(message).digest(encoding)
}

/** Digest of a text, as bytes. */
export function digest(algorithm: 'sha256' | 'sha384' | 'sha512', message: string | Buffer): Buffer {
  return createHash(algorithm).update(message).digest()
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function same(left: string, right: string): boolean {
  const a = digest('sha256', left)
  const b = digest('sha256', right)
  return timingSafeEqual(a, b)
}

/** Whether a base64 signature over a text is by the holder of an RSA (PKCS#1 v1.5, SHA-256) or Ed25519 key. */
export function signedBy(
  kind: 'rsa' | 'ed25519',
  publicKey: string,
  message: string,
  signature: string,
): boolean {
  const key = createPublicKey(publicKey)
  const bytes = Buffer.from(signature, 'base64')
  return verify(kind === 'rsa' ? 'sha256' : null, Buffer.from(message), key, bytes)
}

/** Path and query of a URL as received; the query without `?`, empty if there is none. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) }
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

/** Names and values of a query or form, decoded, in order; names may repeat. */
export function pairsOf(query: string): [string, string][] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
  })
}

/** A query as it reads when nothing in it is percent-encoded: what venues sign that sign the raw query. */
export function rawQuery(query: string): string {
  return pairsOf(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** Parameters of a JSON body: its members, or the whole of a list under the name `[]`. An empty body has none. */
export function jsonParams(body: string): Parameter[] {
  if (body === '') return []
  const value: unknown = JSON.parse(body)
  if (Array.isArray(value)) return [['[]', value]]
  if (typeof value === 'object' && value !== null) return Object.entries(value)
  throw new SyntaxError('a body that is neither an object nor a list')
}

/** Parameters without those that the scheme itself adds. */
export function without(params: readonly Parameter[], ...names: readonly string[]): Parameter[] {
  return params.filter(([name]) => !names.includes(name))
}

/** The value of a parameter as a text; empty if there is none. */
export function textOf(params: readonly Parameter[], name: string): string {
  const found = params.find(([candidate]) => candidate === name)
  return found === undefined ? '' : String(found[1])
}

/** A header, empty if it is not there. */
export function header(request: ReceivedRequest, name: string): string {
  return request.headers[name.toLowerCase()] ?? ''
}

/** Whether a nonce is higher than every earlier one of a key. */
export function isHigher(seen: Seen, apiKey: string, nonce: bigint): boolean {
  const highest = seen.highest.get(apiKey)
  return highest === undefined || nonce > highest
}

/** Whether a key has used a value before. */
export function isSpent(seen: Seen, apiKey: string, value: string): boolean {
  return seen.once.has(`${apiKey}:${value}`)
}

/** Whether a time in milliseconds is within a window around now, inclusive. */
export function isNear(timeMs: number, nowMs: number, windowMs: number): boolean {
  return Number.isFinite(timeMs) && Math.abs(nowMs - timeMs) <= windowMs
}
