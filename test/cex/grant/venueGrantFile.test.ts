import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { readVenueGrantDefinition } from '../../../scripts/cli/venueGrantDefinition.ts'
import { defineVenueGrant } from '../../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess } from '../../../sdk/cex/grant/expandVenueAccess.ts'
import { hashVenueGrant } from '../../../sdk/cex/grant/hashVenueGrant.ts'
import { parseVenueGrantFile, serializeVenueGrantFile } from '../../../sdk/cex/grant/venueGrantFile.ts'
import { BTC, exampleGrant, INVERSE, LINEAR, NOW, trading, UNLIMITED } from './support/exampleGrant.ts'
import { exampleVenue } from './support/exampleVenue.ts'

const throwing = (error: object) => expect.objectContaining(error)

describe('grant files', () => {
  const whole = exampleGrant({
    account: 'bots',
    permissions: [
      ...expandVenueAccess({ accessLevel: 'read' }),
      trading({ markets: [BTC, LINEAR, INVERSE] }),
    ],
    limits: [
      UNLIMITED,
      {
        kind: 'notionalPerPeriod',
        asset: 'USDT',
        market: 'BTCUSDT',
        amount: '0.5',
        period: 60,
        periodStart: NOW,
      },
      { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '9' },
      { kind: 'openOrders', market: 'any', amount: '5' },
      { kind: 'position', market: 'BTC-INVERSE', unit: 'contracts', amount: '5' },
      { kind: 'requestRate', amount: '5', period: 1 },
    ],
  })

  it('give back the grant that was written', () => {
    for (const grant of [whole, exampleGrant()]) {
      const file = parseVenueGrantFile(serializeVenueGrantFile(grant))
      expect(file).toEqual({ grant, grantId: hashVenueGrant(grant) })
      expect(hashVenueGrant(file.grant)).toBe(file.grantId)
    }
  })

  it('are refused when anything in them was changed', () => {
    const text = serializeVenueGrantFile(whole)
    for (const [from, to] of [
      ['"0.5"', '"50"'],
      ['"BTCUSDT"', '"ETHUSDT"'],
      ['"version": 1', '"version": 2'],
      ['"format"', '"Format"'],
      ['"overlap": 0', '"overlap": 0, "more": 1'],
      ['"overlap": 0', '"overlap": "0"'],
      ['"overlap": 0', '"overlap": 0.5'],
      ['{', ''],
    ] as const) {
      expect(text).toContain(from)
      const changed = text.replace(from, to)
      expect(() => parseVenueGrantFile(changed), changed).toThrow(throwing({ name: 'GrantFileInvalidError' }))
    }
  })
})

describe('definition files', () => {
  let folder: string
  let files = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const definition = {
    venue: 'example-v1',
    network: { environment: 'production', allowedIps: 'any' },
    ...{
      sessionKey: 'example-key',
      accessLevel: 'trade',
      markets: [BTC],
      validFor: '1d',
      keyLifetime: 'unlimited',
    },
    limits: [{ kind: 'notionalPerPeriod', asset: 'USDT', amount: '10', period: '1h' }],
  }
  const read = async (change: object) => {
    const path = join(folder, `${++files}.json`)
    await writeFile(path, JSON.stringify({ ...definition, ...change }))
    return readVenueGrantDefinition(path, { now: NOW, venues: [exampleVenue] })
  }

  it('say what a grant says', async () => {
    const { grant } = defineVenueGrant(await read({ account: 'bots', overlap: '1m', maxKeys: 2 }))
    expect(grant).toMatchObject({
      account: { venue: 'example-v1', account: 'bots' },
      permissions: expandVenueAccess({ accessLevel: 'trade', markets: [BTC] }),
      limits: [
        {
          kind: 'notionalPerPeriod',
          asset: 'USDT',
          market: 'any',
          amount: '10',
          period: 3600,
          periodStart: NOW,
        },
      ],
      ...{ validAfter: NOW, validUntil: NOW + 86_399, keyLifetime: 2 ** 32 - 1, overlap: 60, maxKeys: 2 },
    })
  })

  it('take times, narrower orders, and permissions in full', async () => {
    const at = await read({
      validFor: undefined,
      validAfter: '2026-01-02T00:00:00Z',
      validUntil: String(NOW + 200_000),
    })
    expect(at).toMatchObject({ validAfter: NOW + 86_400, validUntil: NOW + 200_000 })
    expect(at.limits[0]).toMatchObject({ periodStart: NOW + 86_400 })
    const narrow = { sides: ['buy'], orderTypes: ['limit'], cancel: 'none' } as const
    expect((await read(narrow)).permissions[1]).toEqual(trading(narrow))
    const own = await read({ accessLevel: undefined, markets: undefined, permissions: [trading()] })
    expect(own.permissions).toEqual([trading()])
    const reading = await read({ accessLevel: 'read', markets: undefined, limits: undefined })
    expect(defineVenueGrant(reading).grant.limits).toEqual([])
    const full = await read({ accessLevel: 'full', mayMoveAssetsToOthers: true })
    expect(full.permissions).toHaveLength(3)
  })

  test.for<[string, object, string]>([
    ['a member that nobody knows', { withdraw: true }, 'FileError'],
    ['a number for an amount', { limits: [{ kind: 'openOrders', amount: 5 }] }, 'FileError'],
    ['a limit of no kind', { limits: [{ kind: 'loss', amount: '5' }] }, 'FileError'],
    ['two ends', { validUntil: '2026-01-02T00:00:00Z' }, 'FileError'],
    ['no end', { validFor: undefined }, 'FileError'],
    ['a level and permissions', { permissions: [trading()] }, 'FileError'],
    ['neither', { accessLevel: undefined, markets: undefined }, 'FileError'],
    ['permissions and markets', { accessLevel: undefined, permissions: [trading()] }, 'FileError'],
    ['reading and markets', { accessLevel: 'read' }, 'FileError'],
    ['trading and no markets', { markets: undefined }, 'FileError'],
    ['full without the words', { accessLevel: 'full' }, 'GrantInvalidError'],
    ['full with a no', { accessLevel: 'full', mayMoveAssetsToOthers: false }, 'GrantInvalidError'],
    ['a venue that is none', { venue: 'other-v1' }, 'VenueUnknownError'],
    ['no addresses', { network: { environment: 'production' } }, 'FileError'],
  ])('are refused with %s', async ([, change, name]) => {
    await expect(read(change)).rejects.toThrow(throwing({ name }))
  })

  it('are as the documentation shows them', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/venues.md'), 'utf8')
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? []
    const path = join(folder, 'documented.json')
    await writeFile(path, example)
    const { grant } = defineVenueGrant(readVenueGrantDefinition(path, { now: NOW }))
    expect(grant).toMatchObject({
      account: { venue: 'okx-v5', account: 'bots' },
      validUntil: NOW + 30 * 86_400 - 1,
    })
  })
})
