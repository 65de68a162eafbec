import { estimateFeesPerGas } from 'viem/actions'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import type { Attempt } from '../intent.ts'
import { type Cached, cached } from './cached.ts'
import { greater } from './greater.ts'

/** Wei per gas. */
export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

/** Asks for fees, for example a bundler's own method. The default asks the node. */
export type EstimateFees = () => Promise<Fees>

/**
 * Fees as viem estimates them, with room for what happens while they are kept: the price cap is doubled, which is never paid unless the
 * base fee rises. Bundlers want more of a tip than nodes, and viem doubles that for them too.
 */
export function feeSource(
  client: HolderClientBase,
  { maximumAge, tip, estimate }: { maximumAge: number; tip: bigint; estimate: EstimateFees | undefined },
): Cached<Fees> {
  const asNode = async (): Promise<Fees> => {
    const found = await estimateFeesPerGas(client, { type: 'eip1559' }).catch((error: unknown) => {
      throw toLatchkeyError(error)
    })
    const { maxFeePerGas, maxPriorityFeePerGas } = found
    return { maxFeePerGas: 2n * maxFeePerGas, maxPriorityFeePerGas: tip * maxPriorityFeePerGas }
  }
  return cached(estimate ?? asNode, maximumAge)
}

/** The fees of an attempt that takes the place of another: those of now, but each higher than its by `percent` at least. */
export function bumped(fees: Fees, replaced: Attempt | undefined, percent: bigint): Fees {
  if (!replaced) return fees
  // Rounded up: a pool compares exactly.
  const raise = (fee: bigint): bigint => (fee * (100n + percent) + 99n) / 100n
  return {
    maxFeePerGas: greater(fees.maxFeePerGas, raise(replaced.maxFeePerGas)),
    maxPriorityFeePerGas: greater(fees.maxPriorityFeePerGas, raise(replaced.maxPriorityFeePerGas)),
  }
}
