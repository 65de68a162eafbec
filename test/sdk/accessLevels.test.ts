import { type Address, encodeFunctionData, erc20Abi, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import { ACCESS_LEVELS } from '../../sdk/core/index.ts'
import {
  AccessLevelExceededError,
  GrantInvalidError,
  PermissionOverlapError,
} from '../../sdk/errors/index.ts'
import {
  anySelectorPermission,
  atMost,
  defineGrant,
  describeGrant,
  equal,
  isAccount,
  matchCall,
  oneOf,
  parseGrantFile,
  permission,
  serializeGrantFile,
  tokenLimit,
  transferPermission,
  typedDataMessage,
} from '../../sdk/onchain/grant/index.ts'
import { matchMessage } from '../../sdk/onchain/message/index.ts'
import {
  aaveV3Lending,
  type CowOrdersParameters,
  cowOrders,
  erc20Transfer,
  erc4626Vault,
  expandAccessLevel,
  type FullAccess,
  permit2Approval,
  type Preset,
  uniswapUniversalSwap,
  uniswapV2Swap,
  uniswapV3PathSwap,
  uniswapV3Swap,
  wrappedEther,
} from '../../sdk/onchain/permissions/index.ts'
import { decodeContents, encodeContents } from '../../sdk/onchain/index.ts'
import { ACCOUNT, example, MODULE, PAYEE, START, USDC } from './support/example.ts'
import { signInText } from './support/orderBook.ts'

const ROUTER = '0x8888888888888888888888888888888888888888'
const POOL = '0x9999999999999999999999999999999999999999'
const multicallAbi = parseAbi(['function multicall(bytes[] data)'])
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'

const { permissions: _permissions, limits: _limits, maximumFee, validAfter, validUntil, ...rest } = example
const base = { ...rest, maximumFee, validAfter, validUntil }

const swap = (more: object = {}) =>
  uniswapV3Swap({
    ...{ router: ROUTER, routerVersion: 'SwapRouter02', tokenIn: USDC, tokenOut: WETH, fee: 500 },
    ...{ amountInPerCall: 1_000n, limit: 5_000n, minAmountOut: 10n, ...more },
  })
const lending = (more: object = {}) =>
  aaveV3Lending({ pool: POOL, supply: [{ asset: USDC, maxPerCall: 10n, limit: 100n }], ...more })
const payments = () => erc20Transfer({ token: USDC, recipients: [PAYEE], maxPerCall: 10n, limit: 100n })

const full = (more: Partial<FullAccess> = {}): FullAccess => ({
  ...{ accessLevel: 'full', mayMoveAssetsToOthers: true, presets: [payments()] },
  ...{ validAfter: START, validUntil: START + 86_399, maximumFee: { budget: 5n, price: 'unlimited' } },
  ...more,
})

describe('access level read', () => {
  const made = defineGrant({
    ...base,
    ...expandAccessLevel({ accessLevel: 'read', signIn: ['app.example.com'] }),
  })

  it('signs in, and makes no call', () => {
    expect(matchMessage(made.grant, signInText(), { chainId: 1n })).toEqual({ matched: true, index: 0 })
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [PAYEE, 1n] })
    expect(matchCall(made.grant, { to: USDC, data })).toEqual({ matched: false, reasons: [] })
    const typed = { domain: {}, types: { A: [{ name: 'a', type: 'uint256' }] }, primaryType: 'A' }
    expect(matchMessage(made.grant, { ...typed, message: { a: 1n } }, { chainId: 1n })).toMatchObject({
      matched: false,
    })
  })

  it('is shown, kept in a file and published like any grant', () => {
    const lines = describeGrant(made.grant, MODULE)
    expect(lines).toContain('Permissions: none, so the key signs messages and makes no call')
    expect(lines).toContain('  Message 0: sign in to app.example.com as the account, on the chain itself')
    const { grant, grantId, module, annotations } = made
    expect(parseGrantFile(serializeGrantFile({ grant, grantId, module, annotations })).grant).toEqual(grant)
    const contents = encodeContents(grant)
    expect(decodeContents({ contents, account: ACCOUNT, chainId: 1n })).toEqual(grant)
  })

  it('has sites, and no presets', () => {
    expect(() => expandAccessLevel({ accessLevel: 'read', signIn: [] })).toThrow(GrantInvalidError)
    const untyped = { accessLevel: 'read', signIn: ['app.example.com'], presets: [swap()] } as const
    expect(() => expandAccessLevel(untyped)).toThrow(
      'presets[0] (exactInputSingle, approve) needs access level "trade", not "read": "read" is sign-in messages only.',
    )
  })
})

