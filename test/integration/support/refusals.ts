import { expect } from 'vitest'
import type { UsePath } from '../../../sdk/onchain/actions/usePath.ts'
import type { HolderClient } from '../../../sdk/onchain/clients/createHolderClient.ts'
import type { Call } from '../../../sdk/onchain/grant/call.ts'

/** The errors of a use that has to be refused: by the check before sending and, without it, by the contract. */
export async function refusals(client: HolderClient, calls: readonly Call[], path: UsePath) {
  // Both are watched from the start: the one that is not waited for yet may fail first.
  const failure = (use: Promise<unknown>) =>
    use.then(
      () => expect.fail('it was not refused'),
      (error: Error) => error,
    )
  const before = failure(client.use({ calls, path }))
  const after = failure(client.use({ calls, path, check: false, relay: { minimumGas: 0n } }))
  return { checked: await before, byContract: await after }
}
