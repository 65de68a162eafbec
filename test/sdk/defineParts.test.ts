import { erc20Abi, parseAbi, zeroAddress, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  contractKey,
  ecdsaKey,
  FEE_LIMIT_ID,
  type Grant,
  LIFETIME,
  LimitKind,
  PaymasterRuleKind,
  SpendSource,
  Tier,
  UNLIMITED,
  UNTIERED,
  verifierKey,
} from '../../sdk/core/index.ts'
import {
  GrantInvalidError,
  GrantWindowInvalidError,
  LimitInvalidError,
  LimitUnknownError,
  PartUnsupportedError,
  PermissionInvalidError,
} from '../../sdk/errors/index.ts'
import {
  anySelectorPermission,
  atMost,
  checkParts,
  countLimit,
  type DefineGrantParameters,
  defineGrant,
  encodeTerms,
  equal,
  hashGrant,
  nativeLimit,
  permission,
  type SupersessionDefinition,
  tokenLimit,
  transferPermission,
} from '../../sdk/onchain/grant/index.ts'
import { example, MODULE, PAYEE, pay, START, USDC } from './support/example.ts'

const define = (change: Partial<DefineGrantParameters> = {}) => defineGrant({ ...example, ...change })
const { chainId: _chain, epoch: _epoch, ...anywhere } = example
const GUARD = '0x9999999999999999999999999999999999999999'
const codes = (change: Partial<DefineGrantParameters>) => define(change).warnings.map(({ code }) => code)

describe('networks', () => {
  const networks = [
    { chainId: 10, epoch: 7n },
    { chainId: 1n, epoch: 3n },
  ]

  it('are named in increasing order, whatever order they come in', () => {
    const { grant, grantId } = defineGrant({ ...anywhere, networks })
    expect(grant.networks).toEqual([
      { chainId: 1n, epoch: 3n },
      { chainId: 10n, epoch: 7n },
    ])
    expect(defineGrant({ ...anywhere, networks: networks.toReversed() }).grantId).toBe(grantId)
    expect(defineGrant({ ...anywhere, networks }).warnings.map(({ code }) => code)).toEqual([
      'several-chains',
    ])
    expect(defineGrant({ ...anywhere, networks: networks.slice(1) }).grantId).toBe(define().grantId)
  })

  it.each([
    ['no chain', {}],
    ['an empty list', { networks: [] }],
    ['a chain without an epoch', { chainId: 1n }],
    ['a chain beside the list', { networks, chainId: 1n, epoch: 0n }],
    ['a chain twice', { networks: [...networks, { chainId: 10n, epoch: 8n }] }],
    ['chain 0', { networks: [{ chainId: 0, epoch: 0n }] }],
    ['a chain of 65 bits', { networks: [{ chainId: 2n ** 64n, epoch: 0n }] }],
    ['an epoch of 65 bits', { networks: [{ chainId: 1, epoch: 2n ** 64n }] }],
    ['256 chains', { networks: Array.from({ length: 256 }, (_, at) => ({ chainId: at + 1, epoch: 0n })) }],
  ] as const)('refuse %s', (_, change) => {
    expect(() => defineGrant({ ...anywhere, ...change })).toThrow(GrantInvalidError)
  })
})

describe('the maximum fee and the paymaster', () => {
  it('are what was asked', () => {
    const fee = (maximumFee: DefineGrantParameters['maximumFee']) => define({ maximumFee }).grant.maximumFee
    expect(fee('unlimited')).toEqual({ budget: UNLIMITED, price: UNLIMITED })
    expect(fee({ budget: 5n, price: 'unlimited' })).toEqual({ budget: 5n, price: UNLIMITED })
    expect(fee({ budget: 'unlimited', price: 0n })).toEqual({ budget: UNLIMITED, price: 0n })
    expect(fee({ budget: 2n ** 128n - 1n, price: 1n })).toEqual({ budget: 2n ** 128n - 1n, price: 1n })
    const rule = (paymaster: 'none' | 'any' | readonly [typeof PAYEE]) =>
      define({ paymaster }).grant.paymaster
    expect(rule('none')).toEqual({ kind: PaymasterRuleKind.none, listed: [] })
    expect(rule('any')).toEqual({ kind: PaymasterRuleKind.any, listed: [] })
    expect(rule([PAYEE])).toEqual({ kind: PaymasterRuleKind.listed, listed: [PAYEE] })
    expect(codes({ paymaster: 'any' })).toEqual(['paymaster-any'])
  })

  it.each([
    ['a number instead of both', { maximumFee: 5n }],
    ['a budget that a counter cannot hold', { maximumFee: { budget: 2n ** 128n, price: 1n } }],
    ['a negative budget', { maximumFee: { budget: -1n, price: 1n } }],
    ['a price that means unlimited', { maximumFee: { budget: 1n, price: UNLIMITED } }],
    ['a price that is no bigint', { maximumFee: { budget: 1n, price: 5 } }],
    ['no price', { maximumFee: { budget: 1n } }],
    ['an empty list of paymasters', { paymaster: [] }],
    ['the zero address', { paymaster: [zeroAddress] }],
    ['a paymaster twice', { paymaster: [PAYEE, PAYEE] }],
    ['another word', { paymaster: 'some' }],
  ])('refuse %s', (_, change) => {
    expect(() => define(change as never)).toThrow(GrantInvalidError)
  })
})

