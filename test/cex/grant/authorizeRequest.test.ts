import { describe, expect, it, test, vi } from 'vitest'
import { memoryBudgetLedger } from '../../../sdk/cex/budgets/memoryBudgetLedger.ts'
import { authorizeRequest, type VenueAuthority } from '../../../sdk/cex/grant/authorizeRequest.ts'
import { hashVenueGrant } from '../../../sdk/cex/grant/hashVenueGrant.ts'
import type { ReferencePrice } from '../../../sdk/cex/grant/venuePrices.ts'
import type { VenuePosition, VenueState } from '../../../sdk/cex/grant/venueState.ts'
import type { VenueRequest } from '../../../sdk/cex/request.ts'
import type { VenueGrant } from '../../../sdk/core/grant.ts'
import { ORDER_TYPES } from '../../../sdk/core/orderType.ts'
import type { VenueLimit } from '../../../sdk/core/venueLimit.ts'
import {
  BTC,
  ETH,
  exampleGrant,
  INVERSE,
  LINEAR,
  NOW,
  NOW_MS,
  trading,
  UNLIMITED,
} from './support/exampleGrant.ts'
import { amendment, ask, batch, exampleVenue, order } from './support/exampleVenue.ts'

const perOrder = (amount: string, asset = 'USDT', market = 'any'): VenueLimit => ({
  ...{ kind: 'notionalPerOrder', asset, market, amount },
})
const total = (amount: string): VenueLimit => ({
  kind: 'notionalTotal',
  asset: 'USDT',
  market: 'any',
  amount,
})
const hourly = (amount: string): VenueLimit => ({
  ...{ kind: 'notionalPerPeriod', asset: 'USDT', market: 'any', amount, period: 3600, periodStart: NOW },
})

type Change = Partial<Omit<VenueAuthority, 'prices' | 'state'>> & {
  price?: ReferencePrice | 'none' | 'fails'
  position?: VenuePosition
  openOrders?: number
}

function grantOf(limits: readonly VenueLimit[], markets = [BTC, ETH, LINEAR, INVERSE]): VenueGrant {
  const covered = limits.some(
    ({ kind, ...limit }) => kind.startsWith('notional') && 'asset' in limit && limit.asset === 'USDT',
  )
  const rest: VenueLimit[] = [{ ...perOrder('unlimited', 'USD') } as VenueLimit]
  return exampleGrant({
    permissions: [trading({ markets, orderTypes: [...ORDER_TYPES] })],
    limits: [...limits, ...(covered ? rest : [UNLIMITED])],
  })
}

function authorityOf(limits: readonly VenueLimit[], change: Change = {}): VenueAuthority {
  const grant = change.grant ?? grantOf(limits)
  const { price = { price: '100', atMs: NOW_MS }, position, openOrders, ...rest } = change
  const state: VenueState = {
    openOrders: async () => openOrders,
    position: async () => position,
  }
  const reference = async () => {
    if (price === 'fails') throw new Error('no network')
    return price === 'none' ? undefined : price
  }
  return {
    ...{ venue: exampleVenue, grant, grantId: hashVenueGrant(grant), budgets: memoryBudgetLedger() },
    ...{ prices: { reference }, state, maxPriceAgeMs: 5000 },
    ...rest,
  }
}

const allows = (authority: VenueAuthority, request: VenueRequest, nowMs = NOW_MS) =>
  authorizeRequest(authority, request, nowMs)

async function refuses(authority: VenueAuthority, request: VenueRequest, error: object, nowMs = NOW_MS) {
  await expect(authorizeRequest(authority, request, nowMs)).rejects.toThrow(expect.objectContaining(error))
}

