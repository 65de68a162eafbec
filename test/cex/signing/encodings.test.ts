import { describe, expect, it } from 'vitest'
import type { Json } from '../../../sdk/cex/json.ts'
import type { Parameter } from '../../../sdk/cex/request.ts'
import { checkPath } from '../../../sdk/cex/signing/checkRequest.ts'
import { jsonObject } from '../../../sdk/cex/signing/jsonObject.ts'
import { percentEncode } from '../../../sdk/cex/signing/percentEncode.ts'
import { queryText, rawQueryText } from '../../../sdk/cex/signing/queryText.ts'
import { sortParameters } from '../../../sdk/cex/signing/sortParameters.ts'

const { rawJSON } = JSON as unknown as { rawJSON(text: string): Json }

describe('percentEncode', () => {
  it('leaves what RFC 3986 does not reserve', () => {
    const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'
    expect(percentEncode(unreserved)).toBe(unreserved)
  })

  it('encodes every other character of ASCII, and all else as UTF-8', () => {
    for (let code = 0; code < 128; code++) {
      const character = String.fromCharCode(code)
      if (/[A-Za-z0-9._~-]/.test(character)) continue
      expect(percentEncode(`a${character}`)).toBe(`a%${code.toString(16).toUpperCase().padStart(2, '0')}`)
    }
    expect(percentEncode('é€😀')).toBe('%C3%A9%E2%82%AC%F0%9F%98%80')
  })

  it('refuses half a character', () => {
    expect(() => percentEncode('\ud83d')).toThrow('a text is not well-formed Unicode.')
  })
})

describe('queryText', () => {
  const params: readonly Parameter[] = [
    ['b c', 'x&y'],
    ['a', null],
    ['n', 1.5],
    ['t', true],
    ['l', [1, { a: 'é' }]],
    ['big', rawJSON('12345678901234567890')],
    ['a', ''],
  ]

  it('writes pairs in the order given, lists and objects as JSON, big numbers digit by digit', () => {
    expect(rawQueryText(params)).toBe('b c=x&y&a=&n=1.5&t=true&l=[1,{"a":"é"}]&big=12345678901234567890&a=')
    expect(queryText(params)).toBe(
      'b%20c=x%26y&a=&n=1.5&t=true&l=%5B1%2C%7B%22a%22%3A%22%C3%A9%22%7D%5D&big=12345678901234567890&a=',
    )
  })

  it('is empty without parameters, and keeps an empty name', () => {
    expect(queryText([])).toBe('')
    expect(queryText([['', '']])).toBe('=')
    expect(rawQueryText([['', 'a']])).toBe('=a')
  })
})

describe('jsonObject', () => {
  it('keeps the order given, also of names that look like numbers', () => {
    expect(jsonObject([])).toBe('{}')
    expect(
      jsonObject([
        ['b', 'é"\\'],
        ['10', 1],
        ['9', null],
        ['a', [true, { c: 1 }]],
        ['big', rawJSON('12345678901234567890')],
      ]),
    ).toBe('{"b":"é\\"\\\\","10":1,"9":null,"a":[true,{"c":1}],"big":12345678901234567890}')
  })

  it('takes names that every object has', () => {
    expect(
      jsonObject([
        ['__proto__', { a: 1 }],
        ['constructor', 'x'],
        ['toJSON', 'y'],
      ]),
    ).toBe('{"__proto__":{"a":1},"constructor":"x","toJSON":"y"}')
    expect(jsonObject([['toString', 1]])).toBe('{"toString":1}')
  })

  it.each([
    ['a name', 'a'],
    ['a name that looks like a number', '1'],
    ['the name of the prototype', '__proto__'],
  ])('refuses %s given twice', (_what, name) => {
    const twice: readonly Parameter[] = [
      [name, 1],
      ['b', 2],
      [name, 1],
    ]
    expect(() => jsonObject(twice)).toThrow('is given twice.')
    expect(jsonObject(twice.slice(0, 2))).toBe(`{"${name}":1,"b":2}`)
  })

  it('keeps the order of many, and refuses one given twice among them', () => {
    const many = Array.from({ length: 1000 }, (_none, index): Parameter => [`p${index}`, index])
    expect(jsonObject(many)).toBe(`{${many.map(([name, value]) => `"${name}":${value}`).join(',')}}`)
    expect(() => jsonObject([...many, ['p7', 7]])).toThrow('is given twice.')
  })
})

describe('sortParameters', () => {
  it.each([7, 40])(
    'sorts %i by code units, equal names as they were, and leaves what it was given',
    (count) => {
      const params: Parameter[] = [
        ['b', 0],
        ['B', 1],
        ['a_b', 2],
        ['aB', 3],
        ['é', 4],
        ['b', 5],
        ['1', 6],
      ]
      for (let index = params.length; index < count; index++) params.push([`b${(index * 17) % 23}`, index])
      const before = [...params]
      const sorted = sortParameters(params)
      expect(sorted).toEqual(
        [...params].sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
      )
      expect(params).toEqual(before)
    },
  )
})

describe('checkPath', () => {
  it.each(['/api/v5/trade/order', '/a/b%20c/', "/a-._~!$&'()*+,;=:@"])('takes %s, again too', (path) => {
    expect(() => checkPath(path)).not.toThrow()
    expect(() => checkPath(path)).not.toThrow()
  })

  it.each(['', 'a', '/a?b=1', '/a#b', '//a', '/a b', '/é', '/a/../b', '/./a', '/%2e%2e/a', '/a%2Fb', '/a\n'])(
    'refuses %j, again too',
    (path) => {
      expect(() => checkPath(path)).toThrow('The request cannot be signed')
      expect(() => checkPath(path)).toThrow('The request cannot be signed')
    },
  )

  it('stays right when more paths have come than it remembers', () => {
    for (let index = 0; index < 600; index++) checkPath(`/orders/${index}`)
    expect(() => checkPath('/orders/1')).not.toThrow()
    expect(() => checkPath('/orders/1?a=b')).toThrow('The request cannot be signed')
  })
})
