import { describe, expect, it } from 'vitest'
import { kucoinFutures } from '../../../sdk/cex/venues/kucoin/futures.ts'
import { kucoinSpot } from '../../../sdk/cex/venues/kucoin/spot.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { pem, rsa } from '../support/keyPairs.ts'
import { API_KEY, hmac, PASSPHRASE, signAt } from '../support/signAt.ts'

describe.each([kucoinSpot, kucoinFutures])('$name', (venue) => {
  const at = signAt(venue.signing, {
    baseUrl: 'https://api.kucoin.com',
    path: '/api/v1/orders',
    key: { passphrase: PASSPHRASE },
  })

  it.each(['GET', 'DELETE'] as const)('signs what the query of a %s says, and sends it encoded', (method) => {
    const { url, headers, body } = at.rest({
      method,
      params: [
        ['symbol', 'BTC USDT+é'],
        ['ids', ['a', 'b']],
      ],
    })
    expect(url).toBe('https://api.kucoin.com/api/v1/orders?symbol=BTC%20USDT%2B%C3%A9&ids=a&ids=b')
    const prehash = `1700000000123${method}/api/v1/orders?symbol=BTC USDT+é&ids=a&ids=b`
    expect(headers).toEqual({
      'KC-API-KEY': API_KEY,
      'KC-API-SIGN': hmac('sha256', prehash, 'base64'),
      'KC-API-TIMESTAMP': '1700000000123',
      'KC-API-PASSPHRASE': hmac('sha256', PASSPHRASE, 'base64'),
      'KC-API-KEY-VERSION': '2',
    })
    expect(body).toBe(null)
  })

  it('signs the body of a POST, and of the DELETE that has one', () => {
    const post = at.rest({
      method: 'POST',
      params: [
        ['size', 1],
        ['ok', false],
      ],
    })
    expect(post.body).toBe('{"size":1,"ok":false}')
    expect(post.headers['Content-Type']).toBe('application/json')
    const path = '/api/v1/orders/multi-cancel'
    const cancel = at.rest({
      path,
      method: 'DELETE',
      params: [['orderIdsList', ['a']]],
    })
    expect(cancel.url).toBe('https://api.kucoin.com/api/v1/orders/multi-cancel')
    expect(cancel.body).toBe('{"orderIdsList":["a"]}')
    const prehash = '1700000000123DELETE/api/v1/orders/multi-cancel{"orderIdsList":["a"]}'
    expect(cancel.headers['KC-API-SIGN']).toBe(hmac('sha256', prehash, 'base64'))
  })

  it('takes a list as body', () => {
    const { body } = at.rest({ method: 'POST', params: null, bodyArray: [{ size: 1 }] })
    expect(body).toBe('[{"size":1}]')
  })

  it('takes a passphrase of any text, since it is sent signed', () => {
    const { headers } = at.as({ passphrase: 'pässe 😀' }).rest()
    expect(headers['KC-API-PASSPHRASE']).toBe(hmac('sha256', 'pässe 😀', 'base64'))
  })

  it('wants a passphrase', () => {
    expectRefusal(() => at.as({}).rest(), 'CredentialsInvalidError', 'passphrase is missing')
  })

  it('takes no keys of other types', () => {
    const other = { keyType: 'rsa', secret: pem(rsa.privateKey), passphrase: PASSPHRASE } as const
    expectRefusal(() => at.as(other).rest(), 'KeyTypeUnsupportedError', '"rsa"')
  })

  it('has no signed login, and says what to do instead', () => {
    expectRefusal(() => at.ws(), 'LoginUnsignedError', 'bullet-private')
  })
})
