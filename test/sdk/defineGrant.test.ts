import { type Abi, type AbiFunction, erc20Abi, hashTypedData, parseAbi, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  contractKey,
  ecdsaKey,
  fixedClock,
  KeyKind,
  LIFETIME,
  UNLIMITED,
  UNTIERED,
  verifierKey,
} from '../../sdk/core/index.ts'
import {
  GrantInvalidError,
  GrantWindowInvalidError,
  KeyKindUnsupportedError,
  KeyMalformedError,
  LimitInvalidError,
  LimitTokenMismatchError,
  LimitUnknownError,
  PermissionInvalidError,
  PermissionOverlapError,
  TargetForbiddenError,
} from '../../sdk/errors/index.ts'
import {
  anySelectorPermission,
  atMost,
  type DefineGrantParameters,
  defineGrant,
  ENTRY_POINTS,
  encodeTerms,
  equal,
  isAccount,
  nativeLimit,
  type PermissionDefinition,
  permission,
  tokenLimit,
  transferPermission,
  typedData,
} from '../../sdk/onchain/grant/index.ts'
import { ACCOUNT, example, MODULE, PAYEE, pay, START, USDC } from './support/example.ts'

const routerAbi = parseAbi([
  'function multicall(bytes[] data) payable',
  'function pull(address token, uint256 amount)',
  'function deposit() payable',
])
const ROUTER = '0x8888888888888888888888888888888888888888'

const define = (change: Partial<DefineGrantParameters> = {}) => defineGrant({ ...example, ...change })
const codes = (change: Partial<DefineGrantParameters>) => define(change).warnings.map(({ code }) => code)

