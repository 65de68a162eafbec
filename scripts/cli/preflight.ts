import type { Address, Hex } from 'viem'
import { call } from 'viem/actions'
import { type ErrorContext, type ModuleClient, toLatchkeyError } from '../../sdk/onchain/index.ts'

/**
 * Makes a call without sending it, so that a plan tells beforehand what the chain would refuse.
 * @throws the refusal as the SDK's typed error.
 */
export async function preflight(
  client: ModuleClient,
  parameters: { from: Address; to: Address; data: Hex | undefined; context?: ErrorContext },
): Promise<void> {
  const { from, to, data = '0x', context = {} } = parameters
  await call(client, { account: from, to, data }).catch((error: unknown) => {
    throw toLatchkeyError(error, context)
  })
}
