import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { hyperliquid } from '../../scripts/local/venues/hyperliquid/hyperliquid.ts'
import type { LocalKey, LocalVenue, ReceivedRequest, Setting } from '../../scripts/local/venues/localVenue.ts'
import { mexcSpot } from '../../scripts/local/venues/mexc/spot.ts'
import { actionOf, published, publishedActions } from './support/publishedVectors.ts'

const keyOf = (apiKey: string, secret: string, kind: LocalKey['kind'] = 'hmac'): LocalKey => ({
  apiKey,
  kind,
  secret,
  access: 'full',
  ips: [],
  createdAtMs: 0,
  label: '',
  account: 'main',
})

const verify = (venue: LocalVenue, key: LocalKey, nowMs: number, request: Partial<ReceivedRequest>) => {
  const setting: Setting = {
    keys: new Map([[key.apiKey, key]]),
    nowMs,
    seen: { highest: new Map(), once: new Set() },
  }
  return venue.verify(
    { method: 'POST', url: '/', host: '', headers: {}, body: '', ip: '127.0.0.1', ...request },
    setting,
  )
}

const refused = { accepted: false, reason: 'bad signature' }

describe('the local MEXC', () => {
  const right = published('mexc-spot-2')
  const apiKey = right.apiKey ?? ''
  const ask = (query: string, body: string) =>
    verify(mexcSpot, keyOf(apiKey, right.secret), 1_644_489_390_087, {
      url: `/api/v3/order?${query}`,
      headers: { 'x-mexc-apikey': apiKey },
      body,
    })

  it('refuses the second value that its documents print for the request whose first value it takes', () => {
    const wrong = published('mexc-spot-1-WRONG-IN-DOCS')
    expect(ask(`${right.prehash}&signature=${right.signature}`, '')).toMatchObject({ accepted: true })
    expect(ask(`${wrong.prehash}&signature=${wrong.signature}`, '')).toEqual(refused)
  })

  it('takes the example whose body follows the query without anything between', () => {
    const { prehash, signature } = published('mexc-spot-3-mixed')
    const query = 'symbol=BTCUSDT&side=BUY&type=LIMIT'
    const body = prehash.replace(query, '')
    expect(ask(query, `${body}&signature=${signature}`)).toMatchObject({ accepted: true })
    expect(ask(query, `${body.replace('price=11', 'price=12')}&signature=${signature}`)).toEqual(refused)
  })
})

describe('the local Hyperliquid takes what the official client signs', () => {
  it.each(publishedActions.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const address = privateKeyToAccount(vector.secret as `0x${string}`).address.toLowerCase()
    const signedNonce = vector.nonce ?? vector.message?.time ?? 0
    const ask = (nonce: number) =>
      verify(hyperliquid, keyOf(address, address, 'secp256k1'), nonce, {
        url: '/exchange',
        host: `api.hyperliquid${vector.network === 'testnet' ? '-testnet' : ''}.xyz`,
        body: JSON.stringify({
          action: actionOf(vector),
          nonce,
          signature: vector.signature,
          ...(vector.vault_address && { vaultAddress: vector.vault_address }),
        }),
      })
    expect(ask(signedNonce)).toMatchObject({ accepted: true, apiKey: address })
    const reason = vector.message ? 'bad request' : 'unknown key'
    expect(ask(signedNonce + 1)).toEqual({ accepted: false, reason })
  })
})
