import { describe, expect, it } from 'vitest'
import { wooSigning } from '../../../sdk/cex/venues/woo/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('woo-v3', () => {
  const at = signAt(wooSigning, { baseUrl: 'https://api.woox.io', ws: 'wss://wss.woox.io' })
  const headers = (prehash: string) => ({
    'x-api-key': API_KEY,
    'x-api-timestamp': String(CLOCK_MS),
    'x-api-signature': hmac('sha256', prehash),
  })

  it.each(['GET', 'DELETE'] as const)('signs the query of a %s', (method) => {
    const target = '/v3/trade/order?symbol=PERP_BTC_USDT&clientOrderId=a%2Bb'
    expect(
      at.rest({
        method,
        path: '/v3/trade/order',
        params: [
          ['symbol', 'PERP_BTC_USDT'],
          ['clientOrderId', 'a+b'],
        ],
      }),
    ).toEqual({
      url: `https://api.woox.io${target}`,
      method,
      headers: headers(`${CLOCK_MS}${method}${target}`),
      body: null,
    })
  })

  it.each(['POST', 'PUT'] as const)('signs the JSON of a %s', (method) => {
    const body = '{"symbol":"SPOT_BTC_USDT","quantity":"1","n":{"a":[true]}}'
    expect(
      at.rest({
        method,
        path: '/v3/trade/order',
        params: [
          ['symbol', 'SPOT_BTC_USDT'],
          ['quantity', '1'],
          ['n', { a: [true] }],
        ],
      }),
    ).toEqual({
      url: 'https://api.woox.io/v3/trade/order',
      method,
      headers: {
        ...headers(`${CLOCK_MS}${method}/v3/trade/order${body}`),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it('signs the path alone without parameters', () => {
    expect(at.rest({ path: '/v3/balances' })).toMatchObject({
      url: 'https://api.woox.io/v3/balances',
      headers: headers(`${CLOCK_MS}GET/v3/balances`),
      body: null,
    })
  })

  it('takes no list as body, and parameters of any name', () => {
    expect(() => at.rest({ method: 'POST', path: '/v3/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    expect(at.rest({ path: '/v3/x', params: [['timestamp', 1]] }).url).toContain('?timestamp=1')
  })

  it('logs in', () => {
    expect(at.ws({ path: '/v2/ws/private/stream/application' })).toEqual({
      message: {
        event: 'auth',
        params: { apikey: API_KEY, sign: hmac('sha256', `|${CLOCK_MS}`), timestamp: String(CLOCK_MS) },
      },
    })
  })
})
