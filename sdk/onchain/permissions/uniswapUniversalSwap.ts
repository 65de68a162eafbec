import { type Address, type Hex, size } from 'viem'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { uintDigits } from '../../internal/words.ts'
import { encodePath } from '../grant/argumentPath.ts'
import { type ArgumentCondition, equal } from '../grant/conditions.ts'
import { countLimit } from '../grant/limitDefinition.ts'
import { locateArgument } from '../grant/locateArgument.ts'
import { permission } from '../grant/permission.ts'
import { balanceGuard } from '../guards/balanceGuard.ts'
import {
  AMOUNT_WORDS,
  type UniversalRoute,
  universalCommand,
  universalInput,
  universalRouterAbi,
} from './internal/universalRoute.ts'
import { permit2Approval } from './permit2Approval.ts'
import type { Preset } from './preset.ts'

export type UniswapUniversalSwapParameters = {
  /** Uniswap's universal router. */
  router: Address
  /** Permit2, through which the router is paid; the one of every chain by default. */
  permit2?: Address
  /** BalanceGuard, deployed. */
  guard: Address
  tokenIn: Address
  tokenOut: Address
  /**
   * The one command that may be run: an exact input through pairs of v2 or pools of v3, with every word of it pinned and its two amounts bounded. `'any'`
   * leaves commands and their inputs to the holder, and has to be asked for.
   */
  route: UniversalRoute | 'any'
  /** Most that one swap and one use may pay and one approval may approve, in tokenIn's smallest unit, inclusive. */
  amountInPerCall: bigint
  /** Most of all approvals together, in tokenIn's smallest unit, inclusive. */
  limit: bigint
  /** Most swaps, inclusive. It bounds the sum where an approval of tokenIn that is not the grant's stands with the router. */
  maxSwaps: bigint
  /** Least that every swap must ask for and every use must bring, in tokenOut's smallest unit, inclusive; at least 1. */
  minAmountOut: bigint
  /** Last second at which an approval may be drawn on, unix seconds, inclusive. */
  latestExpiration: number
  /** Put before the names of the limits, `swaps` and `swapCalls`. */
  limitPrefix?: string
}

/**
 * Swaps of one token into another through Uniswap's universal router, paid through Permit2, within two guards: every use of the grant
 * pays at most `amountInPerCall` and brings at least `minAmountOut`. So approve and swap in one batch, and give the grant nothing else to do. Through a
 * bundler a guarded grant needs a fee budget or a rule that lets a paymaster pay.
 *
 * At worst a stolen key pays the whole limit in uses that bring `minAmountOut` each. With a route, other tokens and other recipients are out of
 * reach. With `'any'` the commands are the holder's, and what the guards do not look at is open to them: any token for which the account has
 * an approval standing with the router at Permit2, and whatever of tokenIn and tokenOut lies within the guards' bounds, wherever it goes.
 * @throws PermissionInvalidError for a least amount of 0, for a route that leads nowhere, and what {@link permit2Approval} throws.
 */
export function uniswapUniversalSwap(parameters: UniswapUniversalSwapParameters): Preset {
  const { router, permit2, guard, tokenIn, tokenOut, route, amountInPerCall, limit } = parameters
  const { maxSwaps, minAmountOut, latestExpiration, limitPrefix: prefix = '' } = parameters
  if (minAmountOut <= 0n) {
    throw new PermissionInvalidError({ permission: 'execute', reason: 'minAmountOut of 0 bounds nothing.' })
  }
  const approvals = permit2Approval({
    ...(permit2 === undefined ? {} : { permit2 }),
    ...{ token: tokenIn, spender: router, amountPerCall: amountInPerCall, limit, latestExpiration },
    limitName: `${prefix}swaps`,
  })
  const calls = `${prefix}swapCalls`
  const swap = permission({
    ...{ abi: universalRouterAbi, target: router, functionName: 'execute', spendsCall: calls },
    where:
      route === 'any' ? {} : pinned(universalCommand(route), universalInput({ tokenIn, tokenOut, route })),
  })
  return {
    accessLevel: route === 'any' ? 'full' : 'trade',
    permissions: [
      route === 'any' ? swap : { ...swap, conditions: [...swap.conditions, ...amounts(parameters)] },
      ...approvals.permissions,
    ],
    limits: { ...approvals.limits, [calls]: countLimit({ amount: maxSwaps }) },
    guards: [
      balanceGuard({ guard, token: tokenIn, spent: amountInPerCall }),
      balanceGuard({ guard, token: tokenOut, received: minAmountOut }),
    ],
  }
}

/**
 * The two amounts, by themselves: what else a use of the grant does, with other presets, may bring in what the guards miss. Their words are
 * bytes to the ABI, which it does not order; to the module every word is a number.
 */
function amounts({ amountInPerCall, minAmountOut }: UniswapUniversalSwapParameters): ParameterCondition[] {
  const bounds = [
    [Operator.atMost, amountInPerCall],
    [Operator.atLeast, minAmountOut],
  ] as const
  return bounds.flatMap(([operator, bound], index) =>
    locateArgument(universalRouterAbi[0], `inputs[0][${AMOUNT_WORDS[index]}]`).map(({ place }) => ({
      ...{ argument: encodePath(place), operator },
      values: [`0x${uintDigits(bound, 256, 'amount')}` as const],
    })),
  )
}

/** Every word of the one input, but those of its amounts. */
function pinned(command: Hex, input: Hex) {
  const words: Record<`inputs[${number}][${number}]`, ArgumentCondition<Hex>> = {}
  for (let index = 0; index < size(input) / 32; index++) {
    if (AMOUNT_WORDS.includes(index)) continue
    words[`inputs[0][${index}]`] = equal<Hex>(`0x${input.slice(2 + 64 * index, 66 + 64 * index)}`)
  }
  return {
    commands: equal(command),
    'inputs.length': equal(1),
    'inputs[0].length': equal(size(input)),
    ...words,
  }
}
