import type { Exchange } from 'ccxt'
import fc from 'fast-check'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, it } from 'vitest'
import { hyperliquid } from '../../scripts/local/venues/hyperliquid/hyperliquid.ts'
import type { LocalKey, ReceivedRequest, Setting } from '../../scripts/local/venues/localVenue.ts'
import type { Json } from '../../sdk/cex/json.ts'
import { localVenueSigner } from '../../sdk/cex/signing/localVenueSigner.ts'
import { signRequest } from '../../sdk/cex/signing/signRequest.ts'
import { hyperliquidSigning } from '../../sdk/cex/venues/hyperliquid/signing.ts'
import { Secret } from '../../sdk/core/secret.ts'
import { received } from './parity/suite.ts'
import { ccxtExchange } from './support/ccxt.ts'

const secret = `0x${'5a'.repeat(32)}` as const
const { address } = privateKeyToAccount(secret)
const nowMs = 1_795_000_000_123
const VAULT = '0x1719884eb866cb12b2287399b15f7db5e7d775ea'

const key: LocalKey = {
  apiKey: address.toLowerCase(),
  kind: 'secp256k1',
  secret: address,
  access: 'full',
  ips: [],
  createdAtMs: 0,
  label: 'trader',
  account: 'main',
}

const setting: Setting = {
  keys: new Map([[key.apiKey, key]]),
  nowMs,
  seen: { highest: new Map(), once: new Set() },
}

const adapter = { name: 'Hyperliquid', signing: hyperliquidSigning }
const signerOf = (privateKey: string) =>
  localVenueSigner(adapter, {
    keyType: 'secp256k1',
    apiKey: privateKeyToAccount(privateKey as `0x${string}`).address,
    secret: new Secret(privateKey),
  })
const signer = signerOf(secret)

type Action = { readonly [name: string]: Json }
type Sample = {
  readonly action: Action
  readonly nonce: number
  readonly vault: string | undefined
  readonly expiresAfter: number | undefined
  readonly testnet: boolean
}

const text = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._-]{0,40}$/),
  fc
    .array(fc.constantFrom('ü', '本', '🚀', ' ', '"', '\\', '&', '/', 'x'), { maxLength: 12 })
    .map((letters) => letters.join('')),
)
const whole = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: -40_000, max: -1 }),
  fc.integer({ min: 0, max: 2 ** 32 }),
  fc.integer({ min: 2 ** 32, max: Number.MAX_SAFE_INTEGER }),
)
const scalar: fc.Arbitrary<Json> = fc.oneof(text, whole, fc.boolean(), fc.constant(null))
const name = fc.stringMatching(/^z[a-z0-9]{0,8}$/)
const members = (value: fc.Arbitrary<Json>) =>
  fc.dictionary(name, value, { maxKeys: 5 }).map((found) => ({ ...found }))
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 20 }) },
  { weight: 1, arbitrary: members(scalar) },
  { weight: 1, arbitrary: fc.array(members(fc.oneof(scalar, members(scalar))), { maxLength: 17 }) },
)

