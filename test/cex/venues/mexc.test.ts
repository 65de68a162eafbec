import { describe, expect, it } from 'vitest'
import { mexcContractSigning } from '../../../sdk/cex/venues/mexc/contractSigning.ts'
import { mexcSpotSigning } from '../../../sdk/cex/venues/mexc/spotSigning.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('mexc-spot', () => {
  const at = signAt(mexcSpotSigning, { baseUrl: 'https://api.mexc.com' })

  it('signs the example of the documents', () => {
    const documented = signAt(mexcSpotSigning, {
      baseUrl: 'https://api.mexc.com',
      key: { apiKey: 'mx0aBYs33eIilxBWC5', secret: '45d0b3c26f2644f19bfb98b07741b2f5' },
    })
    const signed = documented.rest(
      {
        method: 'POST',
        path: '/api/v3/order',
        params: [
          ['symbol', 'BTCUSDT'],
          ['side', 'BUY'],
          ['type', 'LIMIT'],
          ['quantity', 1],
          ['price', 11],
        ],
      },
      { clockMs: 1644489390087 },
    )
    expect(signed.url).toBe(
      'https://api.mexc.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000&timestamp=1644489390087&signature=fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a',
    )
  })

  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
    'puts everything into the query of a %s, encoded before it is signed',
    (method) => {
      const query = `a=x%20%26%3D%2B%C3%A9&b=%5B1%2C%222%22%5D&c=&recvWindow=5000&timestamp=${CLOCK_MS}`
      expect(
        at.rest({
          method,
          path: '/api/v3/order',
          params: [
            ['a', 'x &=+é'],
            ['b', [1, '2']],
            ['c', null],
          ],
        }),
      ).toEqual({
        url: `https://api.mexc.com/api/v3/order?${query}&signature=${hmac('sha256', query)}`,
        method,
        headers: {
          'X-MEXC-APIKEY': API_KEY,
          ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
        },
        body: null,
      })
    },
  )

  it('signs time and window alone, and the window that is asked for', () => {
    const query = `recvWindow=7000&timestamp=${CLOCK_MS}`
    expect(at.rest({ path: '/api/v3/account' }, { recvWindowMs: 7000 }).url).toBe(
      `https://api.mexc.com/api/v3/account?${query}&signature=${hmac('sha256', query)}`,
    )
  })

  it('takes recvWindow among the parameters, once, where the moment names none', () => {
    const query = `recvWindow=7000&a=1&timestamp=${CLOCK_MS}`
    const params = [
      ['recvWindow', 7000],
      ['a', 1],
    ] as const
    expect(at.rest({ path: '/api/v3/account', params }).url).toBe(
      `https://api.mexc.com/api/v3/account?${query}&signature=${hmac('sha256', query)}`,
    )
  })

  it.each(['timestamp', 'signature', 'recvWindow'])('refuses a parameter "%s" beside its own', (name) => {
    expect(() => at.rest({ path: '/api/v3/order', params: [[name, 1]] }, { recvWindowMs: 7000 })).toThrow(
      `The parameter "${name}" belongs to the signature and cannot be given.`,
    )
    expect(at.rest({ path: '/api/v3/order', params: [[`${name}s`, 1]] }).url).toContain(`${name}s=1`)
  })

  it('takes no list as body', () => {
    expect(() =>
      at.rest({ method: 'POST', path: '/api/v3/batchOrders', params: null, bodyArray: [{}] }),
    ).toThrow('The request cannot be signed: the venue takes no list as body.')
  })

  it('says what to do instead of a login', () => {
    expect(() => at.ws()).toThrow('The venue has no signed WebSocket login.')
    expect(() => at.ws()).toThrow('POST /api/v3/userDataStream')
  })
})

describe('mexc-contract', () => {
  const at = signAt(mexcContractSigning, {
    baseUrl: 'https://contract.mexc.com',
    ws: 'wss://contract.mexc.com/edge',
  })

  it.each(['GET', 'DELETE'] as const)('signs key, time and sorted query of a %s', (method) => {
    const query = 'page_size=20&states=2%2C3&symbol=BTC_USDT'
    expect(
      at.rest({
        method,
        path: '/api/v1/private/order/list',
        params: [
          ['symbol', 'BTC_USDT'],
          ['states', '2,3'],
          ['page_size', 20],
        ],
      }),
    ).toEqual({
      url: `https://contract.mexc.com/api/v1/private/order/list?${query}`,
      method,
      headers: {
        ApiKey: API_KEY,
        'Request-Time': String(CLOCK_MS),
        Signature: hmac('sha256', `${API_KEY}${CLOCK_MS}${query}`),
      },
      body: null,
    })
  })

  it('signs key, time and JSON of a POST, in the order given', () => {
    const body = '{"symbol":"BTC_USDT","price":1.5,"vol":2,"side":1,"type":1,"openType":1}'
    expect(
      at.rest({
        method: 'POST',
        path: '/api/v1/private/order/submit',
        params: [
          ['symbol', 'BTC_USDT'],
          ['price', 1.5],
          ['vol', 2],
          ['side', 1],
          ['type', 1],
          ['openType', 1],
        ],
      }),
    ).toEqual({
      url: 'https://contract.mexc.com/api/v1/private/order/submit',
      method: 'POST',
      headers: {
        ApiKey: API_KEY,
        'Request-Time': String(CLOCK_MS),
        Signature: hmac('sha256', `${API_KEY}${CLOCK_MS}${body}`),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it('takes a list as body of a POST, and not where the query holds the parameters', () => {
    const list = { path: '/api/v1/private/order/cancel', params: null, bodyArray: [1, 2] }
    const signed = at.rest({ method: 'POST', ...list })
    expect(signed.body).toBe('[1,2]')
    expect(signed.headers).toMatchObject({ Signature: hmac('sha256', `${API_KEY}${CLOCK_MS}[1,2]`) })
    expect(() => at.rest({ method: 'DELETE', ...list })).toThrow('the venue takes no list as body.')
  })

  it('signs key and time alone without parameters', () => {
    const signed = at.rest({ method: 'POST', path: '/api/v1/private/order/cancel_all' })
    expect(signed).toMatchObject({
      body: null,
      headers: { Signature: hmac('sha256', `${API_KEY}${CLOCK_MS}`) },
    })
    expect(Object.keys(signed.headers)).not.toContain('Content-Type')
  })

  it('logs in', () => {
    expect(at.ws()).toEqual({
      message: {
        method: 'login',
        param: {
          apiKey: API_KEY,
          reqTime: String(CLOCK_MS),
          signature: hmac('sha256', `${API_KEY}${CLOCK_MS}`),
        },
      },
    })
  })
})