describe('notional per order', () => {
  it('allows as much as the limit and not one digit more', async () => {
    const authority = authorityOf([perOrder('100')])
    await allows(authority, order({ quantity: '1', price: '100' }))
    await allows(authority, order({ quantity: '0.000000000000000000000000000001', price: '1' }))
    const over = { quantity: '1.000000000000000000000000000001', price: '100' }
    const notional = '100.0000000000000000000000000001'
    await refuses(authority, order(over), {
      name: 'NotionalExceededError',
      notional,
      allowed: '100',
      asset: 'USDT',
    })
  })

  test.for([
    '-0',
    '-1',
    '+1',
    '1e9',
    '  5',
    '5 ',
    '05',
    '.5',
    '5.',
    '0x10',
    '1,000',
    'Infinity',
    'NaN',
    '',
    '1_0',
    '٣',
  ])('refuses the quantity and the price "%s"', async (text) => {
    const authority = authorityOf([perOrder('1000000')])
    await refuses(authority, order({ quantity: text }), { name: 'DecimalInvalidError' })
    await refuses(authority, order({ price: text }), { name: 'DecimalInvalidError' })
    await allows(authority, order({ quantity: '5' }))
  })

  it('refuses numbers of more digits than anybody needs', async () => {
    const authority = authorityOf([perOrder('1000')])
    await refuses(authority, order({ quantity: `0.${'0'.repeat(30)}1` }), { name: 'DecimalInvalidError' })
    await refuses(authority, order({ quantity: '9'.repeat(31) }), { name: 'DecimalInvalidError' })
    await refuses(authority, order({ quantity: '9'.repeat(30) }), { name: 'NotionalExceededError' })
    await allows(authority, order({ quantity: `0.${'0'.repeat(29)}1` }))
  })

  test.for(['0', '0.000'])('refuses "%s", which venues take for something else', async (zero) => {
    const authority = authorityOf([perOrder('1000')])
    await refuses(authority, order({ quantity: zero }), { name: 'OrderUncountableError' })
    await refuses(authority, order({ price: zero }), { name: 'OrderUncountableError' })
  })

  it('counts a sale at the reference price, however low its own is', async () => {
    const authority = authorityOf([perOrder('100')])
    const sale = (change: object) => order({ side: 'sell', ...change })
    await refuses(authority, sale({ quantity: '2', price: '0.01' }), {
      name: 'NotionalExceededError',
      notional: '200',
    })
    await allows(authority, sale({ quantity: '1', price: '0.01' }))
    await refuses(authority, sale({ quantity: '0.9', price: '200' }), {
      name: 'NotionalExceededError',
      notional: '180',
    })
    await allows(authority, order({ quantity: '2', price: '50' }))
  })

  it('counts a market order at the reference price, whatever price it carries', async () => {
    const authority = authorityOf([perOrder('100')])
    const market = (change: object) => order({ type: 'market', ...change })
    await allows(authority, market({ quantity: '1', price: undefined }))
    await refuses(authority, market({ quantity: '1.1', price: '0.01' }), {
      name: 'NotionalExceededError',
      notional: '110',
    })
  })

  it('counts a quantity in the quote asset as it is', async () => {
    const authority = authorityOf([perOrder('100')], { price: 'none' })
    const quoted = { type: 'market', unit: 'quote', price: undefined }
    await allows(authority, order({ ...quoted, quantity: '100' }))
    await refuses(authority, order({ ...quoted, quantity: '100.01' }), {
      name: 'NotionalExceededError',
      notional: '100.01',
    })
  })

  it('counts contracts by their size: linear ones at a price, inverse ones without', async () => {
    const authority = authorityOf([perOrder('100'), perOrder('100', 'USD')])
    const linear = { market: 'BTC-PERP', unit: 'contracts', price: '1000' }
    await allows(authority, order({ ...linear, quantity: '10' }))
    await refuses(authority, order({ ...linear, quantity: '11' }), {
      name: 'NotionalExceededError',
      notional: '110',
    })
    const inverse = { market: 'BTC-INVERSE', unit: 'contracts', type: 'market', price: undefined }
    await allows(authority, order({ ...inverse, quantity: '10' }))
    await refuses(authority, order({ ...inverse, quantity: '11' }), {
      name: 'NotionalExceededError',
      asset: 'USD',
    })
  })

  it('refuses contracts where the grant does not say what one is worth', async () => {
    const { contractSize, ...unsized } = LINEAR
    const limits = [perOrder('100')]
    const grant = exampleGrant({ permissions: [trading({ markets: [unsized] })], limits })
    const contracts = order({ market: 'BTC-PERP', unit: 'contracts', quantity: '1', price: '1' })
    await refuses(authorityOf(limits, { grant }), contracts, { name: 'OrderUncountableError' })
    await allows(authorityOf(limits), contracts)
    expect(contractSize).toBe('0.01')
  })

  it('counts trigger orders at what sets them off', async () => {
    const authority = authorityOf([perOrder('100')])
    const trigger = { type: 'triggerMarket', price: undefined }
    await refuses(authority, order(trigger), { name: 'OrderUncountableError' })
    await allows(authority, order({ ...trigger, triggerPrice: '100' }))
    await refuses(authority, order({ ...trigger, triggerPrice: '200' }), {
      name: 'NotionalExceededError',
      notional: '200',
    })
    await allows(authority, order({ ...trigger, side: 'sell', reduceOnly: true }))
    const reducing = order({ ...trigger, side: 'sell', reduceOnly: true, quantity: '1.1' })
    await refuses(authority, reducing, { name: 'NotionalExceededError' })
    await refuses(authority, order({ type: 'other' }), { name: 'OrderUncountableError' })
  })

  it('counts an amendment as if it was placed anew, at the worst of what it leaves out', async () => {
    const authority = authorityOf([perOrder('100')])
    await allows(authority, amendment({ quantity: '1', price: '100' }))
    await refuses(authority, amendment({ quantity: undefined }), { name: 'OrderUncountableError' })
    const unsaid = { side: undefined, type: undefined }
    await allows(authority, amendment({ ...unsaid, quantity: '1', price: '50' }))
    await refuses(authority, amendment({ ...unsaid, quantity: '1.1', price: '50' }), { notional: '110' })
    // it keeps its price, which may be above the reference price: that of a trigger order was
    for (const type of [undefined, 'limit', 'triggerLimit']) {
      await refuses(authority, amendment({ side: undefined, type, quantity: '0.1', price: undefined }), {
        name: 'OrderUncountableError',
      })
    }
  })

  it('counts only the markets that it is about', async () => {
    const authority = authorityOf([perOrder('100', 'USDT', 'ETHUSDT'), perOrder('unlimited')])
    await allows(authority, order({ quantity: '1000' }))
    await refuses(authority, order({ market: 'ETHUSDT', quantity: '1000' }), {
      name: 'NotionalExceededError',
    })
  })
})

