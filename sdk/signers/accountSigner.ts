import type { Hash, Hex } from 'viem'
import { KeyKind } from '../core/key.ts'
import type { Signer } from './signer.ts'

export type AccountSignerParameters = {
  /**
   * What the account puts in front of a signature to have it judged by one of its validators, at least 20 bytes: on most ERC-7579 accounts
   * the validator's address.
   */
  prefix: Hex
  /** What that validator accepts as a signature of a hash. */
  sign: (parameters: { hash: Hash }) => Promise<Hex>
}

/**
 * One validator of the account itself as a grantor: the account's own ERC-1271 judges, and no other validator's answer counts. It
 * speaks for one chain, and is no session key.
 */
export function accountSigner({ prefix, sign }: AccountSignerParameters): Signer {
  return { key: { kind: KeyKind.account, key: prefix.toLowerCase() as Hex }, sign }
}
