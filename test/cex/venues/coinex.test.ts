import { describe, expect, it } from 'vitest'
import { coinexSigning } from '../../../sdk/cex/venues/coinex/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('coinex-v2', () => {
  const at = signAt(coinexSigning, { baseUrl: 'https://api.coinex.com/v2', ws: 'wss://socket.coinex.com' })
  const headers = (prehash: string) => ({
    'X-COINEX-KEY': API_KEY,
    'X-COINEX-SIGN': hmac('sha256', prehash),
    'X-COINEX-TIMESTAMP': String(CLOCK_MS),
  })

  it.each(['GET', 'DELETE'] as const)('signs the query of a %s before it is encoded', (method) => {
    expect(
      at.rest({
        method,
        path: '/spot/pending-order',
        params: [
          ['market', 'BTCUSDT'],
          ['client_id', 'é /'],
        ],
      }),
    ).toEqual({
      url: 'https://api.coinex.com/v2/spot/pending-order?market=BTCUSDT&client_id=%C3%A9%20%2F',
      method,
      headers: headers(`${method}/v2/spot/pending-order?market=BTCUSDT&client_id=é /${CLOCK_MS}`),
      body: null,
    })
  })

  it('signs the JSON of a POST', () => {
    const body = '{"market":"BTCUSDT","amount":"1","is_hide":false}'
    expect(
      at.rest({
        method: 'POST',
        path: '/spot/order',
        params: [
          ['market', 'BTCUSDT'],
          ['amount', '1'],
          ['is_hide', false],
        ],
      }),
    ).toEqual({
      url: 'https://api.coinex.com/v2/spot/order',
      method: 'POST',
      headers: { ...headers(`POST/v2/spot/order${body}${CLOCK_MS}`), 'Content-Type': 'application/json' },
      body,
    })
  })

  it('signs the path alone without parameters, and sends a window when one is asked for', () => {
    expect(at.rest({ path: '/assets/spot/balance' })).toMatchObject({
      url: 'https://api.coinex.com/v2/assets/spot/balance',
      headers: headers(`GET/v2/assets/spot/balance${CLOCK_MS}`),
    })
    expect(at.rest({ path: '/x' }, { recvWindowMs: 1000 }).headers['X-COINEX-WINDOWTIME']).toBe('1000')
    expect(at.rest({ path: '/x' }).headers['X-COINEX-WINDOWTIME']).toBeUndefined()
  })

  it('takes no list as body, and parameters of any name', () => {
    expect(() => at.rest({ method: 'POST', path: '/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    expect(at.rest({ path: '/x', params: [['timestamp', 1]] }).url).toContain('?timestamp=1')
  })

  it('logs in', () => {
    expect(at.ws({ path: '/v2/spot' })).toEqual({
      message: {
        id: CLOCK_MS,
        method: 'server.sign',
        params: { access_id: API_KEY, signed_str: hmac('sha256', String(CLOCK_MS)), timestamp: CLOCK_MS },
      },
    })
  })
})
