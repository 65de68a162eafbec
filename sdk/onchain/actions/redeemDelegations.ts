import { concatHex } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { UseInvalidError } from '../../errors/encoding.ts'
import type { KeyClientBase } from '../clients/keyClientBase.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { ownSender } from './internal/ownSender.ts'
import { sendAndWait } from './internal/sendTransaction.ts'
import type { PreparedUse } from './prepareUse.ts'

export type RedeemDelegationsParameters = {
  /**
   * Uses of the client's key under one grant or several, of one account or several, each prepared for the direct path by the
   * grant's own client: `prepareUse({ path: 'direct', calls })`. All succeed or all fail, in this order.
   */
  uses: readonly PreparedUse[]
  /** Gas of the transaction; estimated otherwise, and then not sent if it would revert. */
  gas?: bigint | undefined
}

export type RedeemDelegationsReturnType = CarryReturnType

export type RedeemDelegationsErrorType = UseInvalidError | BaseError

/**
 * Uses several grants in one transaction of the key itself (ERC-7710). Each counts as a use of its own would.
 * @throws UseInvalidError for no use, or one that was prepared for another path; CallerUnauthorizedError for a use of another key;
 * and what a direct use throws.
 */
export async function redeemDelegations(
  client: KeyClientBase,
  { uses, gas }: RedeemDelegationsParameters,
): Promise<RedeemDelegationsReturnType> {
  if (uses.length === 0) throw new UseInvalidError({ reason: 'there is nothing to redeem.' })
  const direct = uses.map((use) => {
    if (use.path !== 'direct')
      throw new UseInvalidError({ reason: `it was prepared for the ${use.path} path.` })
    return use
  })
  const contexts = direct.map(({ account, use }) => concatHex([account, use]))
  const modes = direct.map(({ mode }) => mode)
  const executions = direct.map(({ executionCalldata }) => executionCalldata)
  const { to, data } = moduleCall(client, 'redeemDelegations', [contexts, modes, executions])
  // What one use asked explains an error; of several nobody could tell which it was.
  const context = direct.length === 1 ? (direct[0]?.context ?? {}) : { module: client.module }
  return sent(await sendAndWait(client, { sender: ownSender(client), to, data, gas, context }))
}
