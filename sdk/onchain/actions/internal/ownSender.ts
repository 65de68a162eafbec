import type { LocalAccount } from 'viem'
import { SignerUnsupportedError } from '../../../errors/key.ts'
import type { KeyClientBase } from '../../clients/keyClientBase.ts'

/**
 * The key of a client as the sender of transactions.
 * @throws SignerUnsupportedError for a key that has no address of its own: somebody has to carry what it signs.
 */
export function ownSender({ sender }: Pick<KeyClientBase, 'sender'>): LocalAccount {
  if (sender) return sender
  throw new SignerUnsupportedError({ reason: 'a key without an address sends no transactions.' })
}
