import { createPublicKey, verify } from 'node:crypto'
import type { LocalKey, Setting, Verdict } from '../localVenue.ts'
import { refused } from '../localVenue.ts'

/** How long a token may live, in seconds. */
const LIFETIME_S = 120

type Members = Readonly<Record<string, unknown>>

/**
 * A JSON Web Token by a key of Coinbase's developer platform: ES256 or EdDSA, for one method and path, or for none on a socket.
 *
 * @param subject `METHOD host/path`; undefined for a socket.
 */
export function verifyJwt(token: string, subject: string | undefined, setting: Setting): Verdict {
  const [head = '', payload = '', signature = '', ...rest] = token.split('.')
  const header = members(head)
  const claims = members(payload)
  if (!header || !claims || rest.length > 0) return refused('bad signature')
  const apiKey = String(header['kid'] ?? '')
  const key = setting.keys.get(apiKey)
  if (!key || claims['sub'] !== apiKey) return refused('unknown key')
  if (!isSigned(key, String(header['alg']), `${head}.${payload}`, signature)) return refused('bad signature')
  if (!isAlive(claims, setting.nowMs / 1000)) return refused('clock')
  const isCdp = claims['iss'] === 'cdp' || claims['iss'] === 'coinbase-cloud'
  const uris = Array.isArray(claims['uris'])
    ? claims['uris']
    : claims['uri'] === undefined
      ? []
      : [claims['uri']]
  const fits = subject === undefined ? uris.length === 0 : uris.length === 1 && uris[0] === subject
  if (!isCdp || !fits || String(header['nonce'] ?? '') === '') return refused('bad signature')
  return { accepted: true, apiKey, params: [] }
}

function members(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Members) : undefined
  } catch {
    return undefined
  }
}

function isSigned(key: LocalKey, algorithm: string, text: string, signature: string): boolean {
  const wanted = key.kind === 'es256' ? 'ES256' : 'EdDSA'
  if (algorithm !== wanted) return false
  const publicKey = createPublicKey(key.secret)
  const bytes = Buffer.from(signature, 'base64url')
  return key.kind === 'es256'
    ? verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
    : verify(null, Buffer.from(text), publicKey, bytes)
}

function isAlive(claims: Members, nowS: number): boolean {
  const from = Number(claims['nbf'] ?? Number.NaN)
  const until = Number(claims['exp'] ?? Number.NaN)
  // A second either way, for clocks that are not quite the venue's.
  return from <= nowS + 1 && nowS < until && until - from <= LIFETIME_S
}
