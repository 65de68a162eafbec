import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { upbitSigning } from '../../../sdk/cex/venues/upbit/signing.ts'
import { API_KEY, hmac, signAt, UUID } from '../support/signAt.ts'

const token = (claims: object) => {
  const encoded = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part), 'utf8').toString('base64url'),
  )
  const unsigned = encoded.join('.')
  return `Bearer ${unsigned}.${hmac('sha256', unsigned, 'base64url')}`
}
const hashed = (query: string) => ({
  query_hash: createHash('sha512').update(query).digest('hex'),
  query_hash_alg: 'SHA512',
})

describe('upbit-v1', () => {
  const at = signAt(upbitSigning, { baseUrl: 'https://api.upbit.com', moment: { uuid: UUID } })
  const bare = { access_key: API_KEY, nonce: UUID }

  it.each(['GET', 'DELETE'] as const)(
    'hashes the query of a %s before it is encoded, lists with brackets',
    (method) => {
      expect(
        at.rest({
          method,
          path: '/v1/orders/open',
          params: [
            ['market', 'KRW-BTC é&'],
            ['states', ['wait', 'watch']],
            ['uuids[]', ['a']],
            ['limit', 10],
          ],
        }),
      ).toEqual({
        url: 'https://api.upbit.com/v1/orders/open?market=KRW-BTC%20%C3%A9%26&states%5B%5D=wait&states%5B%5D=watch&uuids%5B%5D=a&limit=10',
        method,
        headers: {
          Authorization: token({
            ...bare,
            ...hashed('market=KRW-BTC é&&states[]=wait&states[]=watch&uuids[]=a&limit=10'),
          }),
        },
        body: null,
      })
    },
  )

  it('hashes the JSON of a POST as a query', () => {
    expect(
      at.rest({
        method: 'POST',
        path: '/v1/orders',
        params: [
          ['market', 'KRW-BTC'],
          ['side', 'bid'],
          ['price', '1000'],
          ['smp', true],
        ],
      }),
    ).toEqual({
      url: 'https://api.upbit.com/v1/orders',
      method: 'POST',
      headers: {
        Authorization: token({ ...bare, ...hashed('market=KRW-BTC&side=bid&price=1000&smp=true') }),
        'Content-Type': 'application/json',
      },
      body: '{"market":"KRW-BTC","side":"bid","price":"1000","smp":true}',
    })
  })

  it('hashes nothing without parameters', () => {
    expect(at.rest({ path: '/v1/accounts' })).toEqual({
      url: 'https://api.upbit.com/v1/accounts',
      method: 'GET',
      headers: { Authorization: token(bare) },
      body: null,
    })
  })

  it('refuses a list as body, a name given twice in one, and no UUID', () => {
    expect(() => at.rest({ method: 'POST', path: '/v1/x', params: null, bodyArray: [1] })).toThrow(
      'the venue takes no list as body.',
    )
    const twice = [['a', 1] as const, ['a', 2] as const]
    expect(() => at.rest({ method: 'POST', path: '/v1/x', params: twice })).toThrow(
      'the parameter "a" is given twice.',
    )
    const none = signAt(upbitSigning, { baseUrl: 'https://api.upbit.com' })
    expect(() => none.rest({ path: '/v1/accounts' })).toThrow('The signature needs uuid: a UUID.')
    expect(() => none.ws()).toThrow('The signature needs uuid: a UUID.')
  })

  it('logs in with a header of the upgrade request', () => {
    expect(at.ws({ path: '/websocket/v1/private' })).toEqual({ headers: { Authorization: token(bare) } })
  })
})
