import {
  type Address,
  erc20Abi,
  getContractAddress,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
  stringToHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import {
  CallKind,
  contractKey,
  ecdsaKey,
  fixedClock,
  type Grant,
  type Key,
  LIFETIME,
  type Limit,
  LimitKind,
  Operator,
  type ParameterCondition,
  type Permission,
  SpendSource,
  UNTIERED,
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
  signInMessage,
  tokenLimit,
  transferPermission,
  typedDataMessage,
} from '../../sdk/onchain/grant/index.ts'
import type { SignableMessage } from '../../sdk/onchain/message/index.ts'
import { uniswapV3Swap } from '../../sdk/onchain/permissions/index.ts'

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

/** Keys made from their names, for vectors only. */
export const signerOf = (name: string) => privateKeyToAccount(keccak256(stringToHex(`latchkey vectors: ${name}`)))

const addressOf = (name: string): Address => signerOf(name).address

/** Whoever deploys a contract from this address with nonce 0 deploys it to the vectors' module address. */
export const DEPLOYER = addressOf('deployer')
export const MODULE = getContractAddress({ from: DEPLOYER, nonce: 0n })
export const ACCOUNT = addressOf('account')
/** Chain id of local development chains: the module reads it from the chain. */
export const CHAIN_ID = 31_337n
export const START = 1_800_000_000

const USDC = addressOf('usdc')
const WETH = addressOf('weth')
const ROUTER = addressOf('router')
const PAYEE = addressOf('payee')
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
const orderTypes = {
  Order: [
    { name: 'maker', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'note', type: 'string' },
  ],
} as const
const bookDomain = { name: 'Order book', version: '2', chainId: Number(CHAIN_ID), verifyingContract: ROUTER }

const orders = typedDataMessage({
  domain: bookDomain,
  types: orderTypes,
  primaryType: 'Order',
  receiver: 'maker',
  where: { amount: atMost(1_000n) },
  uncounted: true,
})
const signIn = signInMessage({ site: 'app.example.com', uncounted: true })

/** What a key signs under the last case's grant. */
export const SIGNABLES: readonly { readonly index: number; readonly message: SignableMessage }[] = [
  {
    index: 0,
    message: {
      ...{ domain: bookDomain, types: orderTypes, primaryType: 'Order' },
      message: { maker: ACCOUNT, amount: 5n, note: 'five' },
    },
  },
  {
    index: 1,
    message: [
      'app.example.com wants you to sign in with your Ethereum account:',
      ACCOUNT,
      '',
      'Welcome.',
      '',
      'URI: https://app.example.com',
      'Version: 1',
      `Chain ID: ${CHAIN_ID}`,
      'Nonce: 32891757',
      'Issued At: 2027-01-15T08:00:00Z',
    ].join('\n'),
  },
]

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

/** Permissions that differ, each counting against one of the limits. */
function many(count: number, limits: number): Permission[] {
  return Array.from({ length: count }, (_, at) => ({
    target: addressOf(`target ${at}`),
    call: CallKind.selector,
    selector: numberToHex(0xa0000000 + at, { size: 4 }),
    maxValue: BigInt(at),
    conditions: [],
    spends: limits === 0 ? [] : [{ limit: at % limits, source: SpendSource.argument, argument: BigInt(at) }],
    worstTier: UNTIERED,
  }))
}

function manyLimits(count: number): Limit[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: LimitKind.token,
    token: addressOf(`token ${at}`),
    amount: 10n ** BigInt(at),
    period: LIFETIME,
    periodStart: 0,
  }))
}

/** A condition of every operator. */
function everyCondition(): ParameterCondition[] {
  const word = (value: bigint): Hex => numberToHex(BigInt.asUintN(256, value), { size: 32 })
  const counts: Partial<Record<Operator, number>> = {
    [Operator.range]: 2,
    [Operator.mask]: 2,
    [Operator.signedRange]: 2,
    [Operator.oneOf]: 16,
    [Operator.isAccount]: 0,
  }
  const operators = Object.values(Operator).filter((operator) => operator !== Operator.none)
  return operators.map((operator, at) => ({
    argument: at === 0 ? 65_535n : BigInt(at),
    operator,
    values: Array.from({ length: counts[operator] ?? 1 }, (_, value) => {
      return word(operator >= Operator.signedLess ? BigInt(value) - 5n : 256n ** BigInt(value))
    }),
  }))
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
