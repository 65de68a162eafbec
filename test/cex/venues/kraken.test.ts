import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { krakenFutures } from '../../../sdk/cex/venues/kraken/futures.ts'
import { krakenSpot } from '../../../sdk/cex/venues/kraken/spot.ts'
import {
  API_KEY,
  BASE64_KEY,
  BASE64_SECRET,
  ed25519,
  expectRefusal,
  hmac,
  loggedIn,
  pem,
  signed,
} from '../support/signingCases.ts'

const secret = Buffer.from(BASE64_SECRET, 'base64')
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest()

describe('Kraken', () => {
  const order = { method: 'POST', baseUrl: 'https://api.kraken.com', path: '/0/private/AddOrder' } as const
  const nonce = '18446744073709551615'

  it('signs a form that starts with the nonce', () => {
    const { url, headers, body } = signed(
      krakenSpot,
      BASE64_KEY,
      {
        ...order,
        params: [
          ['pair', 'XBT/USD'],
          ['volume', 1.25],
          ['close[price]', '#5%'],
        ],
      },
      { nonce },
    )
    const form = 'nonce=18446744073709551615&pair=XBT%2FUSD&volume=1.25&close%5Bprice%5D=%235%25'
    const prehash = Buffer.concat([Buffer.from('/0/private/AddOrder'), sha256(nonce + form)])
    expect(url).toBe('https://api.kraken.com/0/private/AddOrder')
    expect(body).toBe(form)
    expect(headers).toEqual({
      'API-Key': API_KEY,
      'API-Sign': hmac('sha512', secret, prehash, 'base64'),
      'Content-Type': 'application/x-www-form-urlencoded',
    })
  })

  it('signs JSON when a value has parts of its own', () => {
    const { headers, body } = signed(
      krakenSpot,
      BASE64_KEY,
      {
        ...order,
        path: '/0/private/AddOrderBatch',
        params: [
          ['pair', 'é'],
          ['orders', [{ price: '1' }]],
        ],
      },
      { nonce: '7' },
    )
    const json = '{"nonce":"7","pair":"é","orders":[{"price":"1"}]}'
    expect(body).toBe(json)
    const prehash = Buffer.concat([Buffer.from('/0/private/AddOrderBatch'), sha256(`7${json}`)])
    expect(headers['API-Sign']).toBe(hmac('sha512', secret, prehash, 'base64'))
    expect(headers['Content-Type']).toBe('application/json')
  })

  it('sends the nonce alone when there are no parameters', () => {
    expect(signed(krakenSpot, BASE64_KEY, order, { nonce: '1' }).body).toBe('nonce=1')
  })

  it('wants a nonce, in decimal', () => {
    expectRefusal(() => signed(krakenSpot, BASE64_KEY, order), 'SigningInputMissingError', 'a nonce')
    expectRefusal(
      () => signed(krakenSpot, BASE64_KEY, order, { nonce: '1e9' }),
      'SigningInputMissingError',
      'whole number',
    )
  })

  it('refuses a parameter named nonce, a list as body, and methods but POST', () => {
    const moment = { nonce: '1' }
    const sign = (more: object) => () => signed(krakenSpot, BASE64_KEY, { ...order, ...more }, moment)
    expectRefusal(sign({ params: [['nonce', '2']] }), 'ParameterReservedError', '"nonce"')
    expectRefusal(sign({ params: null, bodyArray: [1] }), 'VenueRequestInvalidError', 'no list')
    expectRefusal(sign({ method: 'GET' }), 'VenueRequestInvalidError', 'POST only')
    expect(sign({ params: [['nonces', '2']] })().body).toBe('nonce=1&nonces=2')
  })

  it('takes a secret in base64 only, and no keys of other types', () => {
    expectRefusal(
      () => signed(krakenSpot, { keyType: 'hmac', secret: 'not base64!' }, order, { nonce: '1' }),
      'CredentialsInvalidError',
      'not base64',
    )
    expectRefusal(
      () =>
        signed(krakenSpot, { keyType: 'ed25519', secret: pem(ed25519.privateKey) }, order, { nonce: '1' }),
      'KeyTypeUnsupportedError',
      '"ed25519"',
    )
  })

  it('has no signed login, and says what to do instead', () => {
    expectRefusal(() => loggedIn(krakenSpot, BASE64_KEY), 'LoginUnsignedError', 'GetWebSocketsToken')
  })
})