describe('guards', () => {
  const guards = [{ guard: GUARD, config: '0x1234' }] as const

  it('need something that bounds what their refusals cost', () => {
    expect(() => define({ guards })).toThrow(/maximumFee.budget/)
    const fee = { budget: 0n, price: 'unlimited' } as const
    expect(define({ guards, maximumFee: fee }).grant.guards).toEqual(guards)
    expect(() => define({ guards, maximumFee: { budget: 'unlimited', price: 5n } })).toThrow(
      GrantInvalidError,
    )
    expect(define({ guards, paymaster: [PAYEE] }).grant.guards).toEqual(guards)
  })

  it('refuse the zero address and a configuration that is too long', () => {
    const maximumFee = { budget: 1n, price: 1n }
    const refused = (guard: (typeof guards)[number] | object) =>
      expect(() => define({ guards: [guard as never], maximumFee })).toThrow(GrantInvalidError)
    refused({ guard: zeroAddress, config: '0x' })
    refused({ guard: GUARD, config: `0x${'00'.repeat(65_536)}` })
    expect(() => define({ guards: Array.from({ length: 256 }, () => guards[0]), maximumFee })).toThrow(
      GrantInvalidError,
    )
  })
})

describe('keys of every kind', () => {
  const contract = contractKey(PAYEE)
  const verifier = verifierKey(PAYEE, '0x01')

  it('are taken where they can act', () => {
    for (const sessionKey of [ecdsaKey(PAYEE), contract, verifier]) {
      expect(define({ sessionKey }).grant.sessionKey).toEqual(sessionKey)
      expect(define({ rotator: sessionKey, keyLifetime: 86_400 }).grant.rotator).toEqual(sessionKey)
    }
    expect(define({ keeper: contract }).grant.keeper).toEqual(contract)
    expect(() => define({ keeper: verifier })).toThrow(/cannot be used as a keeper/)
  })

  it('warn of what their owner should know', () => {
    expect(codes({ sessionKey: contract })).toEqual(['contract-key'])
    expect(codes({ keeper: example.sessionKey })).toEqual(['keeper-is-session-key'])
    // The same address as another kind of key is another signer.
    const { key } = example.sessionKey
    expect(codes({ keeper: contractKey(key) })).toEqual([])
  })
})

describe('risk tiers', () => {
  const tiered = (worstTier: 'A' | 'B' | 'C') =>
    permission({ abi: erc20Abi, target: USDC, functionName: 'transfer', worstTier, where: bounds })
  const bounds = { recipient: equal(PAYEE), amount: atMost(5n) }

  it('need a keeper', () => {
    const keeper = ecdsaKey(PAYEE)
    const { grant } = define({ permissions: [tiered('B')], keeper })
    expect(grant.permissions[0]?.worstTier).toBe(Tier.B)
    expect(() => define({ permissions: [tiered('A')] })).toThrow(PermissionInvalidError)
    expect(define({ permissions: [pay], keeper }).grant.permissions[0]?.worstTier).toBe(UNTIERED)
    const any = anySelectorPermission({ target: PAYEE, worstTier: 'C' })
    const send = transferPermission({ target: GUARD, maxValue: 1n, worstTier: 'A', spendsValue: 'usdc' })
    const limits = { usdc: nativeLimit({ amount: 1n }) }
    const several = define({ permissions: [any, send], limits, keeper }).grant.permissions
    expect(several.map((one) => one.worstTier)).toEqual([Tier.C, Tier.A])
  })
})

