import { describe, expect, it } from 'vitest'
import { defineVenueGrant } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import { judgeRequest } from '../../../sdk/cex/grant/judgeRequest.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import { hyperliquid } from '../../../sdk/cex/venues/hyperliquid/hyperliquid.ts'
import { NOW, NOW_MS, UNLIMITED } from './support/exampleGrant.ts'

const VAULT = '0x1719884eb866cb12b2287399b15f7db5e7d775eA'
const OTHER = '0x0000000000000000000000000000000000000001'
const ORDER = { a: 0, b: true, p: '100', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }

function judge(account: string | undefined, ...named: [string, Json][]) {
  const { grant } = defineVenueGrant({
    ...{ venue: hyperliquid, account, network: { environment: 'production', allowedIps: 'any' } },
    permissions: expandVenueAccess({
      accessLevel: 'trade',
      markets: [{ symbol: '0', base: 'BTC', quote: 'USDC', kind: 'linear' }],
    }),
    limits: [UNLIMITED],
    ...{
      validAfter: NOW,
      validUntil: NOW + 60,
      keyLifetime: 60,
      sessionKey: OTHER,
      clock: { now: () => NOW },
    },
  })
  const action = { type: 'order', orders: [ORDER], grouping: 'na' }
  const params: [string, Json][] = [['action', action], ...named]
  const request = {
    method: 'POST',
    baseUrl: 'https://api.hyperliquid.xyz',
    path: '/exchange',
    params,
  } as const
  return judgeRequest({ venue: hyperliquid, grant }, request, NOW_MS)
}

const refused = expect.objectContaining({ name: 'AccountNotGrantedError' })

describe('a key that can act for several accounts', () => {
  it('acts for its own where the grant names none', () => {
    expect(judge(undefined).orders).toHaveLength(1)
    expect(judge(undefined, ['vaultAddress', null]).orders).toHaveLength(1)
    expect(() => judge(undefined, ['vaultAddress', VAULT])).toThrow(refused)
    expect(() => judge(undefined, ['vaultaddress', VAULT])).toThrow(refused)
  })

  it('acts for the one that the grant names, and for no other', () => {
    expect(judge(VAULT, ['vaultAddress', VAULT]).orders).toHaveLength(1)
    expect(judge(VAULT, ['vaultAddress', VAULT.toLowerCase()]).orders).toHaveLength(1)
    for (const named of [[['vaultAddress', OTHER]], [['vaultAddress', null]], []] as [string, Json][][]) {
      expect(() => judge(VAULT, ...named)).toThrow(refused)
    }
    expect(() => judge(VAULT, ['vaultAddress', VAULT], ['vaultAddress', OTHER])).toThrow(refused)
  })
})
