import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  expiryFor,
  expiryState,
  fixedClock,
  isExpiry,
  isTime,
  remainingSeconds,
  Secret,
  systemClock,
} from '../../sdk/core/index.ts'
import { BaseError } from '../../sdk/errors/index.ts'

describe('Secret', () => {
  const secret = new Secret('hunter2')

  it('gives its value only when asked', () => {
    expect(secret.reveal()).toBe('hunter2')
  })

  it.each([
    ['String', String(secret)],
    ['a template', `${secret}`],
    ['concatenation', `a${secret}b`],
    ['JSON', JSON.stringify({ secret, deep: [secret] })],
    [
      'inspect',
      inspect({ secret, deep: { deeper: { deepest: { secret } } } }, { depth: 9, showHidden: true }),
    ],
    ['an error', inspect(new BaseError(`no ${secret}`, { cause: { secret } }))],
    ['its keys', `${Object.keys(secret)}${JSON.stringify({ ...secret })}`],
    ['a clone', inspect(structuredClone({ secret: { ...secret } }))],
  ])('does not show in %s', (_, text) => {
    expect(text).not.toContain('hunter2')
  })

  it('compares by value', () => {
    expect(secret.equals(new Secret('hunter2'))).toBe(true)
    for (const other of ['hunter3', 'hunter', 'hunter22', '', 'Hunter2']) {
      expect(secret.equals(new Secret(other))).toBe(false)
    }
  })
})

describe('expiry', () => {
  const expiry = { validAfter: 10, validUntil: 20 }

  it('includes both ends', () => {
    const states = [9, 10, 20, 21].map((now) => expiryState(expiry, now))
    expect(states).toEqual(['notStarted', 'current', 'current', 'expired'])
  })

  it('counts the last second', () => {
    expect([0, 10, 20, 21].map((now) => remainingSeconds(expiry, now))).toEqual([11, 11, 1, 0])
    expect(remainingSeconds(expiryFor(100, 60), 100)).toBe(60)
  })

  it('takes whole seconds below 2^47', () => {
    expect([0, 1, 2 ** 47 - 1].every(isTime)).toBe(true)
    expect([-1, 0.5, 2 ** 47, Number.NaN, Number.POSITIVE_INFINITY].some(isTime)).toBe(false)
    expect(isExpiry(expiry)).toBe(true)
    expect(isExpiry({ validAfter: 20, validUntil: 20 })).toBe(true)
    expect(isExpiry({ validAfter: 21, validUntil: 20 })).toBe(false)
    expect(isExpiry({ validAfter: 0, validUntil: 0 })).toBe(false)
  })
})

describe('clock', () => {
  it('counts whole seconds', () => {
    expect(fixedClock(5).now()).toBe(5)
    expect(Math.abs(systemClock.now() - Date.now() / 1000)).toBeLessThan(2)
  })
})
