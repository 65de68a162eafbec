import { describe, expect, it } from 'vitest'
import { deribit } from '../../../sdk/cex/venues/deribit/deribit.ts'
import { expectRefusal } from '../support/expectRefusal.ts'
import { ed25519, pem } from '../support/keyPairs.ts'
import { API_KEY, hmac, signAt } from '../support/signAt.ts'

const at = signAt(deribit.signing, { baseUrl: 'https://www.deribit.com', path: '/api/v2/private/buy' })
const moment = { nonce: 'Nonce1' }

function authorization(prehash: string): string {
  const signature = hmac('sha256', prehash)
  return `deri-hmac-sha256 id=${API_KEY},ts=1700000000123,sig=${signature},nonce=Nonce1`
}

describe('Deribit', () => {
  it('signs the query of a GET as it is sent', () => {
    const params = [
      ['instrument_name', 'BTC PERPETUAL'],
      ['legs', [{ a: 1 }]],
    ] as const
    const { url, headers, body } = at.rest({ params }, moment)
    const target = '/api/v2/private/buy?instrument_name=BTC%20PERPETUAL&legs=%5B%7B%22a%22%3A1%7D%5D'
    expect(url).toBe(`https://www.deribit.com${target}`)
    expect(headers).toEqual({ Authorization: authorization(`1700000000123\nNonce1\nGET\n${target}\n\n`) })
    expect(body).toBe(null)
  })

  it('makes a request of JSON-RPC of a POST', () => {
    const params = [
      ['amount', 10],
      ['label', 'é'],
    ] as const
    const { url, headers, body } = at.rest({ method: 'POST', params }, moment)
    const rpc =
      '{"jsonrpc":"2.0","id":1700000000123,"method":"private/buy","params":{"amount":10,"label":"é"}}'
    expect(url).toBe('https://www.deribit.com/api/v2/private/buy')
    expect(body).toBe(rpc)
    expect(headers).toEqual({
      Authorization: authorization(`1700000000123\nNonce1\nPOST\n/api/v2/private/buy\n${rpc}\n`),
      'Content-Type': 'application/json',
    })
  })

  it('wants a nonce that brings no field of its own', () => {
    expectRefusal(() => at.rest(), 'SigningInputMissingError', 'a nonce')
    expectRefusal(
      () => at.rest({}, { nonce: 'a,sig=b' }),
      'SigningInputMissingError',
      '1 to 64 letters, digits, ".", "_" or "-"',
    )
    const { headers } = at.rest({}, { nonce: 'a-b_c.1' })
    expect(headers['Authorization']).toContain(',nonce=a-b_c.1')
    expectRefusal(() => at.ws(), 'SigningInputMissingError', 'a nonce')
  })

  it('refuses lists as body, other methods, and a POST to no method of the venue', () => {
    const sign = (more: object) => () => at.rest({ ...more }, moment)
    expectRefusal(
      sign({ method: 'POST', params: null, bodyArray: [1] }),
      'VenueRequestInvalidError',
      'no list',
    )
    expectRefusal(sign({ method: 'DELETE' }), 'VenueRequestInvalidError', 'GET and POST only')
    expectRefusal(
      sign({ method: 'POST', path: '/api/v2' }),
      'VenueRequestInvalidError',
      'method of the venue',
    )
  })

  it('takes no keys of other types', () => {
    const key = { keyType: 'ed25519', secret: pem(ed25519.privateKey) } as const
    expectRefusal(() => at.as(key).rest({}, moment), 'KeyTypeUnsupportedError', '"ed25519"')
  })

  it('logs in', () => {
    expect(at.ws({}, moment)).toEqual({
      message: {
        jsonrpc: '2.0',
        id: 1_700_000_000_123,
        method: 'public/auth',
        params: {
          grant_type: 'client_signature',
          client_id: API_KEY,
          timestamp: 1_700_000_000_123,
          signature: hmac('sha256', '1700000000123\nNonce1\n'),
          nonce: 'Nonce1',
          data: '',
        },
      },
    })
  })
})
