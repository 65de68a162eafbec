import { describe, expect, it } from 'vitest'
import { okx } from '../../../sdk/cex/venues/okx/okx.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { pem, rsa } from '../support/keyPairs.ts'
import { API_KEY, hmac, PASSPHRASE, signAt } from '../support/signAt.ts'

const at = signAt(okx.signing, {
  baseUrl: 'https://www.okx.com',
  path: '/api/v5/trade/order',
  key: { passphrase: PASSPHRASE },
})

describe('OKX', () => {
  it('signs the query of a GET as it is sent', () => {
    const { url, headers, body } = at.rest({
      params: [
        ['instId', 'BTC USDT'],
        ['n', 1],
      ],
    })
    expect(url).toBe('https://www.okx.com/api/v5/trade/order?instId=BTC%20USDT&n=1')
    const prehash = '2023-11-14T22:13:20.123ZGET/api/v5/trade/order?instId=BTC%20USDT&n=1'
    expect(headers).toEqual({
      'OK-ACCESS-KEY': API_KEY,
      'OK-ACCESS-SIGN': hmac('sha256', prehash, 'base64'),
      'OK-ACCESS-TIMESTAMP': '2023-11-14T22:13:20.123Z',
      'OK-ACCESS-PASSPHRASE': PASSPHRASE,
    })
    expect(body).toBe(null)
  })

  it('signs the body of a POST, an object or a list', () => {
    const one = at.rest({
      method: 'POST',
      params: [
        ['sz', '1'],
        ['px', 2.5],
      ],
    })
    expect(one.body).toBe('{"sz":"1","px":2.5}')
    expect(one.headers['Content-Type']).toBe('application/json')
    const list = at.rest({ method: 'POST', params: null, bodyArray: [{ sz: '1' }] })
    expect(list.body).toBe('[{"sz":"1"}]')
    const prehash = '2023-11-14T22:13:20.123ZPOST/api/v5/trade/order[{"sz":"1"}]'
    expect(list.headers['OK-ACCESS-SIGN']).toBe(hmac('sha256', prehash, 'base64'))
  })

  it('wants a passphrase', () => {
    expectRefusal(() => at.as({}).rest(), 'CredentialsInvalidError', 'passphrase is missing')
  })

  it('takes no keys of other types', () => {
    const other = { keyType: 'rsa', secret: pem(rsa.privateKey), passphrase: PASSPHRASE } as const
    expectRefusal(() => at.as(other).rest(), 'KeyTypeUnsupportedError', '"rsa"')
  })

  it('logs in with seconds', () => {
    const sign = hmac('sha256', '1700000000GET/users/self/verify', 'base64')
    expect(at.ws()).toEqual({
      message: {
        op: 'login',
        args: [{ apiKey: API_KEY, passphrase: PASSPHRASE, timestamp: '1700000000', sign }],
      },
    })
  })
})
