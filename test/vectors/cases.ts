import { erc20Abi, numberToHex, parseAbi } from 'viem'
import {
  contractKey,
  ecdsaKey,
  fixedClock,
  type Grant,
  type Key,
  SpendSource,
  verifierKey,
} from '../../sdk/core/index.ts'
import {
  anySelectorPermission,
  atMost,
  countLimit,
  type DefineGrantParameters,
  defineGrant,
  equal,
  isAccount,
  nativeLimit,
  permission,
  tokenLimit,
  transferPermission,
} from '../../sdk/onchain/grant/index.ts'
import { uniswapV3Swap } from '../../sdk/onchain/permissions/index.ts'
import { everyCondition, many, manyLimits } from './leaves.ts'
import { orders, signIn } from './messages.ts'
import { ACCOUNT, addressOf, CHAIN_ID, MODULE, PAYEE, ROUTER, START, USDC, WETH } from './scene.ts'

/** One grant and one use of it. */
export type VectorCase = {
  readonly name: string
  readonly grant: Grant
  /** One per call. */
  readonly permissionIndexes: readonly number[]
  readonly key?: Key
  /** Whether the use carries the grant's signature by the grantor. */
  readonly signed?: boolean
  /** When the use is made: what decides the periods that it claims. */
  readonly timestamp?: number
}

const sessionKey = ecdsaKey(addressOf('session key'))
const otherKey = ecdsaKey(addressOf('other key'))
const rotator = ecdsaKey(addressOf('rotator'))
const usdc = tokenLimit({ token: USDC, amount: 500_000_000n })

const pay = permission({
  abi: erc20Abi,
  target: USDC,
  functionName: 'transfer',
  where: { recipient: equal(PAYEE), amount: atMost(100_000_000n) },
  spends: { amount: 'usdc' },
})
const payUncounted = permission({
  abi: erc20Abi,
  target: WETH,
  functionName: 'transfer',
  where: { recipient: equal(PAYEE), amount: atMost(10n) },
})
const callSpend = { limit: 'calls', source: SpendSource.call, argument: 0n } as const
const send = transferPermission({ target: PAYEE, maxValue: 10n ** 18n, spendsValue: 'eth' })

const tradeAbi = parseAbi([
  'struct Order { address maker; uint256 amount; bytes path; }',
  'function trade(Order[] orders, (uint256 deadline, bytes hops) params, uint256[3] weights)',
])
function define(salt: number, change: Partial<DefineGrantParameters>): Grant {
  return defineGrant({
    account: ACCOUNT,
    module: MODULE,
    ...(change.networks ? {} : { chainId: CHAIN_ID, epoch: 1n }),
    validAfter: START,
    validUntil: START + 86_399,
    sessionKey,
    permissions: [payUncounted],
    maximumFee: 'unlimited',
    salt: numberToHex(salt, { size: 16 }),
    clock: fixedClock(START),
    ...change,
  }).grant
}

const swap = uniswapV3Swap({
  router: ROUTER,
  routerVersion: 'SwapRouter02',
  tokenIn: USDC,
  tokenOut: WETH,
  fee: 500,
  amountInPerCall: 1_000_000n,
  limit: 10_000_000n,
  minAmountOut: 1n,
})