const decimal = fc.stringMatching(/^[1-9][0-9]{0,6}(\.[0-9]{1,5}[1-9])?$/)
const order = fc.record({
  a: fc.integer({ min: 0, max: 20_000 }),
  b: fc.boolean(),
  p: decimal,
  s: decimal,
  r: fc.boolean(),
  t: fc.oneof(
    fc.constantFrom<Json>({ limit: { tif: 'Gtc' } }, { limit: { tif: 'Ioc' } }, { limit: { tif: 'Alo' } }),
    fc.record({
      trigger: fc.record({ isMarket: fc.boolean(), triggerPx: decimal, tpsl: fc.constantFrom('tp', 'sl') }),
    }),
  ),
})
const action: fc.Arbitrary<Action> = fc.oneof(
  fc
    .array(order, { minLength: 1, maxLength: 20 })
    .map((orders): Action => ({ type: 'order', orders, grouping: 'na' })),
  fc
    .array(fc.record({ a: fc.integer({ min: 0, max: 300 }), o: fc.integer({ min: 1, max: 2 ** 40 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((cancels): Action => ({ type: 'cancel', cancels })),
  members(value).map((rest): Action => ({ type: 'dummy', ...rest })),
)

const samples: Sample[] = fc.sample(
  fc.record({
    action,
    nonce: fc.integer({ min: nowMs - 86_400_000, max: nowMs }),
    vault: fc.constantFrom(undefined, VAULT),
    expiresAfter: fc.oneof(fc.constant(undefined), fc.integer({ min: nowMs, max: nowMs + 86_400_000 })),
    testnet: fc.boolean(),
  }),
  { numRuns: 400, seed: 20_261_124 },
)

const baseUrl = (testnet: boolean): string => `https://api.hyperliquid${testnet ? '-testnet' : ''}.xyz`

function ours({ action: given, nonce, vault, expiresAfter, testnet }: Sample): ReceivedRequest {
  const params: [string, Json][] = [['action', given]]
  if (vault !== undefined) params.push(['vaultAddress', vault])
  if (expiresAfter !== undefined) params.push(['expiresAfter', expiresAfter])
  const request = { method: 'POST', baseUrl: baseUrl(testnet), path: '/exchange', params } as const
  return received(signRequest(adapter, signer, request, { clockMs: nowMs, nonce: String(nonce) }))
}

/** Signatures as numbers: some leave zeros out in front. */
const numbers = ({ r, s, v }: { r: string; s: string; v: number }) => [BigInt(r), BigInt(s), v]

describe('hyperliquid', () => {
  let exchange: Exchange
  beforeAll(async () => {
    exchange = await ccxtExchange('hyperliquid', { walletAddress: address, privateKey: secret })
  })

  const theirs = ({ action: given, nonce, vault, expiresAfter, testnet }: Sample) => {
    exchange.options['sandboxMode'] = testnet
    const call = exchange as unknown as {
      signL1Action(...all: unknown[]): { r: string; s: string; v: number }
    }
    return call.signL1Action(given, nonce, vault?.slice(2), expiresAfter)
  }

  it('is signed alike by ccxt and the adapter, and taken by the local venue, on 400 actions', () => {
    for (const sample of samples) {
      const request = ours(sample)
      const signature = (JSON.parse(request.body) as { signature: { r: string; s: string; v: number } })
        .signature
      expect(numbers(signature), JSON.stringify(sample)).toEqual(numbers(theirs(sample)))
      expect(hyperliquid.verify(request, setting), JSON.stringify(sample)).toMatchObject({
        accepted: true,
        apiKey: key.apiKey,
        params: [
          ...Object.entries(sample.action),
          ...(sample.vault === undefined ? [] : [['vaultAddress', sample.vault]]),
        ],
      })
    }
  })

  it('is refused on the other network, for another vault, with another nonce or end, and when the action changes', () => {
    for (const sample of samples.slice(0, 50)) {
      const request = ours(sample)
      const sent = JSON.parse(request.body) as Record<string, unknown>
      const other: ReceivedRequest[] = [
        { ...request, host: new URL(baseUrl(!sample.testnet)).host },
        ...[
          { ...sent, vaultAddress: sample.vault === undefined ? VAULT : null },
          { ...sent, nonce: sample.nonce - 1 },
          { ...sent, expiresAfter: (sample.expiresAfter ?? nowMs) + 1 },
          { ...sent, action: { ...sample.action, zzzzzzzzzz: 1 } },
        ].map((changed) => ({ ...request, body: JSON.stringify(changed) })),
      ]
      for (const one of other) expect(hyperliquid.verify(one, setting).accepted).toBe(false)
    }
  })

  it('is refused outside its time, and when it comes twice', () => {
    const [sample] = samples.filter(({ expiresAfter }) => expiresAfter !== undefined)
    if (!sample) throw new Error('no sample has an end')
    const request = ours(sample)
    const at = (changed: Partial<Setting>) => hyperliquid.verify(request, { ...setting, ...changed })
    expect(at({})).toMatchObject({ accepted: true })
    expect(at({ nowMs: nowMs + 2 * 86_400_000 })).toEqual({ accepted: false, reason: 'clock' })
    const once = new Set([`${key.apiKey}:${sample.nonce}`])
    expect(at({ seen: { highest: new Map(), once } })).toEqual({ accepted: false, reason: 'replay' })
  })
})
