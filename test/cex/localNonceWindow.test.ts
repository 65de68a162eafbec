import { describe, expect, it } from 'vitest'
import type { LocalKey, Seen } from '../../scripts/local/venues/localVenue.ts'
import { hmac } from '../../scripts/local/venues/primitives.ts'
import { whitebit } from '../../scripts/local/venues/whitebit.ts'

const key: LocalKey = {
  apiKey: 'key',
  kind: 'hmac',
  secret: 'a secret',
  access: 'read',
  ips: [],
  createdAtMs: 0,
  label: '',
  account: 'main',
}
const path = '/api/v4/trade-account/balance'
const nowMs = 1_795_000_000_123

function ask(nonce: number, nonceWindow: unknown, seen: Partial<Seen> = {}) {
  const body = JSON.stringify({ request: path, nonce, nonceWindow, ticker: 'BTC' })
  const payload = Buffer.from(body).toString('base64')
  const headers = {
    'x-txc-apikey': key.apiKey,
    'x-txc-payload': payload,
    'x-txc-signature': hmac('sha512', key.secret, payload, 'hex'),
  }
  const setting = {
    keys: new Map([[key.apiKey, key]]),
    nowMs,
    seen: { highest: new Map(), once: new Set<string>(), ...seen },
  }
  return whitebit.verify({ method: 'POST', url: path, host: '', headers, body, ip: '' }, setting)
}

describe('a nonce window of the local WhiteBIT', () => {
  const taken = { accepted: true, params: [['ticker', 'BTC']] }

  it('takes a nonce within five seconds, either way, and none outside', () => {
    for (const nonce of [nowMs - 5000, nowMs, nowMs + 5000]) expect(ask(nonce, true)).toMatchObject(taken)
    for (const nonce of [nowMs - 5001, nowMs + 5001])
      expect(ask(nonce, true)).toEqual({ accepted: false, reason: 'clock' })
  })

  it('takes a nonce once, and lower ones after higher ones', () => {
    const seen = { once: new Set([`key:${nowMs}`]), highest: new Map([['key', BigInt(nowMs)]]) }
    expect(ask(nowMs, true, seen)).toEqual({ accepted: false, reason: 'replay' })
    expect(ask(nowMs - 1, true, seen)).toMatchObject(taken)
  })

  it('is closed unless it is asked for: then a nonce only counts up, at any time', () => {
    const seen = { highest: new Map([['key', 5n]]) }
    expect(ask(6, false, seen)).toMatchObject({ ...taken, nonce: 6n })
    expect(ask(5, false, seen)).toEqual({ accepted: false, reason: 'replay' })
    expect(ask(nowMs, 'true', { highest: new Map([['key', BigInt(nowMs)]]) })).toEqual({
      accepted: false,
      reason: 'replay',
    })
  })
})
