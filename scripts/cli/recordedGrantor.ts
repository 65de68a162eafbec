import type { Address } from 'viem'
import { ecdsaKey } from '../../sdk/core/key.ts'
import { hashKey, type ReadClient } from '../../sdk/onchain/index.ts'
import { MismatchError } from './errors.ts'

/**
 * Refuses a signature that the account would not take, before it is made.
 * @throws MismatchError.
 */
export async function checkRecordedGrantor(
  client: ReadClient,
  account: Address,
  signer: Address,
): Promise<void> {
  const { grantorId } = await client.getAccountState({ account })
  if (grantorId === hashKey(ecdsaKey(signer))) return
  throw new MismatchError(`${signer} is not the grantor that the account ${account} has recorded.`, {
    details: [
      'Sign with the key of the grantor, or record this one: npm run deploy with --account and --grantor.',
    ],
  })
}
