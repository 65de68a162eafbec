import type { Hex } from 'viem'
import { encodeContext } from './encodeContext.ts'
import { readContext } from './readContext.ts'

export type ContextAtParameters = {
  /** As the wallet answered. */
  context: Hex
  /** When it is to be redeemed, unix seconds of the chain. */
  timestamp: number
}

/**
 * A context of this module for another moment: what a wallet answers for a periodic permission redeems it in one period only,
 * since every use claims its period. Nobody has to be asked: the grant stays the same.
 * @throws UseMalformedError for a context of something else, UseInvalidError before the first period.
 */
export function contextAt({ context, timestamp }: ContextAtParameters): Hex {
  // The chain is no part of a context, so any will do.
  const { grant, approval } = readContext({ context, chainId: 1n })
  return encodeContext({ grant, approval, timestamp })
}
