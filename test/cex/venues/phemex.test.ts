import { describe, expect, it } from 'vitest'
import { phemexSigning } from '../../../sdk/cex/venues/phemex/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('phemex', () => {
  const at = signAt(phemexSigning, { baseUrl: 'https://api.phemex.com', ws: 'wss://ws.phemex.com' })
  const headers = (expiry: number, prehash: string) => ({
    'x-phemex-access-token': API_KEY,
    'x-phemex-request-expiry': String(expiry),
    'x-phemex-request-signature': hmac('sha256', prehash),
  })

  it.each(['GET', 'PUT', 'DELETE'] as const)('signs path, query and end of a %s', (method) => {
    expect(
      at.rest({
        method,
        path: '/g-orders',
        params: [
          ['symbol', 'BTCUSDT'],
          ['clOrdID', 'a b'],
          ['ordStatus', ['New', 'Filled']],
        ],
      }),
    ).toEqual({
      url: 'https://api.phemex.com/g-orders?symbol=BTCUSDT&clOrdID=a%20b&ordStatus=New&ordStatus=Filled',
      method,
      headers: headers(
        1_700_000_060,
        '/g-orderssymbol=BTCUSDT&clOrdID=a%20b&ordStatus=New&ordStatus=Filled1700000060',
      ),
      body: null,
    })
  })

  it('signs path, end and JSON of a POST', () => {
    const body = '{"symbol":"BTCUSDT","priceRp":"1","reduceOnly":false}'
    expect(
      at.rest(
        {
          method: 'POST',
          path: '/g-orders',
          params: [
            ['symbol', 'BTCUSDT'],
            ['priceRp', '1'],
            ['reduceOnly', false],
          ],
        },
        { expiresAfterS: 5 },
      ),
    ).toEqual({
      url: 'https://api.phemex.com/g-orders',
      method: 'POST',
      headers: {
        ...headers(1_700_000_005, `/g-orders1700000005${body}`),
        'Content-Type': 'application/json',
      },
      body,
    })
  })

  it('has neither query nor body without parameters', () => {
    expect(at.rest({ path: '/spot/wallets' })).toMatchObject({
      url: 'https://api.phemex.com/spot/wallets',
      headers: headers(1_700_000_060, '/spot/wallets1700000060'),
      body: null,
    })
    expect(at.rest({ method: 'POST', path: '/x' })).toMatchObject({
      headers: headers(1_700_000_060, '/x1700000060'),
      body: null,
    })
  })

  it('puts the parameters of the one POST that moves margin into the query', () => {
    expect(
      at.rest({ method: 'POST', path: '/positions/assign', params: [['symbol', 'BTCUSD']] }),
    ).toMatchObject({
      url: 'https://api.phemex.com/positions/assign?symbol=BTCUSD',
      headers: headers(1_700_000_060, '/positions/assignsymbol=BTCUSD1700000060'),
      body: null,
    })
  })

  it('takes no list as body, and no life that is none', () => {
    expect(() => at.rest({ method: 'POST', path: '/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    expect(() => at.rest({ path: '/x' }, { expiresAfterS: 0 })).toThrow('The signature needs expiresAfterS')
  })

  it('logs in for 120 seconds, or as long as is asked for', () => {
    const message = (expiry: number) => ({
      method: 'user.auth',
      params: ['API', API_KEY, hmac('sha256', `${API_KEY}${expiry}`), expiry],
      id: CLOCK_MS,
    })
    expect(at.ws()).toEqual({ message: message(1_700_000_120) })
    expect(at.ws({}, { expiresAfterS: 30 })).toEqual({ message: message(1_700_000_030) })
  })
})
