import { parseEther, parseGwei } from 'viem'
import { z } from 'zod'
import { UNTIERED } from '../../sdk/core/constants.ts'
import { Tier } from '../../sdk/core/tier.ts'
import type {
  DefineGrantParameters,
  LimitDefinitions,
  NetworkDefinition,
  SupersessionDefinition,
} from '../../sdk/onchain/index.ts'
import type { Definition } from './definitionAccess.ts'
import { UsageError } from './errors.ts'
import { readGrantFile } from './grantFiles.ts'
import { type Inputs, option } from './options.ts'
import { address, amount, duration, file, key } from './values.ts'

const unlimited = z.literal('unlimited')

/** Options about the parts of a grant that a preset or a definition leaves open. */
export const partsOptions = {
  keeper: option(
    '--keeper <address>',
    'who may pause the grant and publish risk tiers, and nothing else',
    key,
  ),
  worstTier: option(
    '--worst-tier <tier>',
    'worst risk tier in which its permissions may be used, where they do not say: A, B or C; needs --keeper',
    z.enum(['A', 'B', 'C'], 'is not A, B or C'),
  ),
  period: option(
    '--period <duration>',
    'limits that do not say start again after this time: 1h, 1d; at least 5m',
    duration,
  ),
  maxFee: option(
    '--max-fee <amount>',
    'most that operations may cost the account in all, in native units; "unlimited" has to be said',
    z.union([unlimited, amount]),
  ),
  maxFeePrice: option(
    '--max-fee-price <gwei>',
    'most that they may bid per unit of gas, in gwei (default: unlimited)',
    z.union([unlimited, amount]),
  ),
  paymaster: option(
    '--paymaster <address...>',
    'who may pay instead: addresses, "any" or "none" (default: none)',
    z.array(z.union([address, z.enum(['any', 'none'])])),
  ),
  alsoOn: option(
    '--also-on <chain:epoch...>',
    "more chains under the same signature, each with the account's epoch there, such as 8453:2",
    z.array(z.string().regex(/^\d{1,15}:\d{1,20}$/, 'is not a chain id and an epoch, such as 8453:2')),
  ),
  supersedes: option(
    '--supersedes <file>',
    'file of a grant that this one ends and takes the place of',
    file,
  ),
  carry: option(
    '--carry <limit...>',
    'with --supersedes: limits whose spent amount is carried; "fee" is the fee budget, "all" is every one',
    z.array(z.string()),
  ),
  zero: option(
    '--zero <limit...>',
    'with --supersedes: limits that start at zero, likewise',
    z.array(z.string()),
  ),
}

type PartsInput = Inputs<typeof partsOptions>

type Parts = Pick<DefineGrantParameters, 'maximumFee'> &
  Partial<Pick<DefineGrantParameters, 'keeper' | 'paymaster' | 'supersedes' | 'networks'>>

/**
 * The parts that the options ask for, as `defineGrant` takes them.
 * @param network Where the grant holds first.
 * @throws UsageError, FileError.
 */
export function grantParts(input: PartsInput, network: NetworkDefinition, limits: LimitDefinitions): Parts {
  const { keeper, paymaster, alsoOn = [] } = input
  if (input.worstTier !== undefined && !keeper)
    throw new UsageError('--worst-tier needs --keeper: who says the tier?')
  const supersedes = supersessionOf(input, limits)
  return {
    maximumFee: maximumFeeOf(input),
    networks: [network, ...alsoOn.map(networkOf)],
    ...(keeper ? { keeper } : {}),
    ...(paymaster ? { paymaster: paymasterOf(paymaster) } : {}),
    ...(supersedes ? { supersedes } : {}),
  }
}

/**
 * What operations may cost the account, as the options say it.
 * @throws UsageError when they do not: no bound is one that somebody asks for.
 */
export function maximumFeeOf({ maxFee, maxFeePrice }: PartsInput): DefineGrantParameters['maximumFee'] {
  if (maxFee === undefined)
    throw new UsageError(
      'How much may its operations cost the account in all? Say --max-fee 0.1, or --max-fee unlimited.',
    )
  return {
    budget: maxFee === 'unlimited' ? 'unlimited' : parseEther(maxFee),
    price: maxFeePrice === undefined || maxFeePrice === 'unlimited' ? 'unlimited' : parseGwei(maxFeePrice),
  }
}

/** Permissions and limits with what the options say where they themselves do not. */
export function withDefaults(definition: Definition, { worstTier, period }: PartsInput): Definition {
  const { permissions, limits } = definition
  return {
    ...definition,
    permissions: permissions.map((permission) =>
      worstTier === undefined || permission.worstTier !== UNTIERED
        ? permission
        : { ...permission, worstTier: Tier[worstTier] },
    ),
    limits: Object.fromEntries(
      Object.entries(limits).map(([name, limit]) => [
        name,
        period === undefined || limit.period !== undefined ? limit : { ...limit, period },
      ]),
    ),
  }
}

function networkOf(text: string): NetworkDefinition {
  const [chainId = '', epoch = ''] = text.split(':')
  return { chainId: Number(chainId), epoch: BigInt(epoch) }
}

function paymasterOf(
  given: NonNullable<PartsInput['paymaster']>,
): NonNullable<DefineGrantParameters['paymaster']> {
  const listed = given.filter((one) => one !== 'any' && one !== 'none')
  if (listed.length === given.length) return listed
  const [only, ...others] = given
  if (others.length > 0) throw new UsageError('--paymaster: "any" and "none" stand alone.')
  return only === 'any' ? 'any' : 'none'
}

function supersessionOf(input: PartsInput, limits: LimitDefinitions): SupersessionDefinition | undefined {
  const { supersedes, carry = [], zero = [] } = input
  if (supersedes === undefined) {
    if (carry.length + zero.length > 0) throw new UsageError('--carry and --zero go with --supersedes.')
    return undefined
  }
  const counted = input.maxFee !== undefined && input.maxFee !== 'unlimited'
  const names = [...Object.keys(limits), ...(counted ? ['fee'] : [])]
  const stray = [...carry, ...zero].find((name) => name !== 'all' && !names.includes(name))
  if (stray !== undefined)
    throw new UsageError(`There is no limit "${stray}": ${names.join(', ') || 'none'}.`)
  const choices = names.map((name) => [name, choiceOf(name, carry, zero)] as const)
  const { fee, ...others } = Object.fromEntries(choices)
  const grant = readGrantFile(supersedes).grant
  return { grant, limits: others, ...(counted && fee ? { maximumFee: fee } : {}) }
}

function choiceOf(name: string, carry: readonly string[], zero: readonly string[]): 'carry' | 'zero' {
  const [carried, zeroed] = [carry, zero].map((names) => names.includes(name) || names.includes('all'))
  if (carried === zeroed) {
    throw new UsageError(`Say of limit "${name}" whether it carries what was spent: --carry or --zero.`)
  }
  return carried ? 'carry' : 'zero'
}
