import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { coinbaseAdvanced } from '../../../sdk/cex/venues/coinbase/advanced.ts'
import { coinbaseExchange } from '../../../sdk/cex/venues/coinbase/exchange.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, es256, pem } from '../support/keyPairs.ts'
import { API_KEY, BASE64_SECRET, hmac, PASSPHRASE, signAt } from '../support/signAt.ts'

const secret = Buffer.from(BASE64_SECRET, 'base64')

describe('Coinbase Exchange', () => {
  const at = signAt(coinbaseExchange.signing, {
    baseUrl: 'https://api.exchange.coinbase.com',
    path: '/orders',
    key: { secret: BASE64_SECRET, passphrase: PASSPHRASE },
  })

  it.each(['GET', 'DELETE'] as const)('signs the query of a %s as it is sent, lists repeated', (method) => {
    const { url, headers, body } = at.rest({
      method,
      params: [
        ['product_id', 'BTC USD'],
        ['status', ['open', 'pending']],
      ],
    })
    const target = '/orders?product_id=BTC%20USD&status=open&status=pending'
    expect(url).toBe(`https://api.exchange.coinbase.com${target}`)
    expect(headers).toEqual({
      'CB-ACCESS-KEY': API_KEY,
      'CB-ACCESS-SIGN': hmac('sha256', `1700000000${method}${target}`, 'base64', secret),
      'CB-ACCESS-TIMESTAMP': '1700000000',
      'CB-ACCESS-PASSPHRASE': PASSPHRASE,
    })
    expect(body).toBe(null)
  })

  it('leaves no empty list out, which would widen what is asked for', () => {
    const params = [['order_ids', []]] as const
    expect(at.rest({ method: 'DELETE', params }).url).toBe(
      'https://api.exchange.coinbase.com/orders?order_ids=%5B%5D',
    )
  })

  it('signs the body of a POST', () => {
    const { headers, body } = at.rest({
      method: 'POST',
      params: [['size', '1']],
    })
    expect(body).toBe('{"size":"1"}')
    expect(headers['CB-ACCESS-SIGN']).toBe(
      hmac('sha256', '1700000000POST/orders{"size":"1"}', 'base64', secret),
    )
    expect(headers['Content-Type']).toBe('application/json')
  })

  it('wants a passphrase, and a secret in base64', () => {
    expectRefusal(() => at.as({ secret: BASE64_SECRET }).rest(), 'CredentialsInvalidError', 'passphrase')
    expectRefusal(() => at.as({ passphrase: PASSPHRASE }).rest(), 'CredentialsInvalidError', 'not base64')
  })

  it('takes no keys of other types', () => {
    const other = { keyType: 'es256', secret: pem(es256.privateKey), passphrase: PASSPHRASE } as const
    expectRefusal(() => at.as(other).rest(), 'KeyTypeUnsupportedError', '"es256"')
  })

  it('signs a subscription', () => {
    const common = {
      type: 'subscribe',
      signature: hmac('sha256', '1700000000GET/users/self/verify', 'base64', secret),
      key: API_KEY,
      passphrase: PASSPHRASE,
      timestamp: '1700000000',
    }
    expect(at.ws()).toEqual({ message: { ...common, channels: ['user'] } })
    const frame = { channel: 'full', topics: ['BTC-USD'] }
    expect(at.ws({ frame })).toEqual({
      message: { ...common, channels: ['full'], product_ids: ['BTC-USD'] },
    })
  })
})

describe('Coinbase Advanced', () => {
  const randomHex = '00112233445566778899aabbccddeeff'
  const seed = ed25519.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32)
  const publicKey = ed25519.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const edKey = { keyType: 'ed25519', secret: Buffer.concat([seed, publicKey]).toString('base64') } as const
  const at = signAt(coinbaseAdvanced.signing, {
    baseUrl: 'https://API.coinbase.com',
    path: '/api/v3/brokerage/orders',
    key: { keyType: 'es256', secret: pem(es256.privateKey, 'sec1') },
  })

  function opened(token: string, key: typeof es256.publicKey, hash: 'sha256' | null) {
    const [header = '', claims = '', signature = '', ...more] = token.split('.')
    expect(more).toEqual([])
    const bytes = Buffer.from(signature, 'base64url')
    const input = { key, dsaEncoding: 'ieee-p1363' } as const
    expect(verify(hash, Buffer.from(`${header}.${claims}`), input, bytes)).toBe(true)
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
    return { header: read(header), claims: read(claims) }
  }

  it.each(['sec1', 'pkcs8'] as const)('signs method, host and path with a key of P-256 in %s', (form) => {
    const key = { keyType: 'es256', secret: pem(es256.privateKey, form) } as const
    const { url, headers, body } = at.as(key).rest({ params: [['order_ids', ['a', 'b']]] }, { randomHex })
    expect(url).toBe('https://api.coinbase.com/api/v3/brokerage/orders?order_ids=a&order_ids=b')
    expect(body).toBe(null)
    expect(Object.keys(headers)).toEqual(['Authorization'])
    const token = (headers['Authorization'] ?? '').replace(/^Bearer /, '')
    expect(opened(token, es256.publicKey, 'sha256')).toEqual({
      header: { alg: 'ES256', kid: API_KEY, nonce: randomHex, typ: 'JWT' },
      claims: {
        iss: 'cdp',
        sub: API_KEY,
        nbf: 1_700_000_000,
        exp: 1_700_000_120,
        uri: 'GET api.coinbase.com/api/v3/brokerage/orders',
      },
    })
  })

  it('signs with Ed25519, and for as long as is asked', () => {
    const { headers, body } = at
      .as(edKey)
      .rest({ method: 'POST', params: [['side', 'BUY']] }, { randomHex, expiresAfterS: 30 })
    expect(body).toBe('{"side":"BUY"}')
    expect(headers['Content-Type']).toBe('application/json')
    const token = (headers['Authorization'] ?? '').replace(/^Bearer /, '')
    expect(opened(token, ed25519.publicKey, null)).toEqual({
      header: { alg: 'EdDSA', kid: API_KEY, nonce: randomHex, typ: 'JWT' },
      claims: {
        iss: 'cdp',
        sub: API_KEY,
        nbf: 1_700_000_000,
        exp: 1_700_000_030,
        uris: ['POST api.coinbase.com/api/v3/brokerage/orders'],
      },
    })
  })

  it('wants random bytes', () => {
    expectRefusal(() => at.rest(), 'SigningInputMissingError', 'randomHex')
    expectRefusal(() => at.ws(), 'SigningInputMissingError', 'randomHex')
  })

  it('takes no HMAC keys, and no key whose halves do not belong together', () => {
    expectRefusal(() => at.as({}).rest(), 'KeyTypeUnsupportedError', 'es256 or ed25519')
    const other = Buffer.concat([seed, Buffer.alloc(32, 1)]).toString('base64')
    expectRefusal(
      () => at.as({ keyType: 'ed25519', secret: other }).rest({}, { randomHex }),
      'CredentialsInvalidError',
      'public half',
    )
  })

  it('subscribes with a token that names no path', () => {
    const result = at.ws({ frame: { channel: 'user', topics: ['BTC-USD'] } }, { randomHex })
    const { message } = result as { message: { jwt: string } }
    expect(message).toEqual({
      type: 'subscribe',
      channel: 'user',
      product_ids: ['BTC-USD'],
      jwt: expect.any(String),
    })
    expect(opened(message.jwt, es256.publicKey, 'sha256').claims).toEqual({
      iss: 'cdp',
      sub: API_KEY,
      nbf: 1_700_000_000,
      exp: 1_700_000_120,
    })
  })
})
