import { describe, expect, it } from 'vitest'
import type { Json } from '../../sdk/cex/json.ts'
import { parseJson } from '../../sdk/cex/parseJson.ts'
import type { Parameter } from '../../sdk/cex/request.ts'
import { localVenueSigner } from '../../sdk/cex/signing/localVenueSigner.ts'
import type { HmacScheme } from '../../sdk/cex/signing/signatureScheme.ts'
import { signLogin } from '../../sdk/cex/signing/signLogin.ts'
import { signRequest } from '../../sdk/cex/signing/signRequest.ts'
import { binanceSpot } from '../../sdk/cex/venues/binance/spot.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { Secret } from '../../sdk/core/secret.ts'
import {
  actionOf,
  type Published,
  published,
  publishedActions,
  publishedSignatures,
  publishedTotal,
} from './support/publishedVectors.ts'

const hmacs = publishedSignatures.filter(({ algorithm }) => algorithm.startsWith('hmac'))

/** What is signed, as bytes. Only Kraken's is described and not printed. */
function prehashOf({ prehash, prehash_hex }: Published): Buffer {
  return prehash_hex === undefined ? Buffer.from(prehash, 'utf8') : Buffer.from(prehash_hex, 'hex')
}

/** A signer with nothing of a venue but how HMACs are made and written. */
function hmacSigner({ algorithm, encoding, secret, secret_encoding }: Published) {
  const text = secret_encoding === 'hex' ? Buffer.from(secret, 'hex').toString('base64') : secret
  const scheme = {
    keyType: 'hmac',
    hash: algorithm.replace('hmac-', '') as HmacScheme['hash'],
    secret: secret_encoding === 'utf8' ? 'utf8' : 'base64',
    encoding,
  } as const
  const signing = { ...binanceSpot.signing, schemes: { hmac: scheme } }
  return localVenueSigner(
    { name: 'HMAC', signing },
    { keyType: 'hmac', apiKey: 'key', secret: new Secret(text) },
  )
}

function venueSigner(id: string, { secret, secret_encoding, apiKey = 'key' }: Published) {
  const venue = findVenue(id)
  const keyType = secret_encoding === 'pem' ? 'ed25519' : 'hmac'
  return { venue, signer: localVenueSigner(venue, { keyType, apiKey, secret: new Secret(secret) }) }
}

/** The parameters of a printed query or form, without those that the adapter adds. */
function parametersOf(text: string, without: readonly string[]): readonly Parameter[] {
  return text
    .split('&')
    .map((pair): Parameter => {
      const [name = '', value = ''] = pair.split('=')
      return [decodeURIComponent(name), decodeURIComponent(value)]
    })
    .filter(([name]) => !without.includes(name))
}

function memberOf(text: string, name: string): number {
  return Number(new URLSearchParams(text).get(name))
}

describe('published examples', () => {
  it('are all there', () => {
    const ids = [...publishedSignatures, ...publishedActions].map(({ id }) => id)
    expect(ids.length).toBe(publishedTotal)
    expect(new Set(ids).size).toBe(publishedTotal)
  })

  it.each(hmacs.filter(({ reproduces }) => reproduces).map((vector) => [vector.id, vector] as const))(
    '%s: the HMAC',
    (_id, vector) => {
      expect(hmacSigner(vector).sign(prehashOf(vector))).toBe(vector.signature)
    },
  )

  it('MEXC prints one signature that does not follow from its input', () => {
    const wrong = hmacs.filter(({ reproduces }) => !reproduces)
    expect(wrong.map(({ id }) => id)).toEqual(['mexc-spot-1-WRONG-IN-DOCS'])
    for (const vector of wrong) expect(hmacSigner(vector).sign(prehashOf(vector))).not.toBe(vector.signature)
  })

  it.each(['binance-fix-logon-ed25519', 'rfc9421-b26-ed25519'])('%s: Ed25519', (id) => {
    const vector = published(id)
    const { signer } = venueSigner('binance-spot', vector)
    expect(signer.sign(prehashOf(vector))).toBe(vector.signature)
  })
})

