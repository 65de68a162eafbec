import type { Address } from 'viem'
import { z } from 'zod'
import type { Token } from '../../sdk/core/token.ts'
import { erc20Transfer, type Preset, uniswapV3Swap } from '../../sdk/onchain/index.ts'
import { UsageError } from './errors.ts'
import { type Inputs, option } from './options.ts'
import { address, amount, toUnits, whole } from './values.ts'

const recipient = z.union([address, z.literal('anyone')])

/** Options of the presets. Amounts are in the token's own units, such as 250.5. */
export const presetOptions = {
  preset: option(
    '--preset <name>',
    'uniswap-v3-swap or erc20-transfer',
    z.enum(['uniswap-v3-swap', 'erc20-transfer'], 'is not uniswap-v3-swap or erc20-transfer'),
  ),
  maxPerCall: option(
    '--max-per-call <amount>',
    'most of one swap or transfer, in the token, inclusive',
    amount,
  ),
  limit: option('--limit <amount>', 'most of all of them together, in the token, inclusive', amount),
  token: option('--token <address>', 'erc20-transfer: the token', address),
  to: option(
    '--to <address...>',
    'erc20-transfer: who may receive; "anyone" has to be asked for',
    z.array(recipient),
  ),
  router: option('--router <address>', "uniswap-v3-swap: Uniswap's router", address),
  routerVersion: option(
    '--router-version <name>',
    'uniswap-v3-swap: SwapRouter or SwapRouter02 (default: SwapRouter02)',
    z.enum(['SwapRouter', 'SwapRouter02'], 'is not SwapRouter or SwapRouter02'),
  ),
  tokenIn: option('--token-in <address>', 'uniswap-v3-swap: the token to sell', address),
  tokenOut: option('--token-out <address>', 'uniswap-v3-swap: the token to buy', address),
  fee: option(
    '--fee <number>',
    'uniswap-v3-swap: of the pool, in hundredths of a basis point: 500, 3000, 10000',
    whole,
  ),
  minOut: option(
    '--min-out <amount>',
    'uniswap-v3-swap: least that every swap must ask for, in the token to buy; "any" has to be asked for',
    z.union([amount, z.literal('any')], 'is not an amount, nor "any"'),
  ),
  decimals: option('--decimals <number>', 'decimals of the token spent, when no node can be asked', whole),
  decimalsOut: option(
    '--decimals-out <number>',
    'uniswap-v3-swap: decimals of the token to buy, likewise',
    whole,
  ),
}

type PresetInput = Inputs<typeof presetOptions>

/** Finds out how a token is counted. */
export type TokenReader = (token: Address, decimals: number | undefined) => Promise<Pick<Token, 'decimals'>>

/**
 * The permissions and limits of the preset asked for.
 * @throws UsageError for an option that is missing or belongs to another preset, what the SDK's presets throw.
 */
export async function buildPreset(input: PresetInput, readToken: TokenReader): Promise<Preset> {
  return input.preset === 'uniswap-v3-swap' ? buildSwap(input, readToken) : buildTransfer(input, readToken)
}

async function buildSwap(input: PresetInput, readToken: TokenReader): Promise<Preset> {
  refuseOthers(input, ['token', 'to'])
  const { decimals, decimalsOut, minOut, routerVersion = 'SwapRouter02' } = input
  const { router, tokenIn, tokenOut, fee } = need(input, ['router', 'tokenIn', 'tokenOut', 'fee'])
  const { maxPerCall, limit } = need(input, ['maxPerCall', 'limit'])
  if (minOut === undefined) {
    throw new UsageError('--min-out is needed.', {
      details: [
        'Without a least amount a stolen key can sell the whole limit for nothing: ask for "any" if that is meant.',
      ],
    })
  }
  const spent = await readToken(tokenIn, decimals)
  const bought = minOut === 'any' ? undefined : await readToken(tokenOut, decimalsOut)
  return uniswapV3Swap({
    ...{ router, routerVersion, tokenIn, tokenOut, fee },
    amountInPerCall: toUnits(maxPerCall, spent.decimals, '--max-per-call'),
    limit: toUnits(limit, spent.decimals, '--limit'),
    minAmountOut: minOut === 'any' || !bought ? 'any' : toUnits(minOut, bought.decimals, '--min-out'),
  })
}

async function buildTransfer(input: PresetInput, readToken: TokenReader): Promise<Preset> {
  refuseOthers(input, ['router', 'routerVersion', 'tokenIn', 'tokenOut', 'fee', 'minOut', 'decimalsOut'])
  const { token, to, maxPerCall, limit } = need(input, ['token', 'to', 'maxPerCall', 'limit'])
  const named = to.filter((one): one is Address => one !== 'anyone')
  if (named.length < to.length && to.length > 1)
    throw new UsageError('--to: "anyone" includes everybody; name nobody else.')
  const { decimals } = await readToken(token, input.decimals)
  return erc20Transfer({
    token,
    recipients: named.length === 0 ? 'anyone' : named,
    maxPerCall: toUnits(maxPerCall, decimals, '--max-per-call'),
    limit: toUnits(limit, decimals, '--limit'),
  })
}

type Needed<name extends keyof PresetInput> = { [key in name]: NonNullable<PresetInput[key]> }

function need<const name extends keyof PresetInput>(
  input: PresetInput,
  names: readonly name[],
): Needed<name> {
  const missing = names.filter((name) => input[name] === undefined).map(flagOf)
  if (missing.length > 0) throw new UsageError(`--preset ${input.preset} needs ${missing.join(', ')}.`)
  return input as Needed<name>
}

function refuseOthers(input: PresetInput, names: readonly (keyof PresetInput)[]): void {
  const others = names.filter((name) => input[name] !== undefined).map(flagOf)
  if (others.length > 0) throw new UsageError(`--preset ${input.preset} does not take ${others.join(', ')}.`)
}

function flagOf(name: keyof PresetInput): string {
  return presetOptions[name].flags.split(' ')[0] ?? name
}
