import { describe, expect, it } from 'vitest'
import { whitebitSigning } from '../../../sdk/cex/venues/whitebit/signing.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

describe('whitebit-v4', () => {
  const at = signAt(whitebitSigning, { baseUrl: 'https://whitebit.com', moment: { nonce: '1700000000123' } })

  it('signs the body in base64, which says what is asked for and when', () => {
    const body =
      '{"request":"/api/v4/order/new","nonce":"1700000000123","nonceWindow":false,"market":"BTC_USDT","amount":"0.01","postOnly":true,"clientOrderId":"é"}'
    const payload = Buffer.from(body, 'utf8').toString('base64')
    expect(
      at.rest({
        method: 'POST',
        path: '/api/v4/order/new',
        params: [
          ['market', 'BTC_USDT'],
          ['amount', '0.01'],
          ['postOnly', true],
          ['clientOrderId', 'é'],
        ],
      }),
    ).toEqual({
      url: 'https://whitebit.com/api/v4/order/new',
      method: 'POST',
      headers: {
        'X-TXC-APIKEY': API_KEY,
        'X-TXC-PAYLOAD': payload,
        'X-TXC-SIGNATURE': hmac('sha512', payload),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it.each(['request', 'nonce', 'nonceWindow'])('refuses a parameter "%s"', (name) => {
    expect(() => at.rest({ method: 'POST', path: '/api/v4/x', params: [[name, 'x']] })).toThrow(
      `The parameter "${name}" belongs to the signature and cannot be given.`,
    )
    expect(at.rest({ method: 'POST', path: '/api/v4/x', params: [[`${name}s`, 'x']] }).body).toContain(
      `"${name}s":"x"`,
    )
  })

  it('refuses a GET, a list as body and no nonce', () => {
    expect(() => at.rest({ method: 'GET', path: '/api/v4/x' })).toThrow(
      'private endpoints of the venue take no GET.',
    )
    expect(() => at.rest({ method: 'POST', path: '/api/v4/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    const none = signAt(whitebitSigning, { baseUrl: 'https://whitebit.com' })
    expect(() => none.rest({ method: 'POST', path: '/api/v4/x' })).toThrow('The signature needs a nonce')
  })

  it('says what to do instead of a login', () => {
    expect(() => at.ws()).toThrow('POST /api/v4/profile/websocket_token')
  })
})