describe('published examples, through the adapters', () => {
  it.each([
    ['binance-rest-ascii', 'binance-spot', 'https://api.binance.com', '/api/v3/order'],
    ['binance-rest-unicode', 'binance-spot', 'https://api.binance.com', '/api/v3/order'],
    ['binance-usdm-1', 'binance-usdm', 'https://fapi.binance.com', '/fapi/v1/order'],
  ])('%s', (id, venueId, baseUrl, path) => {
    const vector = published(id)
    const { venue, signer } = venueSigner(venueId, vector)
    const params = parametersOf(vector.prehash, ['recvWindow', 'timestamp'])
    const clockMs = memberOf(vector.prehash, 'timestamp')
    const { url, headers, body } = signRequest(
      venue,
      signer,
      { method: 'POST', baseUrl, path, params },
      { clockMs },
    )
    expect(url).toBe(baseUrl + path)
    expect(headers['X-MBX-APIKEY']).toBe(vector.apiKey)
    expect(body).toBe(`${vector.prehash}&signature=${vector.signature}`)
  })

  it.each(['binance-ws-ascii', 'binance-ws-unicode', 'binance-ws-newOrderRespType'])('%s', (id) => {
    const vector = published(id)
    const apiKey = new URLSearchParams(vector.prehash).get('apiKey') ?? ''
    const { venue, signer } = venueSigner('binance-spot', { ...vector, apiKey })
    const params = parametersOf(vector.prehash, ['apiKey', 'recvWindow', 'timestamp'])
    const login = { baseUrl: 'wss://ws-api.binance.com:443', path: '/ws-api/v3', params }
    const moment = {
      clockMs: memberOf(vector.prehash, 'timestamp'),
      recvWindowMs: memberOf(vector.prehash, 'recvWindow'),
    }
    expect(signLogin(venue, signer, login, moment)).toMatchObject({
      message: { params: { signature: vector.signature } },
    })
  })

  it('kraken-spot-addorder', () => {
    const vector = published('kraken-spot-addorder')
    const { body = '' } = vector
    const { venue, signer } = venueSigner('kraken-spot', vector)
    const params = parametersOf(body, ['nonce'])
    const sent = signRequest(
      venue,
      signer,
      { method: 'POST', baseUrl: 'https://api.kraken.com', path: '/0/private/AddOrder', params },
      { clockMs: 1_616_492_376_594, nonce: '1616492376594' },
    )
    expect(sent.body).toBe(body)
    expect(sent.headers['API-Sign']).toBe(vector.signature)
  })

  it.each([
    ['gate-get', 'GET'],
    ['gate-post', 'POST'],
  ] as const)('%s', (id, method) => {
    const vector = published(id)
    const { venue, signer } = venueSigner('gate-v4', vector)
    const [, path = '', query = '', , seconds = ''] = vector.prehash.split('\n')
    const given = parseJson(vector.body ?? '{}') as Readonly<Record<string, Parameter[1]>>
    const sent = signRequest(
      venue,
      signer,
      {
        method,
        baseUrl: 'https://api.gateio.ws',
        path,
        params: method === 'GET' ? parametersOf(query, []) : Object.entries(given),
      },
      { clockMs: Number(seconds) * 1000 },
    )
    expect(sent.body).toBe(vector.body ?? null)
    expect(sent.headers).toMatchObject({ KEY: 'key', SIGN: vector.signature, Timestamp: '1541993715' })
  })

  it('deribit-client-signature', () => {
    const vector = published('deribit-client-signature')
    const { venue, signer } = venueSigner('deribit-v2', vector)
    const login = { baseUrl: 'wss://www.deribit.com', path: '/ws/api/v2', params: [] }
    expect(signLogin(venue, signer, login, { clockMs: 1_554_883_365_000, nonce: 'fdbmmz79' })).toMatchObject({
      message: { params: { signature: vector.signature, nonce: 'fdbmmz79', timestamp: 1_554_883_365_000 } },
    })
  })

  it('mexc-spot-2, and not what MEXC prints for the same input elsewhere', () => {
    const vector = published('mexc-spot-2')
    const { venue, signer } = venueSigner('mexc-spot', vector)
    const params = parametersOf(vector.prehash, ['recvWindow', 'timestamp'])
    const { url, body } = signRequest(
      venue,
      signer,
      { method: 'POST', baseUrl: 'https://api.mexc.com', path: '/api/v3/order', params },
      { clockMs: memberOf(vector.prehash, 'timestamp') },
    )
    const order = 'https://api.mexc.com/api/v3/order'
    expect(url).toBe(`${order}?${vector.prehash}&signature=${vector.signature}`)
    expect(url).not.toContain(published('mexc-spot-1-WRONG-IN-DOCS').signature)
    expect(body).toBe(null)
  })

  it('whitebit-trade-balance, but for a nonce that counts up, as a text', () => {
    const vector = published('whitebit-trade-balance')
    const { venue, signer } = venueSigner('whitebit-v4', vector)
    const sent = signRequest(
      venue,
      signer,
      {
        method: 'POST',
        baseUrl: 'https://whitebit.com',
        path: '/api/v4/trade-balance',
        params: [['ticker', 'BTC']],
      },
      { clockMs: 1_700_000_000_000, nonce: '1700000000000' },
    )
    const printed = Buffer.from(vector.prehash, 'base64').toString('utf8')
    const counted = printed.replace('1700000000000', '"1700000000000"').replace('true', 'false')
    expect(sent.body).toBe(counted)
    expect(sent.headers['X-TXC-PAYLOAD']).toBe(Buffer.from(sent.body ?? '').toString('base64'))
    expect(signer.sign(Buffer.from(vector.prehash))).toBe(vector.signature)
  })

  it('bitvavo-post', () => {
    const vector = published('bitvavo-post')
    const { venue, signer } = venueSigner('bitvavo-v2', vector)
    const [, body = ''] = /^1548172481125POST\/v2\/order(.*)$/.exec(vector.prehash) ?? []
    const sent = signRequest(
      venue,
      signer,
      {
        method: 'POST',
        baseUrl: 'https://api.bitvavo.com',
        path: '/v2/order',
        params: Object.entries(parseJson(body) as Readonly<Record<string, Json>>),
      },
      { clockMs: 1_548_172_481_125 },
    )
    expect(sent.body).toBe(body)
    expect(sent.headers['Bitvavo-Access-Signature']).toBe(vector.signature)
  })

  it.each(publishedActions.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const venue = findVenue('hyperliquid')
    const apiKey = '0x14791697260e4c9a71f18484c9f997b308e59325'
    const signer = localVenueSigner(venue, {
      keyType: 'secp256k1',
      apiKey,
      secret: new Secret(vector.secret),
    })
    const baseUrl = `https://api.hyperliquid${vector.network === 'testnet' ? '-testnet' : ''}.xyz`
    const params = [
      ['action', actionOf(vector)],
      ['vaultAddress', vector.vault_address ?? null],
    ] as const
    const { body } = signRequest(
      venue,
      signer,
      { method: 'POST', baseUrl, path: '/exchange', params },
      { clockMs: 1_700_000_000_123, nonce: String(vector.nonce ?? vector.message?.time) },
    )
    const { r, s, v } = vector.signature
    const { signature } = JSON.parse(body ?? '') as { signature: { r: string; s: string; v: number } }
    expect({ r: BigInt(signature.r), s: BigInt(signature.s), v: signature.v }).toEqual({
      r: BigInt(r),
      s: BigInt(s),
      v,
    })
  })
})