describe('reference prices', () => {
  const sale = order({ side: 'sell' })
  test.for<[string, Change['price']]>([
    ['none', 'none'],
    ['that cannot be asked', 'fails'],
    ['too old', { price: '100', atMs: NOW_MS - 5001 }],
    ['from the future', { price: '100', atMs: NOW_MS + 5001 }],
    ['without a time', { price: '100', atMs: Number.NaN }],
    ['zero', { price: '0', atMs: NOW_MS }],
    ['with an exponent', { price: '1e2', atMs: NOW_MS }],
  ])('refuses what needs one when there is one %s', async ([, price]) => {
    const change = price === undefined ? {} : { price }
    const authority = authorityOf([perOrder('100')], change)
    await refuses(authority, sale, { name: 'PriceMissingError', market: 'BTCUSDT' })
    await allows(authority, order())
  })

  it('takes one that is as old as allowed, and needs none where no limit does', async () => {
    await allows(authorityOf([perOrder('100')], { price: { price: '100', atMs: NOW_MS - 5000 } }), sale)
    await allows(authorityOf([], { price: 'none' }), sale)
    const { prices, ...without } = authorityOf([perOrder('100')])
    expect(prices).toBeDefined()
    await refuses({ ...without, prices: undefined }, sale, { name: 'PriceMissingError' })
  })
})

