import { type Address, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { MessageForbiddenError } from '../../../errors/contractMessage.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import type { WrappingDomain } from '../../grant/messagePayload.ts'

const domainAbi = parseAbi([
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

/** ERC-5267: name, version, chainId and verifyingContract. */
const ALL_BUT_SALT = '0x0f'

/**
 * The ERC-5267 domain in which an account that wraps hands on what it is asked about.
 * @throws MessageForbiddenError when it has other fields than the module rebuilds.
 */
export async function wrappingDomain(client: ModuleClient, account: Address): Promise<WrappingDomain> {
  const request = { address: account, abi: domainAbi, functionName: 'eip712Domain' } as const
  const answer = await readContract(client, request).catch((error: unknown) => {
    throw toLatchkeyError(error, { account })
  })
  const [fields, name, version, chainId, verifyingContract] = answer
  if (fields !== ALL_BUT_SALT) throw new MessageForbiddenError({ verifyingContract })
  return { name, version, chainId, verifyingContract }
}
