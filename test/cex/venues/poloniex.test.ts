import { describe, expect, it } from 'vitest'
import { poloniexSigning } from '../../../sdk/cex/venues/poloniex/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('poloniex-v3', () => {
  const at = signAt(poloniexSigning, { baseUrl: 'https://api.poloniex.com', ws: 'wss://ws.poloniex.com' })
  const headers = (prehash: string) => ({
    key: API_KEY,
    signTimestamp: String(CLOCK_MS),
    signature: hmac('sha256', prehash, 'base64'),
  })

  it('signs the query of a GET sorted, with the time in it', () => {
    expect(
      at.rest({
        path: '/orders',
        params: [
          ['symbol', 'é/USDT'],
          ['limit', 5],
        ],
      }),
    ).toEqual({
      url: 'https://api.poloniex.com/orders?symbol=%C3%A9%2FUSDT&limit=5',
      method: 'GET',
      headers: headers(`GET\n/orders\nlimit=5&signTimestamp=${CLOCK_MS}&symbol=%C3%A9%2FUSDT`),
      body: null,
    })
    expect(at.rest({ path: '/accounts/balances' })).toEqual({
      url: 'https://api.poloniex.com/accounts/balances',
      method: 'GET',
      headers: headers(`GET\n/accounts/balances\nsignTimestamp=${CLOCK_MS}`),
      body: null,
    })
  })

  it.each(['POST', 'PUT', 'DELETE'] as const)('signs the JSON of a %s', (method) => {
    const body = '{"symbol":"BTC_USDT","side":"BUY","n":[1,{"a":null}]}'
    expect(
      at.rest({
        method,
        path: '/orders',
        params: [
          ['symbol', 'BTC_USDT'],
          ['side', 'BUY'],
          ['n', [1, { a: null }]],
        ],
      }),
    ).toEqual({
      url: 'https://api.poloniex.com/orders',
      method,
      headers: {
        ...headers(`${method}\n/orders\nrequestBody=${body}&signTimestamp=${CLOCK_MS}`),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it('signs the time alone without a body, and takes a list as body', () => {
    expect(at.rest({ method: 'DELETE', path: '/orders/1' })).toMatchObject({
      headers: headers(`DELETE\n/orders/1\nsignTimestamp=${CLOCK_MS}`),
      body: null,
    })
    expect(
      at.rest({ method: 'POST', path: '/orders/batch', params: null, bodyArray: [{ a: 1 }] }),
    ).toMatchObject({
      headers: headers(`POST\n/orders/batch\nrequestBody=[{"a":1}]&signTimestamp=${CLOCK_MS}`),
      body: '[{"a":1}]',
    })
  })

  it('sends a window only when one is asked for', () => {
    expect(at.rest({ path: '/orders' }, { recvWindowMs: 1500 }).headers['recvWindow']).toBe('1500')
    expect(at.rest({ path: '/orders' }).headers['recvWindow']).toBeUndefined()
  })

  it('refuses a parameter "signTimestamp"', () => {
    expect(() => at.rest({ path: '/orders', params: [['signTimestamp', 1]] })).toThrow(
      'The parameter "signTimestamp" belongs to the signature and cannot be given.',
    )
    expect(at.rest({ path: '/orders', params: [['timestamp', 1]] }).url).toContain('?timestamp=1')
  })

  it('logs in', () => {
    expect(at.ws({ path: '/ws/private' })).toEqual({
      message: {
        event: 'subscribe',
        channel: ['auth'],
        params: {
          key: API_KEY,
          signTimestamp: String(CLOCK_MS),
          signatureMethod: 'HmacSHA256',
          signatureVersion: '2',
          signature: hmac('sha256', `GET\n/ws\nsignTimestamp=${CLOCK_MS}`, 'base64'),
        },
      },
    })
  })
})
