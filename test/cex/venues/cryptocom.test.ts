import { describe, expect, it } from 'vitest'
import type { Json } from '../../../sdk/cex/json.ts'
import { cryptocomSigning } from '../../../sdk/cex/venues/cryptocom/signing.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const NONCE = '1700000000123'

describe('cryptocom-v1', () => {
  const baseUrl = 'https://api.crypto.com/exchange/v1'
  const at = signAt(cryptocomSigning, { baseUrl, moment: { nonce: NONCE } })

  it('signs method, id, key, sorted names and values, and nonce', () => {
    const prehash = `private/create-order${NONCE}${API_KEY}exec_instPOST_ONLYLIQUIDATIONinstrument_nameBTCUSD-PERPlegsa1b2a3btrueprice50000.5side${NONCE}`
    expect(
      at.rest({
        method: 'POST',
        path: '/private/create-order',
        params: [
          ['side', ''],
          ['instrument_name', 'BTCUSD-PERP'],
          ['price', '50000.5'],
          ['exec_inst', ['POST_ONLY', 'LIQUIDATION']],
          [
            'legs',
            [
              { b: 2, a: 1 },
              { a: 3, b: true },
            ],
          ],
        ],
      }),
    ).toEqual({
      url: 'https://api.crypto.com/exchange/v1/private/create-order',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"id":"${NONCE}","method":"private/create-order","api_key":"${API_KEY}","params":{"side":"","instrument_name":"BTCUSD-PERP","price":"50000.5","exec_inst":["POST_ONLY","LIQUIDATION"],"legs":[{"b":2,"a":1},{"a":3,"b":true}]},"nonce":"${NONCE}","sig":"${hmac('sha256', prehash)}"}`,
    })
  })

  it('writes null as the word, and big numbers digit by digit', () => {
    const big = JSON.parse('{"n":1}', () =>
      (JSON as unknown as { rawJSON(text: string): Json }).rawJSON('12345678901234567890'),
    )
    const signed = at.rest({
      method: 'POST',
      path: '/private/x',
      params: [
        ['n', big],
        ['m', null],
      ],
    })
    const sig = hmac('sha256', `private/x${NONCE}${API_KEY}mnulln12345678901234567890${NONCE}`)
    expect(signed.body).toContain(
      `"params":{"n":12345678901234567890,"m":null},"nonce":"${NONCE}","sig":"${sig}"}`,
    )
  })

  it('signs nothing between key and nonce without parameters, and finds the method in a longer path', () => {
    const whole = signAt(cryptocomSigning, { baseUrl: 'https://api.crypto.com', moment: { nonce: NONCE } })
    const signed = whole.rest({ method: 'POST', path: '/exchange/v1/private/user-balance' })
    const sig = hmac('sha256', `private/user-balance${NONCE}${API_KEY}${NONCE}`)
    expect(signed.body).toBe(
      `{"id":"${NONCE}","method":"private/user-balance","api_key":"${API_KEY}","params":{},"nonce":"${NONCE}","sig":"${sig}"}`,
    )
  })

  it('takes parameters of any name: they have an object of their own', () => {
    expect(at.rest({ method: 'POST', path: '/private/x', params: [['nonce', 1]] }).body).toContain(
      '"params":{"nonce":1}',
    )
  })

  it('refuses a GET, a list as body and a path without a method', () => {
    expect(() => at.rest({ method: 'GET', path: '/private/x' })).toThrow(
      'private endpoints of the venue take no GET.',
    )
    expect(() => at.rest({ method: 'POST', path: '/private/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    expect(() => at.rest({ method: 'POST', path: '/public/x' })).toThrow(
      'path has no part that starts with /private/.',
    )
  })

  it('refuses to sign without a nonce', () => {
    const none = signAt(cryptocomSigning, { baseUrl })
    expect(() => none.rest({ method: 'POST', path: '/private/x' })).toThrow('The signature needs a nonce')
    expect(() => none.ws()).toThrow('The signature needs a nonce')
  })

  it('logs in', () => {
    expect(at.ws()).toEqual({
      message: {
        id: NONCE,
        method: 'public/auth',
        api_key: API_KEY,
        sig: hmac('sha256', `public/auth${NONCE}${API_KEY}${NONCE}`),
        nonce: NONCE,
      },
    })
  })
})
