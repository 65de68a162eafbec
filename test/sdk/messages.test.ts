import {
  concatHex,
  type Hex,
  hashDomain,
  hashMessage,
  hashTypedData,
  keccak256,
  pad,
  size,
  slice,
  stringToHex,
} from 'viem'
import { describe, expect, it } from 'vitest'
import { ecdsaKey, MessageKind, Operator } from '../../sdk/core/index.ts'
import { MessageForbiddenError } from '../../sdk/errors/contractMessage.ts'
import {
  ArgumentUnknownError,
  ArgumentUnsupportedError,
  ConditionInvalidError,
  EncodingRangeError,
  GrantInvalidError,
  UseInvalidError,
} from '../../sdk/errors/index.ts'
import {
  atMost,
  type DefineGrantParameters,
  defineGrant,
  describeGrant,
  equal,
  type MessageDefinition,
  oneOf,
  signInMessage,
  typedDataMessage,
} from '../../sdk/onchain/grant/index.ts'
import { domainFields } from '../../sdk/onchain/message/domainFields.ts'
import { encodeMessage, matchMessage, messageHash } from '../../sdk/onchain/message/index.ts'
import { typedDataFields } from '../../sdk/onchain/message/typedDataFields.ts'
import { ACCOUNT, example, MODULE, PAYEE, USDC } from './support/example.ts'

const domain = { name: 'Book', version: '1', chainId: 1, verifyingContract: PAYEE } as const
const types = {
  Order: [
    { name: 'maker', type: 'address' },
    { name: 'receiver', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'note', type: 'string' },
    { name: 'legs', type: 'Leg[]' },
    { name: 'data', type: 'bytes' },
    { name: 'fees', type: 'int64[2]' },
  ],
  Leg: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
} as const
const value = {
  ...{ maker: ACCOUNT, receiver: ACCOUNT, amount: 5n, note: 'hello', data: '0x1234', fees: [-1n, 2n] },
  legs: [
    { token: USDC, amount: 1n },
    { token: PAYEE, amount: 2n },
  ],
} as const
const order = { domain, types, primaryType: 'Order', message: value } as const

const book = (more: object = {}): MessageDefinition =>
  typedDataMessage({
    ...{ domain, types, primaryType: 'Order', receiver: 'receiver', uncounted: true },
    where: { amount: atMost(10n), note: equal('hello') },
    ...more,
  })
const site = signInMessage({ site: 'app.example.com', uncounted: true })
const define = (messages: readonly MessageDefinition[], change: Partial<DefineGrantParameters> = {}) =>
  defineGrant({ ...example, messages, ...change })

const signInText = (lines: readonly string[] = []) =>
  [
    'app.example.com wants you to sign in with your Ethereum account:',
    ACCOUNT,
    ...['', 'Hello.', '', 'URI: https://app.example.com', 'Version: 1', 'Chain ID: 1', 'Nonce: 32891756'],
    ...lines,
  ].join('\n')

describe('messageHash', () => {
  it('is the hash that wallets sign', () => {
    expect(messageHash(order)).toBe(hashTypedData(order as never))
    expect(messageHash('Grüße, 世界')).toBe(hashMessage('Grüße, 世界'))
  })

  it('is made of one word per member, which conditions look at', () => {
    const fields = typedDataFields(order)
    expect(size(fields)).toBe(32 * types.Order.length)
    expect(slice(fields, 32, 64)).toBe(pad(ACCOUNT.toLowerCase() as Hex))
    expect(slice(fields, 96, 128)).toBe(keccak256(stringToHex('hello')))
    expect(() => typedDataFields({ ...order, message: { ...value, amount: -1n } })).toThrow(
      EncodingRangeError,
    )
    expect(() => typedDataFields({ ...order, message: {} })).toThrow(EncodingRangeError)
  })

  it('knows domains with any of their fields', () => {
    const all = { ...domain, salt: `0x${'11'.repeat(32)}` } as const
    const cases: [object, Hex][] = [
      [{}, '0x00'],
      [{ name: 'Book' }, '0x01'],
      [{ chainId: 1n }, '0x04'],
      [{ name: 'Book', verifyingContract: PAYEE }, '0x09'],
      [all, '0x1f'],
    ]
    for (const [one, fields] of cases) {
      const { encoded, separator } = domainFields(one)
      expect(encoded.slice(0, 4)).toBe(fields)
      const members = [
        ...('name' in one ? [{ name: 'name', type: 'string' }] : []),
        ...('version' in one ? [{ name: 'version', type: 'string' }] : []),
        ...('chainId' in one ? [{ name: 'chainId', type: 'uint256' }] : []),
        ...('verifyingContract' in one ? [{ name: 'verifyingContract', type: 'address' }] : []),
        ...('salt' in one ? [{ name: 'salt', type: 'bytes32' }] : []),
      ]
      expect(separator).toBe(hashDomain({ domain: one, types: { EIP712Domain: members } } as never))
    }
  })
})