describe('limits', () => {
  it('count amounts, native value and calls, for the grant or for a period', () => {
    const send = transferPermission({ target: PAYEE, maxValue: 1n, spendsValue: 'eth', spendsCall: 'calls' })
    const limits = {
      eth: nativeLimit({ amount: 5n, period: 3_600 }),
      calls: countLimit({ amount: 3n, period: 300, periodStart: START - 100 }),
      unused: tokenLimit({ token: USDC, amount: 1n }),
    }
    const { grant } = define({ permissions: [send], limits })
    expect(grant.limits).toEqual([
      { kind: LimitKind.native, token: zeroAddress, amount: 5n, period: 3_600, periodStart: START },
      { kind: LimitKind.count, token: zeroAddress, amount: 3n, period: 300, periodStart: START - 100 },
      { kind: LimitKind.token, token: USDC, amount: 1n, period: LIFETIME, periodStart: 0 },
    ])
    expect(grant.permissions[0]?.spends).toEqual([
      { limit: 0, source: SpendSource.nativeValue, argument: 0n },
      { limit: 1, source: SpendSource.call, argument: 0n },
    ])
  })

  it.each([
    ['shorter than 300 seconds', { period: 299 }],
    ['that never ends', { period: LIFETIME }],
    ['of half seconds', { period: 300.5 }],
    ['that starts after the grant', { period: 300, periodStart: START + 1 }],
    ['that starts before time', { period: 300, periodStart: -1 }],
    ['that starts without ending', { periodStart: START }],
  ])('refuse a period %s', (_, times) => {
    const limits = { usdc: tokenLimit({ token: USDC, amount: 1n, ...times }) }
    expect(() => define({ limits })).toThrow(LimitInvalidError)
  })

  it('refuse to count one thing against a limit of another', () => {
    const calls = { calls: countLimit({ amount: 1n }), eth: nativeLimit({ amount: 1n }) }
    const counted = (more: object) =>
      define({ permissions: [transferPermission({ target: PAYEE, maxValue: 1n, ...more })], limits: calls })
    expect(() => counted({ spendsValue: 'calls' })).toThrow(LimitInvalidError)
    expect(() => counted({ spendsCall: 'eth' })).toThrow(LimitInvalidError)
    expect(() => counted({ spendsCall: 'none' })).toThrow(LimitUnknownError)
    const argument = { ...pay, spends: pay.spends.map((spend) => ({ ...spend, limit: 'calls' })) }
    expect(() => define({ permissions: [argument], limits: calls })).toThrow(LimitInvalidError)
  })

  it('sum the elements of an array', () => {
    const abi = parseAbi(['function payAll(address[] to, uint256[] amounts)'])
    const all = permission({
      ...{ abi, target: PAYEE, functionName: 'payAll', spends: { 'amounts[*]': 'usdc' } },
      ...{ where: { 'to[*]': equal(GUARD) }, allowTokenMismatch: true },
    })
    const { grant } = define({ permissions: [all] })
    expect(grant.permissions[0]?.spends[0]?.argument).toBe(0xbfff_0001n)
    expect(grant.permissions[0]?.conditions[0]?.argument).toBe(0xbfff_0000n)
  })
})

describe('supersedes', () => {
  const { grant: old } = define()
  const next = (supersedes: SupersessionDefinition, change: Partial<DefineGrantParameters> = {}) =>
    define({ salt: '0xff112233445566778899aabbccddeeff', supersedes, ...change }).grant.supersedes

  it('names the grant to end, and what is carried, limit by limit', () => {
    const grantId = hashGrant(old, MODULE)
    expect(next({ grant: old, limits: { usdc: 'carry' } })).toEqual({ grantId, carries: [0] })
    expect(next({ grant: old, limits: { usdc: 'zero' } })).toEqual({ grantId, carries: [] })
    const more = { usdc: tokenLimit({ token: USDC, amount: 9n }), eth: nativeLimit({ amount: 1n }) }
    expect(next({ grant: old, limits: { usdc: 'carry', eth: 'zero' } }, { limits: more })).toEqual({
      grantId,
      carries: [0],
    })
    const maximumFee = { budget: 5n, price: 'unlimited' } as const
    const { grant: bounded } = define({ maximumFee })
    const fee: SupersessionDefinition = { grant: bounded, limits: { usdc: 'zero' }, maximumFee: 'carry' }
    expect(next(fee, { maximumFee }).carries).toEqual([FEE_LIMIT_ID])
    expect(define().grant.supersedes).toEqual({ grantId: zeroHash, carries: [] })
  })

  it('refuses what was not said, or cannot be carried', () => {
    const refused = (supersedes: object, change: Partial<DefineGrantParameters> = {}) =>
      expect(() => next(supersedes as never, change)).toThrow(GrantInvalidError)
    refused({ grant: old, limits: {} })
    refused({ grant: old, limits: { usdc: 'keep' } })
    refused({ grant: old, limits: { usdc: 'carry', eth: 'zero' } })
    refused({ grant: { ...old, account: PAYEE }, limits: { usdc: 'zero' } })
    const { usdc } = example.limits ?? {}
    if (!usdc) throw new Error('unreachable: the example has a limit')
    const daily = { usdc: { ...usdc, period: 86_400 } }
    refused({ grant: old, limits: { usdc: 'carry' } }, { limits: daily })
    const moved = { eth: nativeLimit({ amount: 1n }), usdc }
    refused({ grant: old, limits: { usdc: 'carry', eth: 'zero' } }, { limits: moved })
    const maximumFee = { budget: 5n, price: 'unlimited' } as const
    refused({ grant: old, limits: { usdc: 'zero' } }, { maximumFee })
    refused({ grant: old, limits: { usdc: 'zero' }, maximumFee: 'carry' }, { maximumFee })
  })
})