describe('defineGrant', () => {
  it('gives the plain grant, ready to sign and to encode', () => {
    const { grant, grantId, warnings, annotations } = define()
    expect(grant).toMatchObject({
      account: ACCOUNT,
      networks: [{ chainId: 1n, epoch: 3n }],
      validAfter: START,
      validUntil: START + 86_399,
      maximumFee: { budget: UNLIMITED, price: UNLIMITED },
      maxKeys: 1,
      overlap: 0,
      limits: [{ kind: 2, token: USDC, amount: 500_000_000n, period: LIFETIME, periodStart: 0 }],
    })
    expect(grant.permissions).toEqual([
      {
        target: USDC,
        call: 1,
        selector: '0xa9059cbb',
        maxValue: 0n,
        conditions: [
          { argument: 0n, operator: 1, values: [`0x${PAYEE.slice(2).padStart(64, '0')}`] },
          { argument: 1n, operator: 4, values: [`0x${(100_000_000).toString(16).padStart(64, '0')}`] },
        ],
        spends: [{ limit: 0, source: 2, argument: 1n }],
        worstTier: UNTIERED,
      },
    ])
    expect(grantId).toBe(hashTypedData(typedData(grant, MODULE)))
    expect(encodeTerms(grant)).toMatch(/^0x/)
    expect(warnings).toEqual([])
    expect(annotations.limits).toEqual(['usdc'])
  })

  it('takes a new salt of 16 bytes every time', () => {
    const { salt, ...rest } = example
    const [one, other] = [defineGrant(rest), defineGrant(rest)]
    expect(one.grant.salt).toHaveLength(34)
    expect(one.grant.salt).not.toBe(other.grant.salt)
    expect(one.grantId).not.toBe(other.grantId)
    expect(salt).toBeDefined()
  })

  it('wants the absence of a bound said by name', () => {
    expect(() => define({ maximumFee: 5n as never })).toThrow(GrantInvalidError)
    expect(() => define({ maximumFee: undefined as never })).toThrow(GrantInvalidError)
    const { maximumFee, ...unsaid } = example
    // @ts-expect-error it has to be said
    expect(() => defineGrant(unsaid)).toThrow(GrantInvalidError)
    expect(maximumFee).toBe('unlimited')
  })

  it.each([
    ['a past end', { validUntil: START - 1, validAfter: START - 10 }],
    ['an end before the start', { validUntil: START - 1, clock: fixedClock(0) }],
    ['an end of 0', { validAfter: 0, validUntil: 0, clock: fixedClock(0) }],
    ['2^47', { validUntil: 2 ** 47 }],
    ['milliseconds beyond the range', { validUntil: 2 ** 53 }],
    ['half seconds', { validUntil: START + 0.5 }],
    ['a negative start', { validAfter: -1 }],
  ])('refuses %s', (_, change) => {
    expect(() => define(change)).toThrow(GrantWindowInvalidError)
  })

  it('takes the last second itself, and the last time below 2^47', () => {
    expect(define({ validAfter: START, validUntil: START }).grant.validUntil).toBe(START)
    expect(define({ validUntil: 2 ** 47 - 1 }).grant.validUntil).toBe(2 ** 47 - 1)
  })

  it.each([
    ['the account', ACCOUNT, {}],
    ['the module', MODULE, {}],
    ['address zero', zeroAddress, {}],
    ['the adapter', ROUTER, { adapter: ROUTER } as const],
    ...ENTRY_POINTS.map(({ version, address }) => [`EntryPoint v${version}`, address, {}] as const),
  ] as const)('refuses %s as target', (_, target, change) => {
    const kinds: PermissionDefinition[] = [
      permission({ abi: erc20Abi, target, functionName: 'transfer' }),
      anySelectorPermission({ target }),
      transferPermission({ target, maxValue: 1n }),
    ]
    for (const one of kinds)
      expect(() => define({ permissions: [one], ...change })).toThrow(TargetForbiddenError)
  })

  it('refuses two permissions about the same calls unless asked', () => {
    const twice = { permissions: [pay, pay] }
    expect(() => define(twice)).toThrow(PermissionOverlapError)
    expect(() => define({ permissions: [pay, anySelectorPermission({ target: USDC })] })).toThrow(
      PermissionOverlapError,
    )
    expect(codes({ ...twice, allowOverlapping: true })).toEqual(['permissions-overlap'])
    const transfer = transferPermission({ target: USDC, maxValue: 0n })
    expect(define({ permissions: [pay, transfer] }).grant.permissions).toHaveLength(2)
  })

  it('ties token limits to their token', () => {
    const pull = (where: object, allowTokenMismatch = false) =>
      permission({
        abi: routerAbi,
        target: ROUTER,
        functionName: 'pull',
        where,
        spends: { amount: 'usdc' },
        allowTokenMismatch,
      })
    expect(() => define({ permissions: [pull({})] })).toThrow(LimitTokenMismatchError)
    expect(() => define({ permissions: [pull({ token: equal(PAYEE) })] })).toThrow(LimitTokenMismatchError)
    expect(define({ permissions: [pull({ token: equal(USDC) })] }).warnings).toEqual([])
    expect(define({ permissions: [pull({}, true)] }).warnings).toEqual([])
  })

  it('refuses limits that no spend can draw on', () => {
    expect(() => define({ limits: {} })).toThrow(LimitUnknownError)
    expect(() => define({ limits: { usdc: nativeLimit({ amount: 1n }) } })).toThrow(LimitInvalidError)
    const limits = { usdc: tokenLimit({ token: USDC, amount: 1n }) }
    const send = transferPermission({ target: PAYEE, maxValue: 1n, spendsValue: 'usdc' })
    expect(() => define({ permissions: [send], limits })).toThrow(LimitInvalidError)
    for (const amount of [-1n, 2n ** 128n, 5 as never]) {
      expect(() => define({ limits: { usdc: tokenLimit({ token: USDC, amount }) } })).toThrow(
        LimitInvalidError,
      )
    }
    expect(() => define({ limits: { 1: limits.usdc } })).toThrow(LimitInvalidError)
    expect(() => define({ limits: { usdc: { kind: 'token', token: zeroAddress, amount: 1n } } })).toThrow(
      LimitInvalidError,
    )
  })

  it('means none by nothing: no native value and no limit unless given', () => {
    const deposit = permission({ abi: routerAbi, target: ROUTER, functionName: 'deposit' })
    const { grant } = define({ permissions: [deposit], limits: {} })
    expect(grant.permissions[0]?.maxValue).toBe(0n)
    expect(grant.limits).toEqual([])
    expect(() => permission({ abi: erc20Abi, target: USDC, functionName: 'transfer', maxValue: 1n })).toThrow(
      PermissionInvalidError,
    )
    expect(() => define({ permissions: [{ ...deposit, maxValue: -1n }] })).toThrow(PermissionInvalidError)
  })

  it.each([
    ['a verifier without a key', { sessionKey: { kind: KeyKind.verifier, key: PAYEE } }, KeyMalformedError],
    ['an account prefix', { sessionKey: { kind: KeyKind.account, key: PAYEE } }, KeyKindUnsupportedError],
    ['no key', { sessionKey: { kind: KeyKind.none, key: '0x' } }, KeyKindUnsupportedError],
    ['a short key', { sessionKey: { kind: KeyKind.ecdsa, key: '0x11' } }, KeyMalformedError],
    ['the key of address zero', { sessionKey: ecdsaKey(zeroAddress) }, KeyMalformedError],
    ['a keeper that cannot send', { keeper: verifierKey(PAYEE, '0x01') }, KeyKindUnsupportedError],
    ['a contract of zero', { sessionKey: contractKey(zeroAddress) }, KeyMalformedError],
    [
      'a rotator of kind none with bytes',
      { rotator: { kind: KeyKind.none, key: '0x11' } },
      KeyMalformedError,
    ],
    ['a rotator without key lifetime', { rotator: ecdsaKey(PAYEE) }, GrantInvalidError],
    ['a key lifetime of 0', { keyLifetime: 0 }, GrantInvalidError],
    ['a negative overlap', { overlap: -1 }, GrantInvalidError],
    ['no keys at all', { maxKeys: 0 }, GrantInvalidError],
    ['256 keys', { maxKeys: 256 }, GrantInvalidError],
    ['chain 0', { chainId: 0n }, GrantInvalidError],
    ['half a chain', { chainId: 0.5 }, GrantInvalidError],
    ['a negative epoch', { epoch: -1n }, GrantInvalidError],
    ['an epoch that is no bigint', { epoch: 1 as never }, GrantInvalidError],
    ['a short salt', { salt: '0x11' }, GrantInvalidError],
    ['no permission', { permissions: [] }, GrantInvalidError],
    ['1,025 permissions', { permissions: Array.from({ length: 1025 }, () => pay) }, GrantInvalidError],
  ] as const)('refuses %s', (_, change, error) => {
    expect(() => define(change as Partial<DefineGrantParameters>)).toThrow(error)
  })

  it('warns about what an owner should see', () => {
    const multicall = permission({ abi: routerAbi, target: ROUTER, functionName: 'multicall' })
    expect(codes({ permissions: [multicall] })).toEqual(['forwarding-function'])
    expect(codes({ permissions: [anySelectorPermission({ target: ROUTER })] })).toEqual(['any-selector'])
    const deposit = permission({ abi: routerAbi, target: ROUTER, functionName: 'deposit', maxValue: 5n })
    expect(codes({ permissions: [deposit] })).toEqual(['value-uncounted'])
    expect(codes({ keyLifetime: 3600, rotator: ecdsaKey(PAYEE) })).toEqual(['first-key-ends-early'])
    expect(codes({ rotator: example.sessionKey, keyLifetime: 86_400 })).toEqual(['rotator-is-session-key'])
    expect(codes({ validUntil: START + 90 * 86_400 })).toEqual(['long-window'])
    const many = Array.from({ length: 33 }, (_, at) =>
      transferPermission({ target: `0x${(at + 1).toString(16).padStart(40, '0')}`, maxValue: 0n }),
    )
    expect(codes({ permissions: many })).toEqual(['many-permissions'])
    expect(codes({ permissions: many.slice(1) })).toEqual([])
  })

  it('warns about approvals without bounds', () => {
    const approve = (where: object) =>
      permission({ abi: erc20Abi, target: USDC, functionName: 'approve', where })
    const bounded = { spender: equal(ROUTER), amount: atMost(5n) }
    expect(codes({ permissions: [approve(bounded)] })).toEqual([])
    expect(codes({ permissions: [approve({ amount: atMost(5n) })] })).toEqual(['approval-to-anyone'])
    expect(codes({ permissions: [approve({ spender: equal(ROUTER) })] })).toEqual(['approval-unlimited'])
  })

  it.each([
    'function multicall(bytes[] data)',
    'function multicall(uint256 deadline, bytes[] data)',
    'function aggregate3((address target, bool allowFailure, bytes callData)[] calls)',
    'function execute(bytes commands, bytes[] inputs, uint256 deadline)',
    'function execute(bytes32 mode, bytes executionCalldata)',
    'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
    'function exec(address target, bytes data)',
    'function cook(uint8[] actions, uint256[] values, bytes[] datas)',
    'function proxy(address target, bytes data)',
    'function permit(address owner, ((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 sigDeadline) permitSingle, bytes signature)',
    'function permitTransferFrom(((address token, uint256 amount) permitted, uint256 nonce, uint256 deadline) permit, (address to, uint256 requestedAmount) details, address owner, bytes signature)',
    'function transferFrom(address from, address to, uint160 amount, address token)',
    'function redeemDelegations(bytes[] contexts, bytes32[] modes, bytes[] executions)',
  ])('warns that no condition looks into what %s carries', (signature) => {
    const abi = parseAbi([signature] as readonly string[]) as Abi
    const [item] = abi as readonly AbiFunction[]
    const forwarding = permission({ abi, target: ROUTER, functionName: item?.name ?? '' })
    expect(codes({ permissions: [forwarding] })).toContain('forwarding-function')
  })

  it('warns about Permit2 approvals as such too', () => {
    const abi = parseAbi([
      'function approve(address token, address spender, uint160 amount, uint48 expiration)',
    ])
    const approve = permission({ abi, target: ROUTER, functionName: 'approve' })
    expect(codes({ permissions: [approve] })).toEqual([
      'forwarding-function',
      'approval-unlimited',
      'approval-to-anyone',
    ])
  })

  it.each([
    ['function transfer(address to, uint256 amount)', 'to', 'amount'],
    ['function transferFrom(address from, address to, uint256 amount)', 'to', 'amount'],
    ['function transferAndCall(address to, uint256 amount, bytes data)', 'to', 'amount'],
    ['function send(address to, uint256 amount, bytes data)', 'to', 'amount'],
    ['function push(address to, uint256 amount)', 'to', 'amount'],
    ['function move(address from, address to, uint256 amount)', 'to', 'amount'],
    ['function withdraw(address asset, uint256 amount, address to)', 'to', 'amount'],
  ] as const)('warns when %s may move any amount to anyone', (signature, to, amount) => {
    const abi = parseAbi([signature] as readonly string[]) as Abi
    const [item] = abi as readonly AbiFunction[]
    const functionName = item?.name ?? ''
    const warned = (where: object, spends: object = {}) =>
      codes({ permissions: [permission({ abi, target: USDC, functionName, where, spends } as never)] })
    expect(warned({})).toEqual(['transfer-uncapped', 'transfer-to-anyone'])
    expect(warned({ [to]: isAccount(), [amount]: atMost(5n) })).toEqual([])
    expect(warned({ [to]: equal(PAYEE) }, { [amount]: 'usdc' })).toEqual([])
    expect(warned({ [amount]: atMost(5n) })).toEqual(['transfer-to-anyone'])
  })
})
