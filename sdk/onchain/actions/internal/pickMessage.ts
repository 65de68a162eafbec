import type { Address } from 'viem'
import { MessageNotGrantedError } from '../../../errors/contractMessage.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { matchMessage } from '../../message/matchMessage.ts'
import type { SignableMessage } from '../../message/signableMessage.ts'

/**
 * The index of the grant's message that allows what is to be signed.
 * @param check Whether to refuse what none allows; otherwise the most likely one is picked.
 * @throws why the most likely message of the grant does not allow it.
 */
export function pickMessage(
  client: HolderClientBase,
  parameters: { message: SignableMessage; adapter: Address | undefined; check: boolean },
): number {
  const { grant, module, chain } = client
  const { message, adapter, check } = parameters
  const result = matchMessage(grant, message, { chainId: chain.id, module, adapter })
  if (result.matched) return result.index
  const { reasons } = result
  // That it is about something else says least.
  const likeliest = reasons.find(({ error }) => error.name !== 'MessageNotGrantedError') ?? reasons[0]
  if (!likeliest) throw new MessageNotGrantedError({ reason: 'The grant allows no messages.' })
  if (check) throw likeliest.error
  return likeliest.index
}
