import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import {
  API_KEY,
  ed25519,
  expectRefusal,
  hmac,
  loggedIn,
  PASSPHRASE,
  pem,
  rsa,
  signed,
  TEXT_KEY,
  TEXT_SECRET,
} from '../support/signingCases.ts'

const key = { ...TEXT_KEY, passphrase: PASSPHRASE }
const orders = { baseUrl: 'https://api.bitget.com', path: '/api/v2/spot/trade/orders' }

describe('Bitget', () => {
  it('sorts the query, signs what it says, and sends it encoded', () => {
    const { url, headers, body } = signed(bitget, key, {
      ...orders,
      params: [
        ['symbol', 'é $'],
        ['limit', 5],
      ],
    })
    expect(url).toBe('https://api.bitget.com/api/v2/spot/trade/orders?limit=5&symbol=%C3%A9%20%24')
    const prehash = '1700000000123GET/api/v2/spot/trade/orders?limit=5&symbol=é $'
    expect(headers).toEqual({
      'ACCESS-KEY': API_KEY,
      'ACCESS-SIGN': hmac('sha256', TEXT_SECRET, prehash, 'base64'),
      'ACCESS-TIMESTAMP': '1700000000123',
      'ACCESS-PASSPHRASE': PASSPHRASE,
    })
    expect(body).toBe(null)
  })

  it('signs the body of a POST in the order given, and takes a list', () => {
    const one = signed(bitget, key, {
      ...orders,
      method: 'POST',
      params: [
        ['b', '1'],
        ['a', [2]],
      ],
    })
    expect(one.body).toBe('{"b":"1","a":[2]}')
    expect(one.headers['Content-Type']).toBe('application/json')
    const prehash = '1700000000123POST/api/v2/spot/trade/orders{"b":"1","a":[2]}'
    expect(one.headers['ACCESS-SIGN']).toBe(hmac('sha256', TEXT_SECRET, prehash, 'base64'))
    expect(signed(bitget, key, { ...orders, method: 'POST', params: null, bodyArray: [1] }).body).toBe('[1]')
  })

  it('signs with RSA', () => {
    const { headers } = signed(
      bitget,
      { keyType: 'rsa', secret: pem(rsa.privateKey), passphrase: 'p' },
      orders,
    )
    const prehash = Buffer.from('1700000000123GET/api/v2/spot/trade/orders')
    const signature = Buffer.from(headers['ACCESS-SIGN'] ?? '', 'base64')
    expect(verify('sha256', prehash, rsa.publicKey, signature)).toBe(true)
  })

  it('wants a passphrase, and takes no keys of other types', () => {
    expectRefusal(() => signed(bitget, TEXT_KEY, orders), 'CredentialsInvalidError', 'passphrase is missing')
    const other = { keyType: 'ed25519', secret: pem(ed25519.privateKey), passphrase: PASSPHRASE } as const
    expectRefusal(() => signed(bitget, other, orders), 'KeyTypeUnsupportedError', '"ed25519"')
  })

  it('logs in with seconds', () => {
    const sign = hmac('sha256', TEXT_SECRET, '1700000000GET/user/verify', 'base64')
    expect(loggedIn(bitget, key)).toEqual({
      message: {
        op: 'login',
        args: [{ apiKey: API_KEY, passphrase: PASSPHRASE, timestamp: '1700000000', sign }],
      },
    })
  })
})
