import { describe, expect, it } from 'vitest'
import { geminiSigning } from '../../../sdk/cex/venues/gemini/signing.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

describe('gemini-v1', () => {
  const at = signAt(geminiSigning, {
    baseUrl: 'https://api.gemini.com',
    ws: 'wss://api.gemini.com',
    moment: { nonce: '1700000000123' },
  })

  it('signs and sends the parameters in a header', () => {
    const payload = base64(
      '{"request":"/v1/order/new","nonce":"1700000000123","symbol":"btcusd","amount":"5","options":["é"],"timestamp":1}',
    )
    expect(
      at.rest({
        method: 'POST',
        path: '/v1/order/new',
        params: [
          ['symbol', 'btcusd'],
          ['amount', '5'],
          ['options', ['é']],
          ['timestamp', 1],
        ],
      }),
    ).toEqual({
      url: 'https://api.gemini.com/v1/order/new',
      method: 'POST',
      headers: {
        'X-GEMINI-APIKEY': API_KEY,
        'X-GEMINI-PAYLOAD': payload,
        'X-GEMINI-SIGNATURE': hmac('sha384', payload),
        'Cache-Control': 'no-cache',
        'Content-Type': 'text/plain',
      },
      body: null,
    })
  })

  it('has no query in a GET either', () => {
    const signed = at.rest({ method: 'GET', path: '/v1/x', params: [['a', 1]] })
    expect(signed).toMatchObject({ url: 'https://api.gemini.com/v1/x', body: null })
    expect(signed.headers['X-GEMINI-PAYLOAD']).toBe(
      base64('{"request":"/v1/x","nonce":"1700000000123","a":1}'),
    )
  })

  it.each(['request', 'nonce'])('refuses a parameter "%s"', (name) => {
    expect(() => at.rest({ method: 'POST', path: '/v1/x', params: [[name, 'x']] })).toThrow(
      `The parameter "${name}" belongs to the signature and cannot be given.`,
    )
    expect(at.rest({ method: 'POST', path: '/v1/x', params: [[`${name}s`, 'x']] }).body).toBeNull()
  })

  it('refuses a list as body, and a name given twice', () => {
    expect(() => at.rest({ method: 'POST', path: '/v1/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    const twice = [['a', 1] as const, ['a', 2] as const]
    expect(() => at.rest({ method: 'POST', path: '/v1/x', params: twice })).toThrow(
      'the parameter "a" is given twice.',
    )
  })

  it('refuses to sign without a nonce', () => {
    const none = signAt(geminiSigning, { baseUrl: 'https://api.gemini.com' })
    expect(() => none.rest({ method: 'POST', path: '/v1/x' })).toThrow('The signature needs a nonce')
    expect(() => none.ws({ path: '/v1/order/events' })).toThrow('The signature needs a nonce')
  })

  it('logs in with headers of the upgrade request', () => {
    const payload = base64('{"request":"/v1/order/events","nonce":"1700000000123"}')
    expect(at.ws({ path: '/v1/order/events' })).toEqual({
      headers: {
        'X-GEMINI-APIKEY': API_KEY,
        'X-GEMINI-PAYLOAD': payload,
        'X-GEMINI-SIGNATURE': hmac('sha384', payload),
      },
    })
  })
})
