import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bitget } from '../../../sdk/cex/venues/bitget/bitget.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, pem, rsa } from '../support/keyPairs.ts'
import { API_KEY, hmac, PASSPHRASE, signAt } from '../support/signAt.ts'

const at = signAt(bitget.signing, {
  baseUrl: 'https://api.bitget.com',
  path: '/api/v2/spot/trade/orders',
  key: { passphrase: PASSPHRASE },
})

describe('Bitget', () => {
  it('sorts the query, signs what it says, and sends it encoded', () => {
    const { url, headers, body } = at.rest({
      params: [
        ['symbol', 'é $'],
        ['limit', 5],
      ],
    })
    expect(url).toBe('https://api.bitget.com/api/v2/spot/trade/orders?limit=5&symbol=%C3%A9%20%24')
    const prehash = '1700000000123GET/api/v2/spot/trade/orders?limit=5&symbol=é $'
    expect(headers).toEqual({
      'ACCESS-KEY': API_KEY,
      'ACCESS-SIGN': hmac('sha256', prehash, 'base64'),
      'ACCESS-TIMESTAMP': '1700000000123',
      'ACCESS-PASSPHRASE': PASSPHRASE,
    })
    expect(body).toBe(null)
  })

  it('signs the body of a POST in the order given, and takes a list', () => {
    const one = at.rest({
      method: 'POST',
      params: [
        ['b', '1'],
        ['a', [2]],
      ],
    })
    expect(one.body).toBe('{"b":"1","a":[2]}')
    expect(one.headers['Content-Type']).toBe('application/json')
    const prehash = '1700000000123POST/api/v2/spot/trade/orders{"b":"1","a":[2]}'
    expect(one.headers['ACCESS-SIGN']).toBe(hmac('sha256', prehash, 'base64'))
    expect(at.rest({ method: 'POST', params: null, bodyArray: [1] }).body).toBe('[1]')
  })

  it('signs with RSA', () => {
    const { headers } = at.as({ keyType: 'rsa', secret: pem(rsa.privateKey), passphrase: 'p' }).rest()
    const prehash = Buffer.from('1700000000123GET/api/v2/spot/trade/orders')
    const signature = Buffer.from(headers['ACCESS-SIGN'] ?? '', 'base64')
    expect(verify('sha256', prehash, rsa.publicKey, signature)).toBe(true)
  })

  it('wants a passphrase, and takes no keys of other types', () => {
    expectRefusal(() => at.as({}).rest(), 'CredentialsInvalidError', 'passphrase is missing')
    const other = { keyType: 'ed25519', secret: pem(ed25519.privateKey), passphrase: PASSPHRASE } as const
    expectRefusal(() => at.as(other).rest(), 'KeyTypeUnsupportedError', '"ed25519"')
  })

  it('logs in with seconds', () => {
    const sign = hmac('sha256', '1700000000GET/user/verify', 'base64')
    expect(at.ws()).toEqual({
      message: {
        op: 'login',
        args: [{ apiKey: API_KEY, passphrase: PASSPHRASE, timestamp: '1700000000', sign }],
      },
    })
  })
})