describe('typedDataMessage', () => {
  it('grants a domain, a type and rules on its members, with the receiver pinned', () => {
    const { message } = book()
    expect(message).toMatchObject({
      kind: MessageKind.typedData,
      contents:
        'Order(address maker,address receiver,uint256 amount,string note,Leg[] legs,bytes data,int64[2] fees)Leg(address token,uint256 amount)',
      uncounted: true,
    })
    expect(message.conditions.map(({ argument, operator }) => [argument, operator])).toEqual([
      [2n, Operator.atMost],
      [3n, Operator.equal],
      [1n, Operator.isAccount],
    ])
  })

  it('refuses members that are not there, or cannot be compared', () => {
    expect(() => book({ receiver: 'payee' })).toThrow(ArgumentUnknownError)
    expect(() => book({ receiver: 'amount' })).toThrow(ConditionInvalidError)
    expect(() => book({ where: { nothing: equal(1n) } })).toThrow(ArgumentUnknownError)
    expect(() => book({ where: { legs: equal(1n) } })).toThrow(ArgumentUnsupportedError)
    expect(() => book({ where: { note: atMost(1n) } })).toThrow(ConditionInvalidError)
    expect(() => book({ where: { amount: oneOf([]) } })).toThrow(ConditionInvalidError)
  })

  it('refuses what only an owner should sign, unless asked by name', () => {
    const permit = {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
      ],
    } as const
    const asked = (more: object = {}) =>
      typedDataMessage({ domain, types: permit, primaryType: 'Permit', receiver: 'owner', ...more })
    expect(() => define([asked()])).toThrow(/allowOwnerMessages/)
    const uncounted = { uncounted: true }
    expect(define([asked({ allowOwnerMessages: true, ...uncounted })]).grant.messages).toHaveLength(1)
    const names = [
      'SafeTx',
      'PermitSingle',
      'PermitBatch',
      'PermitTransferFrom',
      'Delegation',
      'ModuleEnableMode',
    ]
    names.push('PackedUserOperation', 'UserOperation', 'Enable', 'SafeMessage', 'Kernel', 'Grant')
    names.push('TransferWithAuthorization', 'PersonalSign', 'SpendPermission', 'CoinbaseSmartWalletMessage')
    for (const name of names) {
      const struct = { [name]: [{ name: 'to', type: 'address' }] }
      const one = typedDataMessage({ domain, types: struct, primaryType: name, receiver: 'to', ...uncounted })
      expect(() => define([one]), name).toThrow(GrantInvalidError)
      // Inside another type too.
      const around = {
        Order: [
          { name: 'to', type: 'address' },
          { name: 'inner', type: name },
        ],
        ...struct,
      }
      const hidden = typedDataMessage({
        domain,
        types: around,
        primaryType: 'Order',
        receiver: 'to',
        ...uncounted,
      })
      expect(() => define([hidden]), name).toThrow(GrantInvalidError)
    }
  })

  it('refuses domains of the account itself, and of other chains', () => {
    for (const verifyingContract of [
      ACCOUNT,
      MODULE,
      '0x0000000071727De22E5E9d8BAf0edAc6f37da032',
    ] as const) {
      const one = book({ domain: { ...domain, verifyingContract } })
      expect(() => define([one])).toThrow(MessageForbiddenError)
    }
    const adapter = PAYEE
    expect(() => define([book()], { adapter })).toThrow(MessageForbiddenError)
    expect(() => define([book({ domain: { ...domain, chainId: 2 } })])).toThrow(GrantInvalidError)
  })

  it('has to be uncounted by name where limits or guards would not see it', () => {
    expect(() => define([book({ uncounted: false })])).toThrow(/uncounted: true/)
    expect(() => define([signInMessage({ site: 'example.com' })])).toThrow(/uncounted: true/)
    const [pay] = example.permissions
    const bare = { permissions: [{ ...pay, spends: [] }], limits: {} } as Partial<DefineGrantParameters>
    expect(define([book({ uncounted: false })], bare).grant.messages).toHaveLength(1)
    const guarded = {
      ...bare,
      guards: [{ guard: PAYEE, config: '0x' }],
      maximumFee: { budget: 1n, price: 'unlimited' },
    } as const
    expect(() => define([book({ uncounted: false })], guarded)).toThrow(/uncounted: true/)
  })

  it('warns of what it may do', () => {
    const codes = (one: MessageDefinition) => define([one]).warnings.map(({ code }) => code)
    expect(codes(book())).toEqual(['messages-uncounted'])
    expect(codes(book({ receiver: 'unpinned' }))).toEqual(['messages-uncounted', 'message-unpinned'])
    const { chainId: _, ...anywhere } = domain
    expect(codes(book({ domain: anywhere }))).toEqual(['messages-uncounted', 'message-any-chain'])
    expect(codes(site)).toEqual(['messages-uncounted'])
  })

  it('refuses sites that are none', () => {
    for (const bad of ['', 'a b', 'example.com\nwants', 'https://', 'example.com/path', 'user@example.com']) {
      expect(() => signInMessage({ site: bad })).toThrow(GrantInvalidError)
    }
    signInMessage({ site: 'https://app.example.com:8080' })
  })

  it('is shown in words', () => {
    const { grant, annotations } = define([book(), site])
    const lines = describeGrant(grant, MODULE, { annotations })
    const from = lines.indexOf('Messages that the key may sign for the account: 2')
    expect(lines.slice(from, from + 9)).toEqual([
      'Messages that the key may sign for the account: 2',
      `  Message 0: typed data ${grant.messages[0]?.contents}`,
      `    of the domain ${domainFields(domain).separator}`,
      '    where amount is at most 10',
      expect.stringMatching(/^ {4}where note is equal to 0x[0-9a-f]{64}$/),
      '    where receiver is the account itself',
      '    counts towards no limit, and no guard looks at what comes of it',
      '  Message 1: sign in to app.example.com as the account, on the chain itself',
      '    counts towards no limit, and no guard looks at what comes of it',
    ])
  })
})

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