describe('Kraken Futures', () => {
  const send = {
    method: 'POST',
    baseUrl: 'https://futures.kraken.com',
    path: '/derivatives/api/v3/sendorder',
  } as const

  it('signs the form as it is sent, and the path without its first part', () => {
    const { url, headers, body } = signed(krakenFutures, BASE64_KEY, {
      ...send,
      params: [
        ['symbol', 'PI XBTUSD'],
        ['json', { batchOrder: [] }],
      ],
    })
    const form = 'symbol=PI%20XBTUSD&json=%7B%22batchOrder%22%3A%5B%5D%7D'
    expect(url).toBe('https://futures.kraken.com/derivatives/api/v3/sendorder')
    expect(body).toBe(form)
    expect(headers).toEqual({
      APIKey: API_KEY,
      Authent: hmac('sha512', secret, sha256(`${form}/api/v3/sendorder`), 'base64'),
      'Content-Type': 'application/x-www-form-urlencoded',
    })
  })

  it.each(['GET', 'PUT', 'DELETE'] as const)(
    'sends the parameters of a %s in the query, lists repeated',
    (method) => {
      const { url, headers, body } = signed(krakenFutures, BASE64_KEY, {
        ...send,
        method,
        path: '/derivatives/api/v3/orders/status',
        params: [
          ['orderIds', ['a', 'b']],
          ['x', 1],
        ],
      })
      const query = 'orderIds=a&orderIds=b&x=1'
      expect(url).toBe(`https://futures.kraken.com/derivatives/api/v3/orders/status?${query}`)
      expect(headers['Authent']).toBe(
        hmac('sha512', secret, sha256(`${query}/api/v3/orders/status`), 'base64'),
      )
      expect(headers['Content-Type']).toBe(undefined)
      expect(body).toBe(null)
    },
  )

  it('leaves other paths whole', () => {
    const path = '/api/history/v3/account-log'
    const { headers } = signed(krakenFutures, BASE64_KEY, { baseUrl: send.baseUrl, path })
    expect(headers['Authent']).toBe(hmac('sha512', secret, sha256(path), 'base64'))
  })

  it('refuses a list as body', () => {
    expectRefusal(
      () => signed(krakenFutures, BASE64_KEY, { ...send, params: null, bodyArray: [1] }),
      'VenueRequestInvalidError',
      'no list',
    )
  })

  it('subscribes with the signed challenge', () => {
    const challenge = '226aee50-88fc-4618-a42a-34f7709570b2'
    const common = {
      event: 'subscribe',
      api_key: API_KEY,
      original_challenge: challenge,
      signed_challenge: hmac('sha512', secret, sha256(challenge), 'base64'),
    }
    expect(loggedIn(krakenFutures, BASE64_KEY, { challenge })).toEqual({
      message: { ...common, feed: 'open_orders' },
    })
    const frame = { channel: 'fills', topics: ['PI_XBTUSD'] }
    expect(loggedIn(krakenFutures, BASE64_KEY, { challenge, frame })).toEqual({
      message: { ...common, feed: 'fills', product_ids: ['PI_XBTUSD'] },
    })
  })

  it('wants a challenge, and signs none that could be a request', () => {
    expectRefusal(() => loggedIn(krakenFutures, BASE64_KEY), 'SigningInputMissingError', 'a challenge')
    expectRefusal(
      () => loggedIn(krakenFutures, BASE64_KEY, { challenge: 'amount=1/api/v3/withdrawal' }),
      'SigningInputMissingError',
      'a challenge',
    )
  })
})
