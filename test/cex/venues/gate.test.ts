import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { gate } from '../../../sdk/cex/venues/gate/gate.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, pem } from '../support/keyPairs.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const at = signAt(gate.signing, { baseUrl: 'https://api.gateio.ws/api/v4', path: '/spot/orders' })
const sha512 = (text: string) => createHash('sha512').update(text, 'utf8').digest('hex')
const sign = (prehash: string) => hmac('sha512', prehash)

describe('Gate', () => {
  it.each(['GET', 'DELETE'] as const)('signs what the query of a %s says, with the whole path', (method) => {
    const { url, headers, body } = at.rest({ method, params: [['pair', 'é T']] })
    expect(url).toBe('https://api.gateio.ws/api/v4/spot/orders?pair=%C3%A9%20T')
    expect(headers).toEqual({
      KEY: API_KEY,
      Timestamp: '1700000000',
      SIGN: sign(`${method}\n/api/v4/spot/orders\npair=é T\n${sha512('')}\n1700000000`),
    })
    expect(body).toBe(null)
  })

  it('signs the hash of the body of a POST, an object or a list', () => {
    const one = at.rest({
      method: 'POST',
      params: [
        ['text', 't-é'],
        ['x', null],
      ],
    })
    expect(one.url).toBe('https://api.gateio.ws/api/v4/spot/orders')
    expect(one.body).toBe('{"text":"t-é","x":null}')
    expect(one.headers['Content-Type']).toBe('application/json')
    expect(one.headers['SIGN']).toBe(
      sign(`POST\n/api/v4/spot/orders\n\n${sha512('{"text":"t-é","x":null}')}\n1700000000`),
    )
    const list = at.rest({ method: 'POST', params: null, bodyArray: [{ a: 1 }] })
    expect(list.headers['SIGN']).toBe(sign(`POST\n/api/v4/spot/orders\n\n${sha512('[{"a":1}]')}\n1700000000`))
  })

  it.each([
    '/futures/usdt/positions/BTC_USDT/leverage',
    '/delivery/usdt/positions/BTC_USDT_20260101/margin',
    '/futures/usdt/dual_comp/positions/BTC_USDT/risk_limit',
    '/futures/btc/dual_mode',
  ])('puts the parameters of POST %s into the query', (path) => {
    const { url, body } = at.rest({
      path,
      method: 'POST',
      params: [['leverage', '3']],
    })
    expect(url).toBe(`https://api.gateio.ws/api/v4${path}?leverage=3`)
    expect(body).toBe(null)
  })

  it('puts those of its neighbours into the body', () => {
    const path = '/futures/usdt/positions/cross_mode'
    const { url, body } = at.rest({
      path,
      method: 'POST',
      params: [['mode', 'CROSS']],
    })
    expect(url).toBe(`https://api.gateio.ws/api/v4${path}`)
    expect(body).toBe('{"mode":"CROSS"}')
  })

  it('refuses a list as body where parameters go into the query', () => {
    const path = '/futures/usdt/dual_mode'
    expectRefusal(
      () => at.rest({ path, method: 'POST', params: null, bodyArray: [1] }),
      'VenueRequestInvalidError',
      'no list',
    )
  })

  it('amends a spot order with the order in the query and the change in the body', () => {
    const { url, headers, body } = at.rest({
      method: 'PATCH',
      path: '/spot/orders/12',
      params: [
        ['price', '5'],
        ['currency_pair', 'BTC_USDT'],
        ['account', 'spot'],
      ],
    })
    expect(url).toBe('https://api.gateio.ws/api/v4/spot/orders/12?currency_pair=BTC_USDT&account=spot')
    expect(body).toBe('{"price":"5"}')
    const query = 'currency_pair=BTC_USDT&account=spot'
    expect(headers['SIGN']).toBe(
      sign(`PATCH\n/api/v4/spot/orders/12\n${query}\n${sha512('{"price":"5"}')}\n1700000000`),
    )
  })

  it('takes no keys of other types', () => {
    const key = { keyType: 'ed25519', secret: pem(ed25519.privateKey) } as const
    expectRefusal(() => at.as(key).rest(), 'KeyTypeUnsupportedError', '"ed25519"')
  })

  it('signs a subscription', () => {
    const frame = { channel: 'spot.orders', event: 'subscribe', payload: ['BTC_USDT'] }
    expect(at.ws({ frame })).toEqual({
      message: {
        time: 1_700_000_000,
        ...frame,
        auth: {
          method: 'api_key',
          KEY: API_KEY,
          SIGN: sign('channel=spot.orders&event=subscribe&time=1700000000'),
        },
      },
    })
  })

  it('wants a channel and an event, and signs none that could be a request', () => {
    expectRefusal(() => at.ws(), 'SigningInputMissingError', 'a frame')
    expectRefusal(() => at.ws({ frame: { channel: 'spot.orders' } }), 'SigningInputMissingError', 'a frame')
    expectRefusal(
      () => at.ws({ frame: { channel: 'a\nb', event: 'subscribe' } }),
      'SigningInputMissingError',
      'a frame',
    )
  })
})
