import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { backpackSigning } from '../../../sdk/cex/venues/backpack/signing.ts'
import { CLOCK_MS, signAt } from '../support/signAt.ts'

const SEED = Buffer.alloc(32, 7)
const PKCS8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SEED])
const publicKey = createPublicKey(createPrivateKey({ key: PKCS8, format: 'der', type: 'pkcs8' }))
const apiKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

function verifies(prehash: string, signature: string | undefined): boolean {
  return verify(null, Buffer.from(prehash), publicKey, Buffer.from(signature ?? '', 'base64'))
}

describe('backpack', () => {
  const baseUrl = 'https://api.backpack.exchange'
  const key = { keyType: 'ed25519', apiKey, secret: SEED.toString('base64') } as const
  const at = signAt(backpackSigning, { baseUrl, ws: 'wss://ws.backpack.exchange', key })
  const end = `timestamp=${CLOCK_MS}&window=5000`

  it('signs the example of the documents: the instruction, sorted parameters, time and window', () => {
    const signed = at.rest(
      {
        method: 'DELETE',
        path: '/api/v1/order',
        params: [
          ['symbol', 'BTC_USDT'],
          ['orderId', 28],
        ],
      },
      { clockMs: 1_614_550_000_000 },
    )
    const prehash = 'instruction=orderCancel&orderId=28&symbol=BTC_USDT&timestamp=1614550000000&window=5000'
    expect(verifies(prehash, signed.headers['X-Signature'])).toBe(true)
    expect(signed).toEqual({
      url: 'https://api.backpack.exchange/api/v1/order',
      method: 'DELETE',
      headers: {
        'X-API-Key': apiKey,
        'X-Signature': signed.headers['X-Signature'],
        'X-Timestamp': '1614550000000',
        'X-Window': '5000',
        'Content-Type': 'application/json',
      },
      body: '{"symbol":"BTC_USDT","orderId":28}',
    })
  })

  it('puts the parameters of a GET into the query, and takes the window that is asked for', () => {
    const signed = at.rest(
      {
        path: '/wapi/v1/history/fills',
        params: [
          ['symbol', 'A B'],
          ['limit', 2],
        ],
      },
      { recvWindowMs: 60_000 },
    )
    expect(signed).toMatchObject({
      url: 'https://api.backpack.exchange/wapi/v1/history/fills?symbol=A%20B&limit=2',
      headers: { 'X-Window': '60000' },
      body: null,
    })
    expect(
      verifies(
        `instruction=fillHistoryQueryAll&limit=2&symbol=A%20B&timestamp=${CLOCK_MS}&window=60000`,
        signed.headers['X-Signature'],
      ),
    ).toBe(true)
  })

  it('signs the instruction alone without parameters', () => {
    const signed = at.rest({ path: '/api/v1/capital' })
    expect(signed).toMatchObject({ url: 'https://api.backpack.exchange/api/v1/capital', body: null })
    expect(verifies(`instruction=balanceQuery&${end}`, signed.headers['X-Signature'])).toBe(true)
  })

  it('signs the instruction again for each order of a list', () => {
    const bodyArray = [
      { symbol: 'SOL_USDC', side: 'Bid', postOnly: true },
      { symbol: 'BTC_USDC', side: 'Ask', quantity: '1' },
    ]
    const signed = at.rest({ method: 'POST', path: '/api/v1/orders', params: null, bodyArray })
    expect(signed.body).toBe(JSON.stringify(bodyArray))
    const prehash = `instruction=orderExecute&postOnly=true&side=Bid&symbol=SOL_USDC&instruction=orderExecute&quantity=1&side=Ask&symbol=BTC_USDC&${end}`
    expect(verifies(prehash, signed.headers['X-Signature'])).toBe(true)
  })

  it.each([
    ['an empty list', '/api/v1/orders', [], 'the venue takes a list of orders only, and not an empty one.'],
    [
      'a list elsewhere',
      '/api/v1/order',
      [{}],
      'the venue takes a list of orders only, and not an empty one.',
    ],
    ['a list of something else', '/api/v1/orders', [1], 'an order of the list is not an object.'],
  ])('refuses %s', (_what, path, bodyArray, reason) => {
    expect(() => at.rest({ method: 'POST', path, params: null, bodyArray })).toThrow(reason)
  })

  it('refuses an endpoint without an instruction', () => {
    const reason = 'the venue names no instruction for this method and path.'
    expect(() => at.rest({ path: '/api/v1/markets' })).toThrow(reason)
    expect(() => at.rest({ method: 'PUT', path: '/api/v1/order' })).toThrow(reason)
  })

  it.each(['instruction', 'timestamp', 'window'])(
    'refuses a parameter "%s", in an order of a list too',
    (name) => {
      const reason = `The parameter "${name}" belongs to the signature and cannot be given.`
      expect(() => at.rest({ path: '/api/v1/orders', params: [[name, 1]] })).toThrow(reason)
      expect(() =>
        at.rest({ method: 'POST', path: '/api/v1/orders', params: null, bodyArray: [{ [name]: 1 }] }),
      ).toThrow(reason)
      expect(at.rest({ path: '/api/v1/orders', params: [[`${name}s`, 1]] }).url).toContain(`?${name}s=1`)
    },
  )

  it('takes a seed of 32 bytes only', () => {
    const short = { ...key, secret: 'AAAA' }
    expect(() => at.as(short).rest({ path: '/api/v1/capital' })).toThrow(
      'The credentials cannot be used: the secret is not 32 or 64 bytes in base64.',
    )
    const hmac = { ...key, keyType: 'hmac' as const }
    expect(() => at.as(hmac).rest({ path: '/api/v1/capital' })).toThrow(
      'The venue takes no keys of type "hmac".',
    )
  })

  it('subscribes to private streams, and leaves room for them where none is named', () => {
    const signed = at.ws({ frame: { topics: ['account.orderUpdate'] } })
    const message = 'message' in signed ? signed.message : {}
    const [sentKey, signature, timestamp, window] = message['signature'] as readonly string[]
    expect(message).toMatchObject({ method: 'SUBSCRIBE', params: ['account.orderUpdate'] })
    expect([sentKey, timestamp, window]).toEqual([apiKey, String(CLOCK_MS), '5000'])
    expect(verifies(`instruction=subscribe&${end}`, signature)).toBe(true)
    for (const none of [at.ws(), at.ws({ frame: { topics: [] } })]) {
      expect(none).toEqual({ message: { ...message, params: [] } })
    }
  })
})
