import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { hyperliquid } from '../../scripts/local/venues/hyperliquid/hyperliquid.ts'
import type { LocalKey, LocalVenue, ReceivedRequest, Setting } from '../../scripts/local/venues/localVenue.ts'
import { mexcSpot } from '../../scripts/local/venues/mexc/spot.ts'

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

describe('the local MEXC takes what its documents print', () => {
  it('the example for POST /api/v3/order, and not the second value that it prints for the same request', () => {
    const query =
      'symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000&timestamp=1644489390087'
    const key = keyOf('mx0aBYs33eIilxBWC5', '45d0b3c26f2644f19bfb98b07741b2f5')
    const ask = (signature: string) =>
      verify(mexcSpot, key, 1_644_489_390_087, {
        url: `/api/v3/order?${query}&signature=${signature}`,
        headers: { 'x-mexc-apikey': key.apiKey },
      })
    const right = 'fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a'
    const wrong = '323c96ab85a745712e95e63cad28903dd8292e4a905e99c4ee3932023843a117'
    expect(ask(right)).toMatchObject({ accepted: true })
    expect(ask(wrong)).toEqual(refused)
  })

  it('the part in the body follows the query without anything between', () => {
    const key = keyOf('mx0aBYs33eIilxBWC5', '45d0b3c26f2644f19bfb98b07741b2f5')
    const signature = 'd1a676610ceb39174c8039b3f548357994b2a34139a8addd33baadba65684592'
    const ask = (body: string) =>
      verify(mexcSpot, key, 1_644_489_390_087, {
        url: '/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT',
        headers: { 'x-mexc-apikey': key.apiKey },
        body: `${body}&signature=${signature}`,
      })
    const body = 'quantity=1&price=11&recvWindow=5000&timestamp=1644489390087'
    expect(ask(body)).toMatchObject({ accepted: true })
    expect(ask(body.replace('price=11', 'price=12'))).toEqual(refused)
  })
})

/** From hyperliquid-python-sdk, tests/signing_test.py. */
const HYPERLIQUID = [
  {
    what: 'an order with a client id',
    testnet: false,
    action: {
      type: 'order',
      orders: [
        {
          a: 1,
          b: true,
          p: '100',
          s: '100',
          r: false,
          t: { limit: { tif: 'Gtc' } },
          c: '0x00000000000000000000000000000001',
        },
      ],
      grouping: 'na',
    },
    r: '0x41ae18e8239a56cacbc5dad94d45d0b747e5da11ad564077fcac71277a946e3',
    s: '0x3c61f667e747404fe7eea8f90ab0e76cc12ce60270438b2058324681a00116da',
    v: 27,
  },
  {
    what: 'an order on the testnet',
    testnet: true,
    action: {
      type: 'order',
      orders: [{ a: 1, b: true, p: '100', s: '100', r: false, t: { limit: { tif: 'Gtc' } } }],
      grouping: 'na',
    },
    r: '0x82b2ba28e76b3d761093aaded1b1cdad4960b3af30212b343fb2e6cdfa4e3d54',
    s: '0x6b53878fc99d26047f4d7e8c90eb98955a109f44209163f52d8dc4278cbbd9f5',
    v: 27,
  },
  {
    what: 'an action for a vault',
    testnet: false,
    vaultAddress: '0x1719884eb866cb12b2287399b15f7db5e7d775ea',
    action: { type: 'dummy', num: 100_000_000_000 },
    r: '0x3c548db75e479f8012acf3000ca3a6b05606bc2ec0c29c50c515066a326239',
    s: '0x4d402be7396ce74fbba3795769cda45aec00dc3125a984f2a9f23177b190da2c',
    v: 28,
  },
  {
    what: 'a scheduled cancellation',
    testnet: false,
    action: { type: 'scheduleCancel', time: 123_456_789 },
    r: '0x609cb20c737945d070716dcc696ba030e9976fcf5edad87afa7d877493109d55',
    s: '0x16c685d63b5c7a04512d73f183b3d7a00da5406ff1f8aad33f8ae2163bab758b',
    v: 28,
  },
  {
    what: 'a transfer that an owner signs field by field',
    testnet: true,
    action: {
      type: 'usdSend',
      signatureChainId: '0x66eee',
      hyperliquidChain: 'Testnet',
      destination: '0x5e9ee1089755c3435139848e47e6635505d5a13a',
      amount: '1',
      time: 1_687_816_341_423,
    },
    r: '0x637b37dd731507cdd24f46532ca8ba6eec616952c56218baeff04144e4a77073',
    s: '0x11a6a24900e6e314136d2592e2f8d502cd89b7c15b198e1bee043c9589f9fad7',
    v: 27,
  },
  {
    what: 'a withdrawal that an owner signs field by field',
    testnet: true,
    action: {
      type: 'withdraw3',
      signatureChainId: '0x66eee',
      hyperliquidChain: 'Testnet',
      destination: '0x5e9ee1089755c3435139848e47e6635505d5a13a',
      amount: '1',
      time: 1_687_816_341_423,
    },
    r: '0x8363524c799e90ce9bc41022f7c39b4e9bdba786e5f9c72b20e43e1462c37cf9',
    s: '0x58b1411a775938b83e29182e8ef74975f9054c8e97ebf5ec2dc8d51bfc893881',
    v: 28,
  },
] as const

describe('the local Hyperliquid takes what the official client signs', () => {
  const secret = '0x0123456789012345678901234567890123456789012345678901234567890123'
  const address = privateKeyToAccount(secret).address.toLowerCase()

  it.each(HYPERLIQUID)('$what', ({ action, r, s, v, testnet, ...rest }) => {
    const inside = 'time' in action && 'amount' in action
    const signedNonce = inside ? action.time : 0
    const ask = (nonce: number) =>
      verify(hyperliquid, keyOf(address, address, 'secp256k1'), nonce, {
        url: '/exchange',
        host: `api.hyperliquid${testnet ? '-testnet' : ''}.xyz`,
        body: JSON.stringify({ action, nonce, signature: { r, s, v }, ...rest }),
      })
    expect(ask(signedNonce)).toMatchObject({ accepted: true, apiKey: address })
    expect(ask(signedNonce + 1)).toEqual({ accepted: false, reason: inside ? 'bad request' : 'unknown key' })
  })
})
