import { describe, expect, it } from 'vitest'
import { bingxSigning } from '../../../sdk/cex/venues/bingx/signing.ts'
import { API_KEY, CLOCK_MS, hmac, signAt } from '../support/signAt.ts'

describe('bingx', () => {
  const baseUrl = 'https://open-api.bingx.com'
  const at = signAt(bingxSigning, { baseUrl })

  it('signs the example of the documents', () => {
    const documented = signAt(bingxSigning, {
      baseUrl,
      key: { secret: 'UuGuyEGt6ZEkpUObCYCmIfh0elYsZVh80jlYwpJuRZEw70t6vomMH7Sjmf94ztSI' },
    })
    const signed = documented.rest(
      {
        method: 'POST',
        path: '/openApi/spot/v1/trade/order',
        params: [
          ['symbol', 'ETHUSDT'],
          ['type', 'MARKET'],
          ['side', 'BUY'],
          ['quoteOrderQty', 20],
        ],
      },
      { clockMs: 1649404670162 },
    )
    expect(signed.url).toBe(
      'https://open-api.bingx.com/openApi/spot/v1/trade/order?quoteOrderQty=20&side=BUY&symbol=ETHUSDT&timestamp=1649404670162&type=MARKET&signature=428a3c383bde514baff0d10d3c20e5adfaacaf799e324546dafe5ccc480dd827',
    )
  })

  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
    'signs the query of a %s before it is encoded',
    (method) => {
      const signature = hmac('sha256', `orders=[{"a":1}]&symbol=é &&timestamp=${CLOCK_MS}`)
      expect(
        at.rest({
          method,
          path: '/openApi/swap/v2/trade/batchOrders',
          params: [
            ['symbol', 'é &'],
            ['orders', [{ a: 1 }]],
          ],
        }),
      ).toEqual({
        url: `https://open-api.bingx.com/openApi/swap/v2/trade/batchOrders?orders=%5B%7B%22a%22%3A1%7D%5D&symbol=%C3%A9%20%26&timestamp=${CLOCK_MS}&signature=${signature}`,
        method,
        headers: { 'X-BX-APIKEY': API_KEY },
        body: null,
      })
    },
  )

  it.each(['/openApi/subAccount/v1/create', '/openApi/account/transfer/v1/subAccount/transferAsset'])(
    'sends JSON to POST %s, with the signature in it',
    (path) => {
      const signature = hmac('sha256', `ids=["a","b"]&note=x&timestamp=${CLOCK_MS}`)
      expect(
        at.rest({
          method: 'POST',
          path,
          params: [
            ['note', 'x'],
            ['ids', ['a', 'b']],
          ],
        }),
      ).toEqual({
        url: `https://open-api.bingx.com${path}`,
        method: 'POST',
        headers: { 'X-BX-APIKEY': API_KEY, 'Content-Type': 'application/json' },
        body: `{"ids":["a","b"],"note":"x","timestamp":${CLOCK_MS},"signature":"${signature}"}`,
      })
      expect(at.rest({ path }).body).toBeNull()
    },
  )

  it('adds a window when one is asked for', () => {
    const query = `recvWindow=3000&timestamp=${CLOCK_MS}`
    expect(at.rest({ path: '/openApi/x' }, { recvWindowMs: 3000 }).url).toBe(
      `https://open-api.bingx.com/openApi/x?${query}&signature=${hmac('sha256', query)}`,
    )
    const own = { path: '/openApi/x', params: [['recvWindow', 2000] as const] }
    expect(at.rest(own).url).toContain('recvWindow=2000')
    expect(() => at.rest(own, { recvWindowMs: 3000 })).toThrow(
      'The parameter "recvWindow" belongs to the signature',
    )
  })

  it.each(['timestamp', 'signature'])('refuses a parameter "%s"', (name) => {
    expect(() => at.rest({ path: '/openApi/x', params: [[name, 1]] })).toThrow(
      `The parameter "${name}" belongs to the signature and cannot be given.`,
    )
    expect(at.rest({ path: '/openApi/x', params: [[`${name}s`, 1]] }).url).toContain(`${name}s=1`)
  })

  it('takes no list as body', () => {
    expect(() => at.rest({ method: 'POST', path: '/openApi/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
  })

  it('says what to do instead of a login', () => {
    expect(() => at.ws()).toThrow('POST /openApi/user/auth/userDataStream')
  })
})
