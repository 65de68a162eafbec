import { type Address, getAddress, parseAbi } from 'viem'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atMost, equal, isAccount, oneOf } from '../grant/conditions.ts'
import { type LimitDefinition, tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import { approval } from './internal/approval.ts'
import type { Preset } from './preset.ts'

/** What {@link aaveV3Lending} allows of Aave's pool: no flash loan, no efficiency mode, no repayment in aTokens, no permit. */
export const aaveV3PoolAbi = parseAbi([
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)',
  'function withdraw(address asset, uint256 amount, address to) returns (uint256)',
  'function borrow(address asset, uint256 amount, uint256 interestRateMode, uint16 referralCode, address onBehalfOf)',
  'function repay(address asset, uint256 amount, uint256 interestRateMode, address onBehalfOf) returns (uint256)',
  'function setUserUseReserveAsCollateral(address asset, bool useAsCollateral)',
])

/** How much of one asset. */
export type AaveV3Bounds = {
  /** The token itself, not its aToken. */
  asset: Address
  /** Most of one call, in the asset's smallest unit, inclusive. Aave's "all of it" (2²⁵⁶ − 1) is above every limit: name the amount. */
  maxPerCall: bigint
  /** Most of all calls together, in the asset's smallest unit, inclusive. */
  limit: bigint
  /** Name of the limit; `supply`, `withdraw`, `borrow` or `repay` by default, with a number from the second asset on. */
  limitName?: string
}

/** What {@link aaveV3Lending} takes; a function that is left out is not allowed. */
export type AaveV3LendingParameters = {
  /** Aave's pool: the proxy, not the implementation. */
  pool: Address
  supply?: readonly AaveV3Bounds[]
  /** Back to the account itself. */
  withdraw?: readonly AaveV3Bounds[]
  /** In the account's own name: never on a credit that somebody delegated to it. */
  borrow?: readonly AaveV3Bounds[]
  repay?: readonly AaveV3Bounds[]
  /** Of what is borrowed and repaid; `variable` by default. Pools from v3.2 on have no stable rate. */
  rateMode?: 'variable' | 'stable'
  /** Assets of which the holder may say whether they back the account's debt, at most 16; none by default. */
  switchCollateral?: readonly Address[]
}

const RATE_MODES = { stable: 1n, variable: 2n } as const

/**
 * Lending at Aave v3 for the account itself: what is withdrawn or borrowed is paid out to it, what is supplied or repaid counts for it. The
 * approvals that supplying and repaying need name the pool and at most one call's amount, and count against no limit: the pool draws only
 * from whoever calls it, and that call is counted. Approve and call in one batch.
 *
 * At worst the holder borrows and withdraws all that the limits admit and so brings the account to the edge of liquidation, where the next
 * move of a price costs it the liquidators' bonus. Nothing goes to the holder; choose the limits so that the health factor stays well above
 * 1 when they are used up.
 *
 * Several assets for one function are several permissions for it, and `defineGrant` then needs `allowOverlapping: true`.
 * @throws PermissionInvalidError when it would allow nothing.
 */
export function aaveV3Lending(parameters: AaveV3LendingParameters): Preset {
  const { pool, switchCollateral = [] } = parameters
  const lent = VERBS.flatMap(([verb, write]) =>
    (parameters[verb] ?? []).map((bounds, index) => {
      const limitName = bounds.limitName ?? (index === 0 ? verb : `${verb}${index + 1}`)
      const definition = write(parameters, bounds, limitName)
      return { definition, limit: [limitName, limitOf(bounds)] as const }
    }),
  )
  const permissions = [
    ...lent.map(({ definition }) => definition),
    ...(switchCollateral.length > 0 ? [collateral(pool, switchCollateral)] : []),
    ...approvals(parameters),
  ]
  if (permissions.length === 0) {
    const reason = 'name what may be supplied, withdrawn, borrowed or repaid.'
    throw new PermissionInvalidError({ permission: 'Aave v3', reason })
  }
  return { accessLevel: 'trade', permissions, limits: Object.fromEntries(lent.map(({ limit }) => limit)) }
}

type Write = (
  parameters: AaveV3LendingParameters,
  bounds: AaveV3Bounds,
  limitName: string,
) => PermissionDefinition

const VERBS: readonly (readonly ['supply' | 'withdraw' | 'borrow' | 'repay', Write])[] = [
  [
    'supply',
    ({ pool }, { asset, maxPerCall }, limitName) =>
      permission({
        ...{ abi: aaveV3PoolAbi, target: pool, functionName: 'supply', spends: { amount: limitName } },
        where: { ...ofAsset(asset, maxPerCall), onBehalfOf: isAccount(), referralCode: equal(0) },
      }),
  ],
  [
    'withdraw',
    ({ pool }, { asset, maxPerCall }, limitName) =>
      permission({
        ...{ abi: aaveV3PoolAbi, target: pool, functionName: 'withdraw', spends: { amount: limitName } },
        where: { ...ofAsset(asset, maxPerCall), to: isAccount() },
      }),
  ],
  [
    'borrow',
    ({ pool, rateMode }, { asset, maxPerCall }, limitName) =>
      permission({
        ...{ abi: aaveV3PoolAbi, target: pool, functionName: 'borrow', spends: { amount: limitName } },
        where: { ...ofDebt(asset, maxPerCall, rateMode), referralCode: equal(0) },
      }),
  ],
  [
    'repay',
    ({ pool, rateMode }, { asset, maxPerCall }, limitName) =>
      permission({
        ...{ abi: aaveV3PoolAbi, target: pool, functionName: 'repay', spends: { amount: limitName } },
        where: ofDebt(asset, maxPerCall, rateMode),
      }),
  ],
]

function ofAsset(asset: Address, maxPerCall: bigint) {
  return { asset: equal(asset), amount: atMost(maxPerCall) }
}

function ofDebt(asset: Address, maxPerCall: bigint, rateMode: 'variable' | 'stable' = 'variable') {
  const own = { interestRateMode: equal(RATE_MODES[rateMode]), onBehalfOf: isAccount() }
  return { ...ofAsset(asset, maxPerCall), ...own }
}

function collateral(pool: Address, assets: readonly Address[]): PermissionDefinition {
  const functionName = 'setUserUseReserveAsCollateral'
  return permission({ abi: aaveV3PoolAbi, target: pool, functionName, where: { asset: oneOf(assets) } })
}

/** One for each asset that is supplied or repaid, large enough for either. */
function approvals({ pool, supply = [], repay = [] }: AaveV3LendingParameters): PermissionDefinition[] {
  const largest = new Map<Address, bigint>()
  for (const { asset, maxPerCall } of [...supply, ...repay]) {
    const token = getAddress(asset)
    const known = largest.get(token) ?? 0n
    largest.set(token, maxPerCall > known ? maxPerCall : known)
  }
  return [...largest].map(([token, maxAmount]) => approval({ token, spender: pool, maxAmount }))
}

function limitOf({ asset, limit }: AaveV3Bounds): LimitDefinition {
  return tokenLimit({ token: asset, amount: limit })
}
