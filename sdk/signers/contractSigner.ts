import type { Address, Hash, Hex } from 'viem'
import { contractKey } from '../core/key.ts'
import type { Signer } from './signer.ts'

export type ContractSignerParameters = {
  /** A contract that answers ERC-1271: a multisig, a smart account. */
  address: Address
  /** What the contract accepts as a signature of a hash, whoever makes it and however it is wrapped. */
  sign: (parameters: { hash: Hash }) => Promise<Hex>
  /** A signature of the same size that need not be valid, to estimate gas with. Not needed on the direct and relayed paths. */
  stubSignature?: Hex
}

/**
 * A contract as a signer: whatever its ERC-1271 accepts counts as its signature. It reads storage of its own, so public bundlers do not
 * take operations that it signs; the direct and the relayed path do.
 */
export function contractSigner({ address, sign, stubSignature }: ContractSignerParameters): Signer {
  return { key: contractKey(address), sign, ...(stubSignature ? { stubSignature } : {}) }
}