describe('access level trade', () => {
  it('merges presets, sign-ins and guards', () => {
    const guard = { guard: POOL, config: '0x01' } as const
    const guarded = { ...lending(), guards: [guard] }
    const parts = expandAccessLevel({
      accessLevel: 'trade',
      presets: [{ ...swap(), guards: [guard] }, guarded],
      signIn: ['app.example.com'],
    })
    expect(Object.keys(parts.limits)).toEqual(['swaps', 'supply'])
    expect(parts.permissions).toHaveLength(4)
    expect(parts.guards).toEqual([guard])
    expect(parts.messages).toHaveLength(1)
    const made = defineGrant({ ...base, ...parts, maximumFee: { budget: 1n, price: 1n } })
    expect(made.grant.messages.map(({ uncounted }) => uncounted)).toEqual([true])
  })

  it.each<[string, Preset, string]>([
    ['a preset that needs full', payments(), 'it can move assets to others.'],
    [
      'a transfer, whatever its preset says',
      { ...payments(), accessLevel: 'trade' },
      'tokens go to somebody else than the account.',
    ],
    [
      'an approval of anyone',
      own(
        permission({ abi: erc20Abi, target: USDC, functionName: 'approve', where: { amount: atMost(1n) } }),
      ),
      'any spender may be approved.',
    ],
    [
      'any function',
      own(anySelectorPermission({ target: POOL })),
      `every function of ${POOL} may be called.`,
    ],
    [
      'native value',
      own(transferPermission({ target: PAYEE, maxValue: 1n })),
      `native value goes to ${PAYEE}.`,
    ],
    [
      'a carrier of calls that nothing looks into',
      own(permission({ abi: multicallAbi, target: ROUTER, functionName: 'multicall' })),
      'multicall(bytes[]) carries out what its arguments say.',
    ],
    [
      'a permit, though its type was asked for by name',
      { ...own(), messages: [permit()] },
      'it signs Permit for the account.',
    ],
  ])('refuses %s', (_name, preset, reason) => {
    const expand = () => expandAccessLevel({ accessLevel: 'trade', presets: [swap(), preset] })
    expect(expand).toThrow(AccessLevelExceededError)
    expect(expand).toThrow(`needs access level "full", not "trade": ${reason}`)
    expect(() => expandAccessLevel(full({ presets: [swap(), preset] }))).not.toThrow()
  })

  it('takes what goes to the account, and approvals of named spenders', () => {
    const abi = parseAbi(['function withdraw(uint256 assets, address receiver, address owner)'])
    const where = { receiver: isAccount(), owner: isAccount(), assets: atMost(1n) }
    const presets = [
      own(permission({ abi, target: POOL, functionName: 'withdraw', where })),
      own(
        permission({
          ...{ abi: erc20Abi, target: USDC, functionName: 'approve' },
          where: { spender: oneOf<Address>([POOL, ROUTER]), amount: atMost(1n) },
        }),
      ),
    ]
    expect(expandAccessLevel({ accessLevel: 'trade', presets }).permissions).toHaveLength(2)
    const elsewhere = permission({
      ...{ abi, target: POOL, functionName: 'withdraw' },
      where: { ...where, receiver: equal(PAYEE) },
    })
    const expand = () => expandAccessLevel({ accessLevel: 'trade', presets: [own(elsewhere)] })
    expect(expand).toThrow(AccessLevelExceededError)
  })

  it('has presets', () => {
    expect(() => expandAccessLevel({ accessLevel: 'trade', presets: [] })).toThrow(GrantInvalidError)
  })
})

