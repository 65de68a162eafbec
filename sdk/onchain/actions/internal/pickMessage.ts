import { MessageNotGrantedError } from '../../../errors/contractMessage.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { matchMessage } from '../../grant/matchMessage.ts'
import type { MessagePayload } from '../../grant/messagePayload.ts'
import { getAccountState } from '../getAccountState.ts'

/**
 * The index of the message of the grant that allows a payload.
 * @param check Whether to refuse what none allows; otherwise the most likely one is picked.
 * @throws the reason of the most likely one, MessageNotGrantedError for a grant without messages.
 */
export async function pickMessage(
  client: HolderClientBase,
  { message, check }: { message: MessagePayload; check: boolean },
): Promise<number> {
  const { grant, module, chain } = client
  const { adapter } = await getAccountState(client, { account: grant.account })
  const result = matchMessage(grant, message, { chainId: chain.id, module, adapter })
  if (result.matched) return result.index
  const { reasons } = result
  // That it is about something else says less than what exactly is wrong.
  const likeliest = reasons.find(({ error }) => error.name !== 'MessageNotGrantedError') ?? reasons[0]
  if (!likeliest) throw new MessageNotGrantedError({ reason: 'It allows no messages.' })
  if (check) throw likeliest.error
  return likeliest.index
}
