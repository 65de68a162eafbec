import { describe, expect, it } from 'vitest'
import { numberAt } from '../../sdk/cex/clock/numberAt.ts'
import { secondsToMs } from '../../sdk/cex/clock/secondsToMs.ts'
import { isRawJson } from '../../sdk/cex/isRawJson.ts'
import { parseJson } from '../../sdk/cex/parseJson.ts'

describe('parseJson', () => {
  it('keeps every number as it is written', () => {
    const text = '[1,-0,1.50,9007199254740993,1e400,1E2,0.1,{"a":[12345678901234567890]}]'
    expect(JSON.stringify(parseJson(text))).toBe(text)
  })

  it('leaves numbers that print alike as they are', () => {
    expect(parseJson('[1,0.1,-5,1e+21]')).toEqual([1, 0.1, -5, 1e21])
  })

  it('tells such a number from an object with the same member', () => {
    const [number, object] = parseJson('[1.0,{"rawJSON":"1.0"}]') as readonly unknown[]
    expect(isRawJson(number)).toBe(true)
    expect(isRawJson(object)).toBe(false)
    expect(isRawJson(undefined)).toBe(false)
  })

  it('keeps a member named __proto__ a member', () => {
    expect(JSON.stringify(parseJson('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}')
  })

  it('refuses what is no JSON', () => {
    expect(() => parseJson('{')).toThrow(SyntaxError)
  })
})

describe('numberAt', () => {
  it('reads numbers, and text of numbers', () => {
    expect(numberAt({ data: [{ ts: '17' }] }, 'data', 0, 'ts')).toBe(17)
    expect(numberAt({ epoch: 1.5 }, 'epoch')).toBe(1.5)
  })

  it('reads nothing else', () => {
    for (const time of ['', '-1', '1e3', ' 1', null, true, [], Number.NaN])
      expect(numberAt({ time }, 'time')).toBe(undefined)
    expect(numberAt({}, 'toString')).toBe(undefined)
    expect(numberAt('text', 'length')).toBe(undefined)
  })
})

describe('secondsToMs', () => {
  it('rounds to whole milliseconds, and leaves nothing as it is', () => {
    expect(secondsToMs(1.2345)).toBe(1235)
    expect(secondsToMs(undefined)).toBe(undefined)
  })
})