describe('every preset', () => {
  const bounds = { amountInPerCall: 10n, limit: 100n, minAmountOut: 1n }
  const wrapping = { maxPerCall: 1n, limit: 2n }
  const universal = { router: ROUTER, guard: POOL, tokenIn: USDC, tokenOut: WETH, maxSwaps: 3n } as const
  const allowance = { amountPerCall: 1n, limit: 2n, latestExpiration: START }
  const orders: Omit<CowOrdersParameters, 'buy'> = {
    ...{ settlement: POOL, vaultRelayer: ROUTER, chainId: 1, sellToken: USDC, validUntil: START },
    ...{ maxSellAmount: 1n, limit: 2n, appData: 'any', kind: 'any' },
  }
  const v3 = { router: ROUTER, routerVersion: 'SwapRouter02' } as const
  const presets: readonly (readonly [string, Preset, 'trade' | 'full'])[] = [
    ['aaveV3Lending', lending(), 'trade'],
    [
      'erc4626Vault',
      erc4626Vault({ vault: POOL, asset: USDC, withdraw: wrapping, redeem: wrapping }),
      'trade',
    ],
    ['cowOrders', cowOrders({ ...orders, buy: [{ token: WETH, minAmount: 1n }] }), 'trade'],
    ['cowOrders at any price', cowOrders({ ...orders, buy: [{ token: WETH, minAmount: 'any' }] }), 'full'],
    ['uniswapV2Swap', uniswapV2Swap({ router: ROUTER, tokens: [USDC, WETH], ...bounds }), 'trade'],
    ['uniswapV3Swap', swap(), 'trade'],
    ['uniswapV3Swap at any price', swap({ minAmountOut: 'any' }), 'full'],
    [
      'uniswapV3PathSwap',
      uniswapV3PathSwap({ ...v3, ...bounds, tokens: [USDC, WETH], fees: [500] }),
      'trade',
    ],
    [
      'uniswapUniversalSwap',
      uniswapUniversalSwap({ ...universal, ...bounds, latestExpiration: START, route: { version: 'v2' } }),
      'trade',
    ],
    [
      'uniswapUniversalSwap by any route',
      uniswapUniversalSwap({ ...universal, ...bounds, latestExpiration: START, route: 'any' }),
      'full',
    ],
    ['wrappedEther', wrappedEther({ weth: WETH, wrap: wrapping, unwrap: wrapping }), 'trade'],
    ['permit2Approval', permit2Approval({ token: USDC, spender: ROUTER, ...allowance }), 'full'],
    ['erc20Transfer', payments(), 'full'],
  ]

  it.each(presets)('is granted at the level that it states: %s', (_name, preset, accessLevel) => {
    expect(preset.accessLevel).toBe(accessLevel)
    const expand = () => expandAccessLevel({ accessLevel: 'trade', presets: [preset] })
    if (accessLevel === 'trade') expect(expand).not.toThrow()
    else expect(expand).toThrow(AccessLevelExceededError)
    const made = defineGrant({ ...rest, ...expandAccessLevel(full({ presets: [preset] })) })
    expect(made.grant.permissions).toHaveLength(preset.permissions.length)
  })
})

