import { type Address, type Hash, hashTypedData, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { MessageForbiddenError } from '../../errors/contractMessage.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

const domainAbi = parseAbi([
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

/** ERC-5267: name, version, chainId and verifyingContract. */
const ALL_BUT_SALT = '0x0f'

/**
 * What an account that wraps hands to its validators instead of a hash: the hash in `Kernel(bytes32 hash)` of the account's own
 * ERC-5267 domain.
 * @throws MessageForbiddenError when the account's domain is not bound to it by name, version, chain and address.
 */
export async function wrapHash(
  client: ModuleClient,
  { account, hash }: { account: Address; hash: Hash },
): Promise<Hash> {
  const request = { address: account, abi: domainAbi, functionName: 'eip712Domain' } as const
  const answer = await readContract(client, request).catch((error: unknown) => {
    throw toLatchkeyError(error, { account })
  })
  const [fields, name, version, chainId, verifyingContract] = answer
  if (fields !== ALL_BUT_SALT) throw new MessageForbiddenError({ verifyingContract })
  return hashTypedData({
    domain: { name, version, chainId, verifyingContract },
    types: { Kernel: [{ name: 'hash', type: 'bytes32' }] },
    primaryType: 'Kernel',
    message: { hash },
  })
}
