import { describe, expect, it } from 'vitest'
import { bitvavoSigning } from '../../../sdk/cex/venues/bitvavo/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('bitvavo-v2', () => {
  const baseUrl = 'https://api.bitvavo.com/v2'
  const at = signAt(bitvavoSigning, { baseUrl, ws: 'wss://ws.bitvavo.com/v2' })
  // The secret of the documents' examples.
  const documented = signAt(bitvavoSigning, { baseUrl, key: { secret: 'bitvavo' } })

  it('signs the example of the documents', () => {
    const signed = documented.rest(
      {
        method: 'POST',
        path: '/order',
        params: [
          ['market', 'BTC-EUR'],
          ['side', 'buy'],
          ['price', '5000'],
          ['amount', '1.23'],
          ['orderType', 'limit'],
        ],
      },
      { clockMs: 1548172481125 },
    )
    expect(signed).toEqual({
      url: 'https://api.bitvavo.com/v2/order',
      method: 'POST',
      headers: {
        'Bitvavo-Access-Key': API_KEY,
        'Bitvavo-Access-Signature': '44d022723a20973a18f7ee97398b9fdd405d2d019c8d39e24b8cc0dcb39ca016',
        'Bitvavo-Access-Timestamp': '1548172481125',
        'Content-Type': 'application/json',
      },
      body: '{"market":"BTC-EUR","side":"buy","price":"5000","amount":"1.23","orderType":"limit"}',
    })
  })

  it.each(['GET', 'DELETE'] as const)('signs the query of a %s', (method) => {
    const target = '/v2/order?market=BTC-EUR&orderId=a%26b'
    expect(
      at.rest(
        {
          method,
          path: '/order',
          params: [
            ['market', 'BTC-EUR'],
            ['orderId', 'a&b'],
          ],
        },
        { recvWindowMs: 20_000 },
      ),
    ).toEqual({
      url: `https://api.bitvavo.com${target}`,
      method,
      headers: {
        'Bitvavo-Access-Key': API_KEY,
        'Bitvavo-Access-Signature': hmac('sha256', `${CLOCK_MS}${method}${target}`),
        'Bitvavo-Access-Timestamp': String(CLOCK_MS),
        'Bitvavo-Access-Window': '20000',
      },
      body: null,
    })
  })

  it('signs no body without parameters', () => {
    const signed = at.rest({ method: 'PUT', path: '/order' })
    expect(signed).toMatchObject({ body: null })
    expect(signed.headers['Bitvavo-Access-Signature']).toBe(hmac('sha256', `${CLOCK_MS}PUT/v2/order`))
  })

  it('takes no list as body, and parameters of any name', () => {
    expect(() => at.rest({ method: 'POST', path: '/order', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    expect(at.rest({ path: '/order', params: [['timestamp', 1]] }).url).toContain('?timestamp=1')
  })

  it('logs in as the example of the documents', () => {
    expect(documented.ws({}, { clockMs: 1548175200641 })).toEqual({
      message: {
        action: 'authenticate',
        key: API_KEY,
        signature: '653fc0505431c63a043273da4bd2f0927eae83948d796084f313e5d1131b0d6f',
        timestamp: 1548175200641,
      },
    })
    expect(at.ws({}, { recvWindowMs: 5000 })).toMatchObject({ message: { window: 5000 } })
  })
})
