import { describe, expect, it } from 'vitest'
import { bitfinexSigning } from '../../../sdk/cex/venues/bitfinex/signing.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

describe('bitfinex-v2', () => {
  const at = signAt(bitfinexSigning, {
    baseUrl: 'https://api.bitfinex.com',
    ws: 'wss://api.bitfinex.com',
    moment: { nonce: '18446744073709551615' },
  })

  it('signs /api, path, nonce and JSON', () => {
    const body =
      '{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","price":"1.0","amount":"0.1","meta":{"aff_code":"é"}}'
    expect(
      at.rest({
        method: 'POST',
        path: '/v2/auth/w/order/submit',
        params: [
          ['type', 'EXCHANGE LIMIT'],
          ['symbol', 'tBTCUSD'],
          ['price', '1.0'],
          ['amount', '0.1'],
          ['meta', { aff_code: 'é' }],
        ],
      }),
    ).toEqual({
      url: 'https://api.bitfinex.com/v2/auth/w/order/submit',
      method: 'POST',
      headers: {
        'bfx-nonce': '18446744073709551615',
        'bfx-apikey': API_KEY,
        'bfx-signature': hmac('sha384', `/api/v2/auth/w/order/submit18446744073709551615${body}`),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it('sends an empty object without parameters', () => {
    const signed = at.rest({ method: 'POST', path: '/v2/auth/r/wallets' }, { nonce: '7' })
    expect(signed.body).toBe('{}')
    expect(signed.headers['bfx-signature']).toBe(hmac('sha384', '/api/v2/auth/r/wallets7{}'))
  })

  it('takes a list as body', () => {
    const signed = at.rest(
      { method: 'POST', path: '/v2/auth/w/x', params: null, bodyArray: [['on', {}]] },
      { nonce: '7' },
    )
    expect(signed.body).toBe('[["on",{}]]')
    expect(signed.headers['bfx-signature']).toBe(hmac('sha384', '/api/v2/auth/w/x7[["on",{}]]'))
  })

  it('refuses a GET', () => {
    expect(() => at.rest({ method: 'GET', path: '/v2/auth/r/wallets' })).toThrow(
      'private endpoints of the venue take no GET.',
    )
  })

  it('refuses to sign without a nonce, or with one that is no number', () => {
    const none = signAt(bitfinexSigning, { baseUrl: 'https://api.bitfinex.com' })
    const expected = 'The signature needs a nonce: a whole number in decimal, at most 20 digits.'
    expect(() => none.rest({ method: 'POST', path: '/v2/auth/r/wallets' })).toThrow(expected)
    expect(() => none.ws()).toThrow(expected)
    expect(() => none.ws({}, { nonce: '1.5' })).toThrow(expected)
  })

  it('logs in with the nonce', () => {
    expect(at.ws({ path: '/ws/2' }, { nonce: '1700000000123' })).toEqual({
      message: {
        event: 'auth',
        apiKey: API_KEY,
        authSig: hmac('sha384', 'AUTH1700000000123'),
        authNonce: '1700000000123',
        authPayload: 'AUTH1700000000123',
      },
    })
  })
})
