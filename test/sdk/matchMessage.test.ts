import { concatHex, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { ecdsaKey } from '../../sdk/core/index.ts'
import { UseInvalidError } from '../../sdk/errors/index.ts'
import { encodeMessage, matchMessage } from '../../sdk/onchain/message/index.ts'
import { typedDataFields } from '../../sdk/onchain/message/typedDataFields.ts'
import { ACCOUNT, MODULE, PAYEE } from './support/example.ts'
import { book, define, domain, order, signInText, site, types, value } from './support/orderBook.ts'

describe('matchMessage', () => {
  const { grant } = define([book(), site])
  const options = { chainId: 1n, module: MODULE } as const
  const why = (message: Parameters<typeof matchMessage>[1]) => {
    const result = matchMessage(grant, message, options)
    return result.matched ? result.index : result.reasons.map(({ error }) => error.name)
  }
  const ELSE = 'MessageNotGrantedError'

  it('finds the message that allows what is to be signed', () => {
    expect(why(order)).toBe(0)
    expect(why(signInText())).toBe(1)
    expect(why(signInText(['Resources:', '- https://app.example.com/a']))).toBe(1)
  })

  it('refuses another domain, type or member', () => {
    expect(why({ ...order, domain: { ...domain, name: 'Other' } })).toEqual([ELSE, ELSE])
    const other = { ...types, Leg: [...types.Leg, { name: 'more', type: 'uint8' }] }
    expect(why({ ...order, types: other, message: { ...value, legs: [] } })).toEqual([ELSE, ELSE])
    const change = (part: object) => why({ ...order, message: { ...value, ...part } })
    expect(change({ receiver: PAYEE })).toEqual(['ConditionFailedError', ELSE])
    expect(change({ amount: 11n })).toEqual(['ConditionFailedError', ELSE])
    expect(change({ note: 'hello!' })).toEqual(['ConditionFailedError', ELSE])
    expect(change({ maker: PAYEE, legs: [], data: '0x', fees: [1n, 1n] })).toBe(0)
  })

  it.each([
    ['another site', signInText().replace('app.example.com wants', 'evil.example.com wants')],
    ['another account', signInText().replace(ACCOUNT, PAYEE)],
    ['an account without its checksum', signInText().replace(ACCOUNT, ACCOUNT.toLowerCase())],
    ['another chain', signInText().replace('Chain ID: 1', 'Chain ID: 10')],
    ['no chain', signInText().replace('Chain ID: 1\n', '')],
    ['two chains', signInText(['Chain ID: 10'])],
    ['the same chain twice', signInText(['Chain ID: 1', ''])],
    ['a chain in its last line only', signInText().replace('Chain ID: 1\n', '').concat('\nChain ID: 1')],
    ['nothing behind the account', signInText().split('\n').slice(0, 2).join('\n')],
  ])('refuses a sign-in text with %s', (_, text) => {
    expect(why(text)).toEqual([ELSE, 'MessageTextMismatchError'])
  })

  it('encodes what the module reads', () => {
    const bytes = (message: Parameters<typeof matchMessage>[1], index: number) =>
      encodeMessage({ grant, index, message })
    expect(bytes(signInText(), 1).endsWith(stringToHex(signInText()).slice(2))).toBe(true)
    expect(bytes(order, 0).endsWith(typedDataFields(order).slice(2))).toBe(true)
    const key = ecdsaKey(PAYEE)
    const other = encodeMessage({ grant, index: 0, message: order, key, wrapped: true })
    expect(other.slice(0, 4)).toBe('0x03')
    expect(other).toContain(concatHex(['0x010014', key.key]).slice(2))
    expect(() => bytes(order, 2)).toThrow(UseInvalidError)
  })
})