describe('budgets', () => {
  it('counts everything that was authorized, whatever became of it', async () => {
    const authority = authorityOf([total('250')])
    await allows(authority, order())
    const second = await allows(authority, order())
    await second.settle()
    const error = { name: 'BudgetExceededError', requested: '100', remaining: '50', allowed: '250' }
    await refuses(authority, order(), error)
    await allows(authority, order({ quantity: '0.5' }))
    await refuses(authority, order({ quantity: '0.0001' }), { name: 'BudgetExceededError', remaining: '0' })
  })

  it('counts a repetition of the same order again', async () => {
    const authority = authorityOf([total('150')])
    const same = order({ clientOrderId: 'a' })
    await allows(authority, same)
    await refuses(authority, same, { name: 'BudgetExceededError' })
  })

  it('gives back what never left, once', async () => {
    const authority = authorityOf([total('100')])
    const first = await allows(authority, order())
    await refuses(authority, order(), { name: 'BudgetExceededError' })
    await first.release()
    await first.release()
    await allows(authority, order())
    await refuses(authority, order({ quantity: '0.1' }), { name: 'BudgetExceededError' })
  })

  it('gives nothing back once the venue has answered', async () => {
    const authority = authorityOf([total('100')])
    const first = await allows(authority, order())
    await first.settle()
    await first.release()
    await refuses(authority, order(), { name: 'BudgetExceededError' })
  })

  it('starts again with the next period, at its first second', async () => {
    const authority = authorityOf([hourly('100')])
    const last = NOW_MS + 3_599_999
    await allows(authority, order(), last)
    await refuses(authority, order(), { name: 'BudgetExceededError', remaining: '0' }, last)
    await allows(authority, order(), last + 1)
    await refuses(authority, order(), { name: 'BudgetExceededError' }, last + 1)
  })

  it('opens no period again when the clock goes back', async () => {
    const authority = authorityOf([hourly('100')])
    await allows(authority, order(), NOW_MS + 3_600_000)
    await refuses(authority, order(), { name: 'BudgetExceededError' }, NOW_MS + 3_599_999)
    await allows(authority, order(), NOW_MS + 7_200_000)
  })

  it('gives nothing of an earlier period back to a later one', async () => {
    const authority = authorityOf([hourly('100')])
    const first = await allows(authority, order())
    await allows(authority, order(), NOW_MS + 3_600_000)
    await first.release()
    await refuses(authority, order(), { name: 'BudgetExceededError' }, NOW_MS + 3_600_000)
  })

  it('reserves all limits or none', async () => {
    const authority = authorityOf([total('1000'), hourly('100')])
    await refuses(authority, order({ quantity: '2' }), { name: 'BudgetExceededError', allowed: '100' })
    expect(await authority.budgets.spent(`${authority.grantId}/0`)).toBe('0')
    await allows(authority, order())
    expect(await authority.budgets.spent(`${authority.grantId}/0`)).toBe('100')
  })

  it('counts all orders of a batch together, and cancellations not at all', async () => {
    const authority = authorityOf([total('250')])
    await refuses(authority, batch({}, {}, {}), { name: 'BudgetExceededError', requested: '300' })
    await allows(authority, batch({}, {}))
    await refuses(authority, order(), { name: 'BudgetExceededError', remaining: '50' })
    await allows(authority, ask('DELETE', '/order'))
  })

  it('refuses everything with a limit of zero', async () => {
    await refuses(authorityOf([total('0')]), order({ quantity: '0.001' }), { remaining: '0' })
    await allows(authorityOf([total('0')]), ask('DELETE', '/order'))
  })

  it('keeps grants apart', async () => {
    const one = authorityOf([total('100')])
    await allows(one, order())
    const other = { ...one, grantId: hashVenueGrant(exampleGrant()) }
    await allows(other, order())
    await refuses(one, order(), { name: 'BudgetExceededError' })
  })

  it('lets none of many at once overspend', async () => {
    const authority = authorityOf([total('1000')])
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => allows(authority, order())))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })
})

describe('request rate', () => {
  const rate: VenueLimit = { kind: 'requestRate', amount: '2', period: 10 }

  it('allows so many in any stretch of time, and cancellations freely', async () => {
    const authority = authorityOf([rate])
    await allows(authority, order(), NOW_MS)
    await allows(authority, order(), NOW_MS + 9_000)
    const error = { name: 'RequestRateExceededError', allowed: '2', period: 10 }
    await refuses(authority, order(), error, NOW_MS + 9_999)
    await allows(authority, ask('DELETE', '/order'), NOW_MS + 9_999)
    await allows(authority, order(), NOW_MS + 10_000)
    await refuses(authority, order(), error, NOW_MS + 18_999)
    await allows(authority, order(), NOW_MS + 19_000)
  })

  it('counts requests that read, and forgets none when the clock goes back', async () => {
    const authority = authorityOf([], { grant: exampleGrant({ limits: [UNLIMITED, rate] }) })
    await allows(authority, ask('GET', '/balance'), NOW_MS + 60_000)
    await allows(authority, ask('GET', '/balance'), NOW_MS + 1)
    await refuses(authority, ask('GET', '/balance'), { name: 'RequestRateExceededError' }, NOW_MS + 15_000)
  })
})

