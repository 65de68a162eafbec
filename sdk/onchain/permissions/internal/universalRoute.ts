import { type Address, encodeAbiParameters, type Hex, parseAbi, parseAbiParameters } from 'viem'
import { checkRoute } from './checkRoute.ts'
import { uniswapV3Path } from './uniswapV3Path.ts'

/** The one function of Uniswap's universal router that {@link uniswapUniversalSwap} allows. */
export const universalRouterAbi = parseAbi([
  'function execute(bytes commands, bytes[] inputs, uint256 deadline) payable',
])

/** The pairs or pools between the tokens of a swap. */
export type UniversalRoute =
  | {
      readonly version: 'v2'
      /** What it goes through between the two tokens; nothing by default. */
      readonly through?: readonly Address[]
    }
  | {
      readonly version: 'v3'
      /** What it goes through between the two tokens; nothing by default. */
      readonly through?: readonly Address[]
      /** Of the pools, in hundredths of a basis point: one more than tokens that it goes through. */
      readonly fees: readonly number[]
    }

export type UniversalInputParameters = {
  tokenIn: Address
  tokenOut: Address
  route: UniversalRoute
  amountIn?: bigint
  amountOutMinimum?: bigint
}

/** The words of an input that say its amounts: what is paid, and the least that is bought. */
export const AMOUNT_WORDS: readonly number[] = [1, 2]

// How the router names whoever called it.
const MSG_SENDER: Address = '0x0000000000000000000000000000000000000001'

const COMMANDS = { v2: '0x08', v3: '0x00' } as const

/** The command byte of a route: an exact input that may not fail. */
export function universalCommand({ version }: UniversalRoute): Hex {
  return COMMANDS[version]
}

/**
 * The input of that command, as the router reads it: paid out to whoever calls the router, and paid by it.
 * @throws PermissionInvalidError for fees that are not one per pool.
 */
export function universalInput(parameters: UniversalInputParameters): Hex {
  const { tokenIn, tokenOut, route, amountIn = 0n, amountOutMinimum = 0n } = parameters
  const tokens = [tokenIn, ...(route.through ?? []), tokenOut]
  checkRoute(tokens, route.version === 'v3' ? route.fees : undefined, 'execute')
  const amounts = [MSG_SENDER, amountIn, amountOutMinimum] as const
  return route.version === 'v3'
    ? encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool'), [
        ...amounts,
        uniswapV3Path(tokens, route.fees),
        true,
      ])
    : encodeAbiParameters(parseAbiParameters('address, uint256, uint256, address[], bool'), [
        ...amounts,
        tokens,
        true,
      ])
}