/** Every case. New ones go to the end: others refer to them by position. */
export function vectorCases(): readonly VectorCase[] {
  const bare = define(1, {})
  const sized = (salt: number, permissions: number, limits: number): Grant => ({
    ...define(salt, {}),
    permissions: many(permissions, limits),
    limits: manyLimits(limits),
  })
  const policy = { keyLifetime: 3_600, overlap: 60, maxKeys: 3 }
  return [
    { name: 'one permission, nothing else', grant: bare, permissionIndexes: [0] },
    {
      name: 'one permission, one limit',
      grant: define(2, { permissions: [pay], limits: { usdc } }),
      permissionIndexes: [0],
    },
    {
      name: 'two permissions, two limits, native value',
      grant: define(3, { permissions: [pay, send], limits: { usdc, eth: nativeLimit({ amount: 5n }) } }),
      permissionIndexes: [1],
    },
    { name: 'three permissions, three limits, a batch', grant: sized(4, 3, 3), permissionIndexes: [2, 0, 2] },
    {
      name: 'limits that the use does not touch',
      grant: define(5, { permissions: [pay, payUncounted], limits: { usdc } }),
      permissionIndexes: [1],
    },
    { name: 'five permissions, no limit', grant: sized(6, 5, 0), permissionIndexes: [4] },
    { name: 'nine permissions, five limits', grant: sized(7, 9, 5), permissionIndexes: [8, 3] },
    { name: 'seventeen permissions, seventeen limits', grant: sized(8, 17, 17), permissionIndexes: [16, 0] },
    { name: 'a rotator', grant: define(9, { rotator, keyLifetime: 2 ** 32 - 1 }), permissionIndexes: [0] },
    { name: 'a policy for keys', grant: define(10, policy), permissionIndexes: [0, 0] },
    {
      name: 'a rotated key of a grant with a policy',
      grant: define(11, { ...policy, rotator }),
      permissionIndexes: [0],
      key: otherKey,
    },
    {
      name: 'conditions of every operator',
      grant: {
        ...define(12, {}),
        permissions: many(1, 0).map((one) => ({ ...one, conditions: everyCondition() })),
      },
      permissionIndexes: [0],
    },
    {
      name: 'any selector and empty calldata',
      grant: define(13, {
        permissions: [anySelectorPermission({ target: ROUTER }), send],
        limits: { eth: nativeLimit({ amount: 10n ** 19n }) },
      }),
      permissionIndexes: [0, 1],
    },
    {
      name: 'a grant on first use, by another key',
      grant: define(14, { permissions: [pay], limits: { usdc }, maxKeys: 2 }),
      permissionIndexes: [0],
      key: otherKey,
      signed: true,
    },
    {
      name: 'the largest values',
      grant: {
        ...define(15, { epoch: 2n ** 64n - 1n, validUntil: 2 ** 47 - 1, salt: `0x${'ff'.repeat(16)}` }),
        permissions: many(1, 1).map((one) => ({ ...one, maxValue: 2n ** 256n - 1n })),
        limits: manyLimits(1).map((one) => ({ ...one, amount: 2n ** 128n - 1n })),
      },
      permissionIndexes: [0],
    },
    { name: 'a swap with its approval', grant: define(16, { ...swap }), permissionIndexes: [1, 0] },
    {
      name: 'several chains',
      grant: define(17, {
        networks: [
          { chainId: CHAIN_ID, epoch: 1n },
          { chainId: 1n, epoch: 9n },
          { chainId: 42_161n, epoch: 0n },
        ],
      }),
      permissionIndexes: [0],
    },
    {
      name: 'periods and counted calls',
      grant: define(18, {
        permissions: [{ ...pay, spends: [...pay.spends, callSpend] }],
        limits: {
          usdc: { ...usdc, period: 86_400, periodStart: START - 3_600 },
          calls: countLimit({ amount: 10n, period: 300 }),
        },
      }),
      permissionIndexes: [0, 0],
      timestamp: START + 7_200,
    },
    {
      name: 'a maximum fee, listed paymasters, a keeper and a tier',
      grant: define(19, {
        permissions: [{ ...payUncounted, worstTier: 1 }],
        maximumFee: { budget: 10n ** 17n, price: 50_000_000_000n },
        paymaster: [addressOf('paymaster'), addressOf('other paymaster')],
        keeper: ecdsaKey(addressOf('keeper')),
      }),
      permissionIndexes: [0],
    },
    {
      name: 'guards',
      grant: define(20, {
        guards: [
          { guard: addressOf('guard'), config: '0x1234' },
          { guard: addressOf('other guard'), config: '0x' },
        ],
        maximumFee: { budget: 1n, price: 'unlimited' },
        paymaster: 'any',
      }),
      permissionIndexes: [0],
    },
    {
      name: 'a supersession that carries what was spent',
      grant: define(21, {
        permissions: [pay],
        limits: { usdc },
        supersedes: {
          grant: define(2, { permissions: [pay], limits: { usdc } }),
          limits: { usdc: 'carry' },
        },
      }),
      permissionIndexes: [0],
    },
    {
      name: 'a verifier as session key, contracts as rotator and keeper',
      grant: define(22, {
        sessionKey: verifierKey(addressOf('verifier'), `0x${'5a'.repeat(64)}`),
        rotator: contractKey(addressOf('rotator')),
        keeper: contractKey(addressOf('keeper')),
        ...policy,
      }),
      permissionIndexes: [0],
    },
    {
      name: 'paths into arrays, bytes and tuples',
      grant: define(23, {
        permissions: [
          permission({
            abi: tradeAbi,
            target: ROUTER,
            functionName: 'trade',
            where: {
              'orders.length': atMost(3),
              'orders[*].maker': isAccount(),
              'orders[0].path': equal(`0x${'ab'.repeat(43)}`),
              params: { 'hops[1]': equal(`0x${'11'.repeat(32)}`), deadline: atMost(BigInt(START)) },
              'weights[*]': atMost(5n),
            },
            spends: { 'orders[*].amount': 'usdc' },
            allowTokenMismatch: true,
          }),
        ],
        limits: { usdc },
      }),
      permissionIndexes: [0],
    },
    {
      name: 'messages',
      grant: define(24, { permissions: [pay], limits: { usdc }, messages: [orders, signIn] }),
      permissionIndexes: [0],
    },
  ]
}
