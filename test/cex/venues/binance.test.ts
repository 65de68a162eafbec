import { verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { binanceSpot } from '../../../sdk/cex/venues/binance/spot.ts'
import { binanceUsdm } from '../../../sdk/cex/venues/binance/usdm.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, es256, pem, rsa } from '../support/keyPairs.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

describe.each([binanceSpot, binanceUsdm])('$name', (venue) => {
  const at = signAt(venue.signing, { baseUrl: 'https://api.binance.com', path: '/api/v3/order' })

  it('signs and sends the query percent-encoded, the signature last', () => {
    const { url, headers, body } = at.rest({
      params: [
        ['symbol', '１２'],
        ['symbols', ['A', 'B']],
        ["we'ird", '(~*)'],
      ],
    })
    const payload =
      'symbol=%EF%BC%91%EF%BC%92&symbols=%5B%22A%22%2C%22B%22%5D&we%27ird=%28~%2A%29&recvWindow=5000&timestamp=1700000000123'
    expect(url).toBe(`https://api.binance.com/api/v3/order?${payload}&signature=${hmac('sha256', payload)}`)
    expect(headers).toEqual({ 'X-MBX-APIKEY': API_KEY })
    expect(body).toBe(null)
  })

  it.each(['POST', 'PUT'] as const)('sends the parameters of a %s as a form', (method) => {
    const { url, headers, body } = at.rest(
      {
        method,
        params: [
          ['side', 'BUY'],
          ['empty', ''],
          ['no', null],
          ['yes', true],
        ],
      },
      { recvWindowMs: 60_000 },
    )
    const payload = 'side=BUY&empty=&no=&yes=true&recvWindow=60000&timestamp=1700000000123'
    expect(url).toBe('https://api.binance.com/api/v3/order')
    expect(headers['Content-Type']).toBe('application/x-www-form-urlencoded')
    expect(body).toBe(`${payload}&signature=${hmac('sha256', payload)}`)
  })

  it('sends the parameters of a DELETE in the query', () => {
    const { url, body } = at.rest({ method: 'DELETE', params: [['orderId', 7]] })
    expect(url).toContain('?orderId=7&recvWindow=5000&timestamp=1700000000123&signature=')
    expect(body).toBe(null)
  })

  it.each(['timestamp', 'signature', 'recvWindow'])('refuses a parameter named %s beside its own', (name) => {
    const params = [[name, 1]] as const
    const moment = { recvWindowMs: 5000 }
    expectRefusal(() => at.rest({ params }, moment), 'ParameterReservedError', name)
    expectRefusal(() => at.ws({ params }, moment), 'ParameterReservedError', name)
    expect(at.rest({ params: [[`${name}s`, 1]] }).url).toContain(`${name}s=1`)
  })

  it('takes recvWindow among the parameters, once, where the moment names none', () => {
    const params = [
      ['recvWindow', '7000'],
      ['orderId', 7],
    ] as const
    const { url } = at.rest({ params })
    expect(url).toContain('?recvWindow=7000&orderId=7&timestamp=1700000000123&signature=')
    expect(at.ws({ params })).toMatchObject({
      message: { params: { recvWindow: '7000' } },
    })
    expectRefusal(() => at.rest({ params: [['timestamp', 1]] }), 'ParameterReservedError', 'timestamp')
  })

  it('refuses a list as body', () => {
    expectRefusal(
      () => at.rest({ method: 'POST', params: null, bodyArray: [] }),
      'VenueRequestInvalidError',
      'no list',
    )
  })

  it('signs with RSA and Ed25519, the signature percent-encoded', () => {
    for (const [pair, hash] of [
      [rsa, 'sha256'],
      [ed25519, null],
    ] as const) {
      const secret = pem(pair.privateKey)
      const { url } = at.as({ keyType: hash ? 'rsa' : 'ed25519', secret }).rest()
      const [, payload = '', signature = ''] = /\?(.*)&signature=([\w%]+)$/.exec(url) ?? []
      expect(payload).toBe('recvWindow=5000&timestamp=1700000000123')
      const bytes = Buffer.from(decodeURIComponent(signature), 'base64')
      expect(verify(hash, Buffer.from(payload), pair.publicKey, bytes)).toBe(true)
    }
  })

  it('takes no keys of other types, and no key of another type than it says', () => {
    const secret = pem(es256.privateKey)
    expectRefusal(() => at.as({ keyType: 'es256', secret }).rest(), 'KeyTypeUnsupportedError', '"es256"')
    expectRefusal(() => at.as({ keyType: 'rsa', secret }).rest(), 'CredentialsInvalidError', 'for rsa')
  })

  it('logs in with sorted, unencoded parameters', () => {
    const prehash = 'apiKey=key-of-tests&recvWindow=5000&timestamp=1700000000123'
    expect(at.ws()).toEqual({
      message: {
        id: '1700000000123',
        method: 'session.logon',
        params: {
          apiKey: API_KEY,
          recvWindow: 5000,
          timestamp: 1_700_000_000_123,
          signature: hmac('sha256', prehash),
        },
      },
    })
  })
})
