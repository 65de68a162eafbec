import { describe, expect, it } from 'vitest'
import { bitstampSigning } from '../../../sdk/cex/venues/bitstamp/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt, UUID } from '../support/signAt.ts'

const FORM = 'application/x-www-form-urlencoded'

describe('bitstamp-v2', () => {
  const at = signAt(bitstampSigning, {
    baseUrl: 'https://www.bitstamp.net',
    moment: { uuid: UUID.toUpperCase() },
  })

  const headers = (signature: string) => ({
    'X-Auth': `BITSTAMP ${API_KEY}`,
    'X-Auth-Signature': signature,
    'X-Auth-Nonce': UUID,
    'X-Auth-Timestamp': String(CLOCK_MS),
    'X-Auth-Version': 'v2',
  })

  it('signs a form with its content type', () => {
    const body = 'amount=0.1&price=1%2B2&client_order_id=%C3%A9%20%26'
    const prehash = `BITSTAMP ${API_KEY}POSTwww.bitstamp.net/api/v2/buy/btcusd/${FORM}${UUID}${CLOCK_MS}v2${body}`
    expect(
      at.rest({
        method: 'POST',
        path: '/api/v2/buy/btcusd/',
        params: [
          ['amount', '0.1'],
          ['price', '1+2'],
          ['client_order_id', 'é &'],
        ],
      }),
    ).toEqual({
      url: 'https://www.bitstamp.net/api/v2/buy/btcusd/',
      method: 'POST',
      headers: { ...headers(hmac('sha256', prehash)), 'Content-Type': FORM },
      body,
    })
  })

  it('signs no content type without a body', () => {
    const prehash = `BITSTAMP ${API_KEY}POSTwww.bitstamp.net/api/v2/account_balances/${UUID}${CLOCK_MS}v2`
    expect(at.rest({ method: 'POST', path: '/api/v2/account_balances/' })).toEqual({
      url: 'https://www.bitstamp.net/api/v2/account_balances/',
      method: 'POST',
      headers: headers(hmac('sha256', prehash)),
      body: null,
    })
  })

  it.each(['GET', 'DELETE'] as const)('signs the query of a %s', (method) => {
    const prehash = `BITSTAMP ${API_KEY}${method}www.bitstamp.net/api/v2/x/?limit=1&nonce=2${UUID}${CLOCK_MS}v2`
    expect(
      at.rest({
        method,
        path: '/api/v2/x/',
        params: [
          ['limit', 1],
          ['nonce', 2],
        ],
      }),
    ).toEqual({
      url: 'https://www.bitstamp.net/api/v2/x/?limit=1&nonce=2',
      method,
      headers: headers(hmac('sha256', prehash)),
      body: null,
    })
  })

  it('takes no list as body', () => {
    expect(() => at.rest({ method: 'POST', path: '/api/v2/x/', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
  })

  it.each([undefined, '1', '6ba7b810-9dad-41d1-80b4'])('refuses the UUID %s', (uuid) => {
    const bad = signAt(bitstampSigning, {
      baseUrl: 'https://www.bitstamp.net',
      moment: uuid === undefined ? {} : { uuid },
    })
    expect(() => bad.rest({ path: '/api/v2/x/' })).toThrow('The signature needs uuid: a UUID.')
  })

  it('says what to do instead of a login', () => {
    expect(() => at.ws()).toThrow('POST /api/v2/websockets_token/')
  })
})
