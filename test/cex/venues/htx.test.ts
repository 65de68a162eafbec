import { describe, expect, it } from 'vitest'
import { htxLinearSigning } from '../../../sdk/cex/venues/htx/linearSigning.ts'
import { htxSpotSigning } from '../../../sdk/cex/venues/htx/spotSigning.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const AUTH = `AccessKeyId=${API_KEY}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2023-11-14T22%3A13%3A20`

describe.each([
  ['htx-spot', htxSpotSigning, 'https://api.huobi.pro', 'api.huobi.pro'],
  ['htx-linear', htxLinearSigning, 'https://API.HBDM.com', 'api.hbdm.com'],
])('%s', (_id, signing, baseUrl, host) => {
  const at = signAt(signing, { baseUrl })

  it('signs a GET over method, host in lower case, path and sorted query', () => {
    const signed = at.rest({
      path: '/v1/order/openOrders',
      params: [
        ['symbol', 'btc usdt/é'],
        ['Account-id', 100],
      ],
    })
    const query = `AccessKeyId=${API_KEY}&Account-id=100&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2023-11-14T22%3A13%3A20&symbol=btc%20usdt%2F%C3%A9`
    const signature = hmac('sha256', `GET\n${host}\n/v1/order/openOrders\n${query}`, 'base64')
    expect(signed).toEqual({
      url: `https://${host}/v1/order/openOrders?${query}&Signature=${encodeURIComponent(signature)}`,
      method: 'GET',
      headers: {},
      body: null,
    })
  })

  it('signs a POST over what signs only, and sends its parameters as JSON', () => {
    const signed = at.rest({
      method: 'POST',
      path: '/v1/order/orders/place',
      params: [
        ['symbol', 'btcusdt'],
        ['amount', '0.1'],
        ['account-id', 100],
        ['nested', { list: [1, null, true] }],
      ],
    })
    const signature = hmac('sha256', `POST\n${host}\n/v1/order/orders/place\n${AUTH}`, 'base64')
    expect(signed).toEqual({
      url: `https://${host}/v1/order/orders/place?${AUTH}&Signature=${encodeURIComponent(signature)}`,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"symbol":"btcusdt","amount":"0.1","account-id":100,"nested":{"list":[1,null,true]}}',
    })
  })

  it('has no body without parameters', () => {
    expect(at.rest({ method: 'POST', path: '/v1/x' })).toMatchObject({ body: null, headers: {} })
  })

  it('takes a list as body of a POST, and of nothing else', () => {
    const list = { path: '/v1/order/batch-orders', params: null, bodyArray: [{ symbol: 'btcusdt' }] }
    expect(at.rest({ method: 'POST', ...list }).body).toBe('[{"symbol":"btcusdt"}]')
    expect(() => at.rest({ method: 'DELETE', ...list })).toThrow(
      'The request cannot be signed: the venue takes no list as body.',
    )
  })

  it.each(['AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'Timestamp', 'Signature'])(
    'refuses a parameter "%s", and takes one that only looks like it',
    (name) => {
      const refused = `The parameter "${name}" belongs to the signature and cannot be given.`
      expect(() => at.rest({ path: '/v1/x', params: [[name, 'x']] })).toThrow(refused)
      expect(at.rest({ path: '/v1/x', params: [[name.toLowerCase(), 'x']] }).url).toContain(
        `${name.toLowerCase()}=x`,
      )
    },
  )

  it('takes no key but an HMAC', () => {
    const rsa = signAt(signing, { baseUrl, key: { keyType: 'rsa' } })
    expect(() => rsa.rest({ path: '/v1/x' })).toThrow('The venue takes no keys of type "rsa".')
  })
})

it('logs in to htx-spot with version 2.1', () => {
  const at = signAt(htxSpotSigning, { baseUrl: 'wss://api.huobi.pro' })
  const query = `accessKey=${API_KEY}&signatureMethod=HmacSHA256&signatureVersion=2.1&timestamp=2023-11-14T22%3A13%3A20`
  expect(at.ws({ path: '/ws/v2' })).toEqual({
    message: {
      action: 'req',
      ch: 'auth',
      params: {
        authType: 'api',
        accessKey: API_KEY,
        signatureMethod: 'HmacSHA256',
        signatureVersion: '2.1',
        timestamp: '2023-11-14T22:13:20',
        signature: hmac('sha256', `GET\napi.huobi.pro\n/ws/v2\n${query}`, 'base64'),
      },
    },
  })
})

it('logs in to htx-linear as REST signs, over the socket of notifications', () => {
  const at = signAt(htxLinearSigning, { baseUrl: 'wss://api.hbdm.com' })
  expect(at.ws({ path: '/linear-swap-notification' })).toEqual({
    message: {
      op: 'auth',
      type: 'api',
      AccessKeyId: API_KEY,
      SignatureMethod: 'HmacSHA256',
      SignatureVersion: '2',
      Timestamp: '2023-11-14T22:13:20',
      Signature: hmac('sha256', `GET\napi.hbdm.com\n/linear-swap-notification\n${AUTH}`, 'base64'),
    },
  })
})