describe('open orders', () => {
  const two: VenueLimit = { kind: 'openOrders', market: 'any', amount: '2' }

  it('counts what rests, and what was signed and is not heard of', async () => {
    const authority = authorityOf([two], { openOrders: 1 })
    await allows(authority, order())
    const error = { name: 'OpenOrdersExceededError', requested: '1', remaining: '0', allowed: '2' }
    await refuses(authority, order(), error)
    await allows(authority, order({ type: 'market' }))
    await allows(authority, amendment())
    await refuses(authority, order(), error, NOW_MS + 89_999)
    await allows(authority, order(), NOW_MS + 90_000)
  })

  it('counts no order twice once its outcome is known', async () => {
    const authority = authorityOf([two], { openOrders: 1 })
    const first = await allows(authority, order())
    await first.settle()
    await allows(authority, order())
  })

  it('counts an order whose outcome came after the venue was asked', async () => {
    const authority = authorityOf([two])
    let answer: (count: number) => void = () => {}
    const asked = new Promise<number>((resolve) => {
      answer = resolve
    })
    const state = { openOrders: () => asked, position: async () => undefined }
    const slow = allows({ ...authority, state }, batch({}, {}))
    await new Promise((resolve) => setImmediate(resolve))
    const first = await allows({ ...authority, state: { ...state, openOrders: async () => 0 } }, order())
    await first.settle()
    answer(0)
    await expect(slow).rejects.toThrow(
      expect.objectContaining({ name: 'OpenOrdersExceededError', remaining: '1' }),
    )
  })

  it('counts a batch as many, and a batch too many not at all', async () => {
    const authority = authorityOf([two], { openOrders: 0 })
    await refuses(authority, batch({}, {}, {}), {
      name: 'OpenOrdersExceededError',
      requested: '3',
      remaining: '2',
    })
    await allows(authority, batch({}, {}))
  })

  test.for([undefined, -1, 1.5, Number.NaN])('refuses when the venue says %s', async (openOrders) => {
    const change = openOrders === undefined ? {} : { openOrders }
    await refuses(authorityOf([two], change), order(), { name: 'StateMissingError' })
    await refuses({ ...authorityOf([two]), state: undefined }, order(), { name: 'StateMissingError' })
    await allows(authorityOf([two], change), ask('DELETE', '/order'))
  })

  it('refuses when asking fails', async () => {
    const cause = new Error('no network')
    const state = { openOrders: vi.fn().mockRejectedValue(cause), position: async () => undefined }
    await refuses({ ...authorityOf([two]), state }, order(), { name: 'StateMissingError', cause })
  })
})