describe('checkParts', () => {
  const { grant } = define({ keeper: ecdsaKey(PAYEE) })
  const [first] = grant.permissions
  const [limit] = grant.limits
  const withPermission = (change: object): Partial<Grant> => ({
    permissions: [{ ...first, ...change } as never],
  })
  const condition = { argument: 0n, operator: 1, values: [zeroHash] } as const
  const id = `0x${'11'.repeat(32)}` as const

  it.each<[string, Partial<Grant>, typeof GrantInvalidError | unknown]>([
    ['an identity', { identity: { kind: 1, registry: zeroAddress, subject: '0x' } }, PartUnsupportedError],
    ['chains out of order', { networks: [grant.networks[0], grant.networks[0]] as never }, GrantInvalidError],
    ['an end before the start', { validUntil: grant.validAfter - 1 }, GrantWindowInvalidError],
    ['an unknown kind of call', withPermission({ call: 4 }), PermissionInvalidError],
    ['padding as a permission', withPermission({ call: 0, selector: '0x00000000' }), PermissionInvalidError],
    ['a selector nobody asks for', withPermission({ call: 2 }), PermissionInvalidError],
    ['tier D', withPermission({ worstTier: 3 }), PermissionInvalidError],
    ['a tier between C and none', withPermission({ worstTier: 100 }), PermissionInvalidError],
    [
      'an operator without its values',
      withPermission({ conditions: [{ ...condition, values: [] }] }),
      PermissionInvalidError,
    ],
    [
      'an unknown operator',
      withPermission({ conditions: [{ ...condition, operator: 16 }] }),
      PermissionInvalidError,
    ],
    [
      'a path that is none',
      withPermission({ conditions: [{ ...condition, argument: 0x10000n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend of nothing',
      withPermission({ spends: [{ limit: 0, source: 0, argument: 0n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend of no limit',
      withPermission({ spends: [{ limit: 1, source: 2, argument: 0n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend along no path',
      withPermission({ spends: [{ limit: 0, source: 2, argument: 0xc001_0000n }] }),
      PermissionInvalidError,
    ],
    ['padding as a limit', { limits: [{ ...limit, kind: 0 } as never] }, LimitInvalidError],
    ['a short period', { limits: [{ ...limit, period: 299 } as never] }, LimitInvalidError],
    ['a start without a period', { limits: [{ ...limit, periodStart: 1 } as never] }, LimitInvalidError],
    [
      'a token of native value',
      { limits: [{ ...limit, kind: 1 } as never], permissions: [{ ...first, spends: [] } as never] },
      LimitInvalidError,
    ],
    ['a list under the rule "any"', { paymaster: { kind: 2, listed: [PAYEE] } }, GrantInvalidError],
    ['a carried limit of nothing', { supersedes: { grantId: zeroHash, carries: [0] } }, GrantInvalidError],
    ['a limit carried twice', { supersedes: { grantId: id, carries: [0, 0] } }, GrantInvalidError],
    [
      'a message of no kind',
      { messages: [{ kind: 0, domain: id, contents: 'A()', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
    [
      'a sign-in text with a domain',
      { messages: [{ kind: 2, domain: id, contents: 'a.b', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
    [
      'an empty type',
      { messages: [{ kind: 1, domain: id, contents: '', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
  ])('refuses %s', (_, change, error) => {
    const changed = { ...grant, ...change }
    expect(() => checkParts(changed)).toThrow(error as never)
    expect(() => encodeTerms(changed)).toThrow(error as never)
  })

  it('takes what defineGrant makes', () => {
    checkParts(grant)
    checkParts(define({ keeper: ecdsaKey(PAYEE), maximumFee: { budget: 0n, price: 0n } }).grant)
  })
})
