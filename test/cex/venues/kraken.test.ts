import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { krakenFutures } from '../../../sdk/cex/venues/kraken/futures.ts'
import { krakenSpot } from '../../../sdk/cex/venues/kraken/spot.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, pem } from '../support/keyPairs.ts'
import { API_KEY, BASE64_SECRET, hmac, signAt } from '../support/signAt.ts'

const secret = Buffer.from(BASE64_SECRET, 'base64')
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest()

describe('Kraken', () => {
  const at = signAt(krakenSpot.signing, {
    method: 'POST',
    baseUrl: 'https://api.kraken.com',
    path: '/0/private/AddOrder',
    key: { secret: BASE64_SECRET },
  })
  const nonce = '18446744073709551615'

  it('signs a form that starts with the nonce', () => {
    const { url, headers, body } = at.rest(
      {
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
      'API-Sign': hmac('sha512', prehash, 'base64', secret),
      'Content-Type': 'application/x-www-form-urlencoded',
    })
  })

  it('signs JSON when a value has parts of its own', () => {
    const { headers, body } = at.rest(
      {
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
    expect(headers['API-Sign']).toBe(hmac('sha512', prehash, 'base64', secret))
    expect(headers['Content-Type']).toBe('application/json')
  })

  it('sends the nonce alone when there are no parameters', () => {
    expect(at.rest({}, { nonce: '1' }).body).toBe('nonce=1')
  })

  it('wants a nonce, in decimal', () => {
    expectRefusal(() => at.rest(), 'SigningInputMissingError', 'a nonce')
    expectRefusal(() => at.rest({}, { nonce: '1e9' }), 'SigningInputMissingError', 'whole number')
  })

  it('refuses a parameter named nonce, a list as body, and methods but POST', () => {
    const moment = { nonce: '1' }
    const sign = (more: object) => () => at.rest({ ...more }, moment)
    expectRefusal(sign({ params: [['nonce', '2']] }), 'ParameterReservedError', '"nonce"')
    expectRefusal(sign({ params: null, bodyArray: [1] }), 'VenueRequestInvalidError', 'no list')
    expectRefusal(sign({ method: 'GET' }), 'VenueRequestInvalidError', 'POST only')
    expect(sign({ params: [['nonces', '2']] })().body).toBe('nonce=1&nonces=2')
  })

  it('takes a secret in base64 only, and no keys of other types', () => {
    expectRefusal(
      () => at.as({ keyType: 'hmac', secret: 'not base64!' }).rest({}, { nonce: '1' }),
      'CredentialsInvalidError',
      'not base64',
    )
    expectRefusal(
      () => at.as({ keyType: 'ed25519', secret: pem(ed25519.privateKey) }).rest({}, { nonce: '1' }),
      'KeyTypeUnsupportedError',
      '"ed25519"',
    )
  })

  it('has no signed login, and says what to do instead', () => {
    expectRefusal(() => at.ws(), 'LoginUnsignedError', 'GetWebSocketsToken')
  })
})

describe('Kraken Futures', () => {
  const at = signAt(krakenFutures.signing, {
    method: 'POST',
    baseUrl: 'https://futures.kraken.com',
    path: '/derivatives/api/v3/sendorder',
    key: { secret: BASE64_SECRET },
  })

  it('signs the form as it is sent, and the path without its first part', () => {
    const { url, headers, body } = at.rest({
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
      Authent: hmac('sha512', sha256(`${form}/api/v3/sendorder`), 'base64', secret),
      'Content-Type': 'application/x-www-form-urlencoded',
    })
  })

  it.each(['GET', 'PUT', 'DELETE'] as const)(
    'sends the parameters of a %s in the query, lists repeated',
    (method) => {
      const { url, headers, body } = at.rest({
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
        hmac('sha512', sha256(`${query}/api/v3/orders/status`), 'base64', secret),
      )
      expect(headers['Content-Type']).toBe(undefined)
      expect(body).toBe(null)
    },
  )

  it('leaves other paths whole', () => {
    const path = '/api/history/v3/account-log'
    const { headers } = at.rest({ method: 'GET', path })
    expect(headers['Authent']).toBe(hmac('sha512', sha256(path), 'base64', secret))
  })

  it('refuses a list as body', () => {
    expectRefusal(() => at.rest({ params: null, bodyArray: [1] }), 'VenueRequestInvalidError', 'no list')
  })

  it('subscribes with the signed challenge', () => {
    const challenge = '226aee50-88fc-4618-a42a-34f7709570b2'
    const common = {
      event: 'subscribe',
      api_key: API_KEY,
      original_challenge: challenge,
      signed_challenge: hmac('sha512', sha256(challenge), 'base64', secret),
    }
    expect(at.ws({ challenge })).toEqual({
      message: { ...common, feed: 'open_orders' },
    })
    const frame = { channel: 'fills', topics: ['PI_XBTUSD'] }
    expect(at.ws({ challenge, frame })).toEqual({
      message: { ...common, feed: 'fills', product_ids: ['PI_XBTUSD'] },
    })
  })

  it('wants a challenge, and signs none that could be a request', () => {
    expectRefusal(() => at.ws(), 'SigningInputMissingError', 'a challenge')
    expectRefusal(
      () => at.ws({ challenge: 'amount=1/api/v3/withdrawal' }),
      'SigningInputMissingError',
      'a challenge',
    )
  })
})