describe('positions', () => {
  const limit: VenueLimit = { kind: 'position', market: 'BTCUSDT', unit: 'base', amount: '10' }
  const net = (size: string, restingBuys = '0', restingSells = '0'): VenuePosition => ({
    ...{ mode: 'net', size, restingBuys, restingSells },
  })
  const buy = (quantity: string, more = {}) => order({ quantity, ...more })
  const sell = (quantity: string, more = {}) => order({ side: 'sell', quantity, ...more })

  it('counts what is held, what rests and what is ordered', async () => {
    const position = net('5', '2')
    await allows(authorityOf([limit], { position }), buy('3'))
    const error = { name: 'PositionExceededError', market: 'BTCUSDT', remaining: '3', allowed: '10' }
    await refuses(authorityOf([limit], { position }), buy('3.1'), { ...error, requested: '3.1' })
    await allows(authorityOf([limit], { position }), sell('15'))
    await refuses(authorityOf([limit], { position }), sell('15.1'), {
      name: 'PositionExceededError',
      remaining: '15',
    })
    await allows(authorityOf([limit], { position: net('-10') }), buy('20'))
  })

  it('counts both sides of hedge mode as opening', async () => {
    const position: VenuePosition = {
      mode: 'hedge',
      long: '4',
      short: '9',
      restingBuys: '0',
      restingSells: '0',
    }
    await allows(authorityOf([limit], { position }), buy('6'))
    await refuses(authorityOf([limit], { position }), buy('7'), { remaining: '6' })
    await allows(authorityOf([limit], { position }), sell('1'))
    await refuses(authorityOf([limit], { position }), sell('2'), { remaining: '1' })
  })

  it('does not count what only makes a position smaller', async () => {
    const market = 'BTC-PERP'
    const perpetual: VenueLimit = { kind: 'position', market, unit: 'base', amount: '10' }
    const authority = authorityOf([perpetual], { position: net('10') })
    await allows(authority, sell('50', { market, reduceOnly: true }))
    await allows({ ...authority, state: undefined }, buy('50', { market, reduceOnly: true }))
    await refuses(authority, buy('0.1', { market }), { name: 'PositionExceededError' })
  })

  it('does not believe an order on spot that it only makes a position smaller', async () => {
    const authority = authorityOf([limit], { position: net('9') })
    await refuses(authority, buy('1.1', { reduceOnly: true }), { name: 'PositionExceededError' })
    await allows(authority, buy('1', { reduceOnly: true }))
  })

  it('counts what was signed meanwhile, on its own side', async () => {
    const authority = authorityOf([limit], { position: net('0') })
    await allows(authority, buy('6'))
    await refuses(authority, buy('6'), { remaining: '4' })
    await allows(authority, sell('6'))
  })

  it('measures a quantity in the quote asset by the lower price, rounded up', async () => {
    const authority = authorityOf([limit], { position: net('0'), price: { price: '3', atMs: NOW_MS } })
    const quoted = { type: 'market', unit: 'quote', price: undefined }
    await refuses(authority, buy('30.000000000000000000000000000001', quoted), {
      name: 'PositionExceededError',
    })
    await allows(authority, buy('30', quoted))
  })

  it('counts an amendment that does not say its side on both', async () => {
    const unsaid = amendment({ side: undefined, quantity: '5' })
    await allows(authorityOf([limit], { position: net('5') }), unsaid)
    await refuses(authorityOf([limit], { position: net('6') }), unsaid, { remaining: '4' })
    await refuses(authorityOf([limit], { position: net('-6') }), unsaid, { remaining: '4' })
  })

  it('counts contracts where it is about contracts', async () => {
    const contracts: VenueLimit = { kind: 'position', market: 'BTC-INVERSE', unit: 'contracts', amount: '10' }
    const inverse = { market: 'BTC-INVERSE', unit: 'contracts' }
    const authority = () => authorityOf([contracts], { position: net('0') })
    await allows(authority(), buy('10', inverse))
    await refuses(authority(), buy('11', inverse), { name: 'PositionExceededError' })
    await refuses(authority(), buy('1', { ...inverse, unit: 'base' }), { name: 'OrderUncountableError' })
    // of 10 dollars each
    await allows({ ...authority(), prices: undefined }, buy('100', { ...inverse, unit: 'quote' }))
    await refuses(authority(), buy('101', { ...inverse, unit: 'quote' }), { requested: '10.1' })
    const linear: VenueLimit = { kind: 'position', market: 'BTC-PERP', unit: 'base', amount: '0.1' }
    const perpetual = { market: 'BTC-PERP', unit: 'contracts' }
    await allows(authorityOf([linear], { position: net('0') }), buy('10', perpetual))
    await refuses(authorityOf([linear], { position: net('0') }), buy('11', perpetual), { requested: '0.11' })
  })

  it('refuses when the venue does not say, or not in words that are known', async () => {
    await refuses(authorityOf([limit]), buy('1'), { name: 'StateMissingError', what: 'the position' })
    for (const size of ['1e1', '', ' 1', '--1']) {
      await refuses(authorityOf([limit], { position: net(size) }), buy('1'), { name: 'StateMissingError' })
    }
    const position = { ...net('0'), mode: 'both' } as unknown as VenuePosition
    await refuses(authorityOf([limit], { position }), buy('1'), { name: 'StateMissingError' })
  })
})
