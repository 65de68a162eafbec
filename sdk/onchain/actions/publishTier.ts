import type { Address } from 'viem'
import { isTime } from '../../core/expiry.ts'
import { KeyKind } from '../../core/key.ts'
import { isTier, type Tier } from '../../core/tier.ts'
import type { BaseError } from '../../errors/base.ts'
import { TierInvalidError } from '../../errors/contractTier.ts'
import type { KeeperClientBase } from '../clients/keeperClientBase.ts'
import { type CarryReturnType, sent } from './carryUse.ts'
import { chainTime } from './internal/chainTime.ts'
import { moduleCall } from './internal/moduleCall.ts'
import { resolveAccount } from './internal/resolveAccount.ts'
import { sendAndWait } from './internal/sendTransaction.ts'

export type PublishTierParameters = {
  /** The account that it is about, whose owner named the keeper in a grant. */
  account?: Address | undefined
  tier: Tier
  /** Last second of the tier, inclusive, unix seconds, not past. After it the tier is D: nothing goes. */
  validUntil: number
}

export type PublishTierReturnType = CarryReturnType

export type PublishTierErrorType = BaseError

/**
 * Says how dangerous things are for an account, to all its grants that name the keeper. A tier holds until its end or until the
 * next one is published.
 * @throws TierInvalidError for an end that is past.
 */
export async function publishTier(
  client: KeeperClientBase,
  parameters: PublishTierParameters,
): Promise<PublishTierReturnType> {
  const { tier, validUntil } = parameters
  const account = resolveAccount(client, parameters.account)
  if (!isTier(tier) || !isTime(validUntil) || validUntil < (await chainTime(client)).latest) {
    throw new TierInvalidError({ tier, validUntil })
  }
  const { to, data } = moduleCall(client, 'publishTier', [account, KeyKind.ecdsa, tier, validUntil])
  const context = { account, module: client.module }
  return sent(await sendAndWait(client, { sender: client.sender, to, data, context }))
}
