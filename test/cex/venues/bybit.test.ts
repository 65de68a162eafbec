import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bybit } from '../../../sdk/cex/venues/bybit/bybit.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, pem, rsa } from '../support/keyPairs.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const at = signAt(bybit.signing, {
  name: bybit.name,
  baseUrl: 'https://api.bybit.com',
  path: '/v5/order/realtime',
})

describe('Bybit', () => {
  it('signs what a query says, and sends it encoded', () => {
    const { url, headers, body } = at.rest({
      params: [
        ['category', 'linear'],
        ['symbol', 'BTC USDT&é'],
        ['list', [1, 'a']],
      ],
    })
    const prehash = '1700000000123key-of-tests5000category=linear&symbol=BTC USDT&é&list=[1,"a"]'
    expect(url).toBe(
      'https://api.bybit.com/v5/order/realtime?category=linear&symbol=BTC%20USDT%26%C3%A9&list=%5B1%2C%22a%22%5D',
    )
    expect(headers).toEqual({
      'X-BAPI-API-KEY': API_KEY,
      'X-BAPI-TIMESTAMP': '1700000000123',
      'X-BAPI-RECV-WINDOW': '5000',
      'X-BAPI-SIGN': hmac('sha256', prehash),
    })
    expect(body).toBe(null)
  })

  it('signs the body of a POST', () => {
    const { url, headers, body } = at.rest(
      {
        method: 'POST',
        path: '/v5/order/create',
        params: [
          ['qty', '1'],
          ['n', { a: null }],
        ],
      },
      { recvWindowMs: 2500 },
    )
    expect(url).toBe('https://api.bybit.com/v5/order/create')
    expect(body).toBe('{"qty":"1","n":{"a":null}}')
    expect(headers['X-BAPI-RECV-WINDOW']).toBe('2500')
    expect(headers['Content-Type']).toBe('application/json')
    const prehash = '1700000000123key-of-tests2500{"qty":"1","n":{"a":null}}'
    expect(headers['X-BAPI-SIGN']).toBe(hmac('sha256', prehash))
  })

  it('sends no body when there are no parameters, and takes a list as body', () => {
    const bare = at.rest({ method: 'POST' })
    expect(bare.body).toBe(null)
    expect(bare.headers['Content-Type']).toBe(undefined)
    expect(at.rest({ method: 'POST', params: null, bodyArray: [1, {}] }).body).toBe('[1,{}]')
  })

  it('signs with RSA', () => {
    const { headers } = at.as({ keyType: 'rsa', secret: pem(rsa.privateKey) }).rest()
    const prehash = Buffer.from('1700000000123key-of-tests5000')
    const signature = Buffer.from(headers['X-BAPI-SIGN'] ?? '', 'base64')
    expect(verify('sha256', prehash, rsa.publicKey, signature)).toBe(true)
  })

  it('takes no keys of other types', () => {
    const key = { keyType: 'ed25519', secret: pem(ed25519.privateKey) } as const
    expectRefusal(() => at.as(key).rest(), 'KeyTypeUnsupportedError', 'Bybit takes no keys of type "ed25519"')
  })

  it('logs in for ten seconds, or as long as is asked', () => {
    const message = (expires: number) => ({
      message: {
        op: 'auth',
        args: [API_KEY, expires, hmac('sha256', `GET/realtime${expires}`)],
      },
    })
    expect(at.ws()).toEqual(message(1_700_000_010_123))
    expect(at.ws({}, { expiresAfterS: 3 })).toEqual(message(1_700_000_003_123))
  })
})