describe('access level full', () => {
  it('brings its window and its fee budget', () => {
    const parts = expandAccessLevel(full())
    const made = defineGrant({ ...rest, ...parts })
    expect(made.grant.validUntil).toBe(START + 86_399)
    expect(made.grant.maximumFee.budget).toBe(5n)
  })

  it.each<[string, object, string]>([
    ['its name', { mayMoveAssetsToOthers: undefined }, 'with `mayMoveAssetsToOthers: true`'],
    ['presets', { presets: [] }, 'name them'],
    ['an expiry', { validUntil: undefined }, 'has an expiry'],
    ['an expiry within 90 days', { validUntil: START + 90 * 86_400 }, 'less than 90 days'],
    ['a fee budget', { maximumFee: 'unlimited' }, 'has a fee budget'],
    ['a fee budget in wei', { maximumFee: { budget: 'unlimited', price: 1n } }, 'cannot be unlimited'],
    ['any fee budget', { maximumFee: undefined }, 'has a fee budget'],
  ])('is not to be had without %s', (_name, change, reason) => {
    const expand = () => expandAccessLevel(full(change))
    expect(expand).toThrow(GrantInvalidError)
    expect(expand).toThrow(reason)
  })

  it('goes up to one second less than 90 days', () => {
    expect(() => expandAccessLevel(full({ validUntil: START + 90 * 86_400 - 1 }))).not.toThrow()
  })
})

describe('presets together', () => {
  it('are granted with any other level than the three not at all', () => {
    expect(ACCESS_LEVELS).toEqual(['read', 'trade', 'full'])
    const unknown = { ...full(), accessLevel: 'admin' } as never
    expect(() => expandAccessLevel(unknown)).toThrow(AccessLevelExceededError)
    expect(() => expandAccessLevel({ accessLevel: 'admin', presets: [swap()] } as never)).toThrow(
      'there is none of the name "admin"',
    )
  })

  it('share a limit of one name and the same bounds, and are refused with other bounds', () => {
    const other = swap({ tokenOut: PAYEE })
    const shared = expandAccessLevel({ accessLevel: 'trade', presets: [swap(), other] })
    expect(shared.limits).toEqual({ swaps: tokenLimit({ token: USDC, amount: 5_000n }) })
    const clash = () => expandAccessLevel({ accessLevel: 'trade', presets: [swap(), swap({ limit: 1n })] })
    expect(clash).toThrow('two presets mean different limits by "swaps"')
  })

  it('need no more asking when no call can match two of their permissions', () => {
    // One approval of the router, asked for twice; swaps into different tokens; approvals of different spenders.
    const apart = expandAccessLevel({
      accessLevel: 'trade',
      presets: [swap(), swap({ tokenOut: PAYEE }), lending()],
    })
    expect(apart.permissions).toHaveLength(5)
    expect(apart.allowOverlapping).toBe(true)
    expect(() => defineGrant({ ...base, ...apart })).not.toThrow()
    const alone = expandAccessLevel({ accessLevel: 'trade', presets: [swap()] })
    expect(alone.allowOverlapping).toBe(false)
  })

  it('are asked about when one call can match two of their permissions', () => {
    const presets = [swap(), swap({ amountInPerCall: 2_000n, minAmountOut: 20n })]
    const parts = expandAccessLevel({ accessLevel: 'trade', presets })
    expect(parts.allowOverlapping).toBe(false)
    expect(() => defineGrant({ ...base, ...parts })).toThrow(PermissionOverlapError)
    expect(() => defineGrant({ ...base, ...parts, allowOverlapping: true })).not.toThrow()
  })
})

/** A message that approves whomever the holder names. */
function permit() {
  const types = {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
    ],
  } as const
  const domain = { name: 'USD Coin', version: '2', chainId: 1n, verifyingContract: USDC } as const
  return typedDataMessage({
    ...{ domain, types, primaryType: 'Permit', receiver: 'owner' },
    ...{ allowOwnerMessages: true, uncounted: true },
  })
}

/** A preset of one's own, which says of itself that trading is enough. */
function own(...permissions: Preset['permissions']): Preset {
  return { accessLevel: 'trade', permissions, limits: {} }
}
