import { describe, expect, it } from 'vitest'
import { reducesOnly } from '../../../sdk/cex/orders/reducesOnly.ts'

const order = { side: 'sell', position: undefined, flag: false, refusesOtherMode: true } as const

describe('an order that says to close a position', () => {
  it('only reduces where the venue refuses such a side in an account without', () => {
    expect(reducesOnly({ ...order, position: 'long' })).toBe(true)
    expect(reducesOnly({ ...order, position: 'short', side: 'buy' })).toBe(true)
    expect(reducesOnly({ ...order, position: 'long', refusesOtherMode: false })).toBe(false)
    expect(reducesOnly({ ...order, position: 'short', side: 'buy', refusesOtherMode: false })).toBe(false)
  })

  it('opens on its own side, whatever the flag', () => {
    expect(reducesOnly({ ...order, position: 'long', side: 'buy', flag: true })).toBe(false)
    expect(reducesOnly({ ...order, position: 'short', flag: true })).toBe(false)
  })

  it('goes by the flag where there is one position', () => {
    expect(reducesOnly({ ...order, flag: true })).toBe(true)
    expect(reducesOnly({ ...order, position: 'only', flag: true, refusesOtherMode: false })).toBe(true)
    expect(reducesOnly({ ...order, position: 'only' })).toBe(false)
  })
})
