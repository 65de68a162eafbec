import { type Address, erc20Abi, formatUnits, isAddressEqual } from 'viem'
import { readContract } from 'viem/actions'
import type { Grant } from '../../sdk/core/grant.ts'
import { LimitKind } from '../../sdk/core/limit.ts'
import type { Token } from '../../sdk/core/token.ts'
import type { ModuleClient, RemainingLimit } from '../../sdk/onchain/index.ts'
import { MismatchError } from './errors.ts'
import { printable } from './terminal.ts'

/** Longest symbol that is shown in full: a token may call itself anything. */
const LONGEST_SYMBOL = 16

type Reader = Pick<ModuleClient, 'request' | 'chain'>

/**
 * Symbol and decimals of a token, from the chain.
 * @throws MismatchError when there is no ERC-20 token.
 */
export async function readToken(client: Reader, address: Address): Promise<Token> {
  const token = { address, abi: erc20Abi } as const
  try {
    const [symbol, decimals] = await Promise.all([
      readContract(client as ModuleClient, { ...token, functionName: 'symbol' }),
      readContract(client as ModuleClient, { ...token, functionName: 'decimals' }),
    ])
    return { address, symbol: printable(symbol).slice(0, LONGEST_SYMBOL), decimals }
  } catch (cause) {
    throw new MismatchError(`There is no ERC-20 token with symbol and decimals at ${address}.`, { cause })
  }
}

/** The tokens that a grant's limits count, as far as the chain knows them. */
export async function grantTokens(client: Reader, grant: Grant): Promise<readonly Token[]> {
  const counted = grant.limits.filter(({ kind }) => kind === LimitKind.token).map(({ token }) => token)
  const targets = grant.permissions.map(({ target }) => target)
  const found = [...new Set([...counted, ...targets])].map((address) =>
    readToken(client, address).catch(() => undefined),
  )
  return (await Promise.all(found)).filter((token) => token !== undefined)
}

/** An amount of a limit in the units that people use. */
export function limitAmountText(
  units: bigint,
  { kind, token }: Pick<RemainingLimit, 'kind' | 'token'>,
  tokens: readonly Token[],
): string {
  if (kind === 'count') return `${units} ${units === 1n ? 'use' : 'uses'}`
  return amountText(units, token, tokens)
}

/** An amount in the units that people use. */
export function amountText(units: bigint, token: Address | undefined, tokens: readonly Token[]): string {
  if (token === undefined) return `${formatUnits(units, 18)} native`
  const known = tokens.find(({ address }) => isAddressEqual(address, token))
  return known
    ? `${formatUnits(units, known.decimals)} ${known.symbol}`
    : `${units} smallest units of ${token}`
}
