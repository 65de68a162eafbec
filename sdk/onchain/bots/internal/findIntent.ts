import { IntentUnknownError } from '../../../errors/bot.ts'
import type { Intent } from '../intent.ts'
import type { BotClientBase } from './botBase.ts'

/**
 * An intent as the ledger has it.
 * @throws IntentUnknownError.
 */
export async function findIntent({ ledger, scope }: BotClientBase, id: string): Promise<Intent> {
  const intent = await ledger.transact((page) => page.intent(scope, id), { durable: false })
  if (!intent) throw new IntentUnknownError({ id })
  return intent
}
