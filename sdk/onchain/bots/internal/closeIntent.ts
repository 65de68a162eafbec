import { type Intent, type IntentStatus, isInFlight, type Landing } from '../intent.ts'
import type { LedgerPage } from '../ledger.ts'
import type { BotClientBase } from './botBase.ts'
import { giveBack, useUp } from './claim.ts'

/** Writes down that an intent is on chain. */
export async function settleIntent(bot: BotClientBase, intent: Intent, landing: Landing): Promise<Intent> {
  const { kind, success } = landing
  const status = kind === 'cancel' ? 'cancelled' : success ? 'effective' : 'reverted'
  // What was supposed to work did not, or the grant has started: what is known of the chain is old.
  const started = bot.situation.peek()?.state.grant.status === 'unknown'
  if (status !== 'effective' || started) bot.situation.drop()
  if (status === 'reverted') bot.carrier.forget()
  return close(bot, intent, (page, now) => {
    useUp(page, now.channel, now.nonce)
    return { ...now, status, landing }
  })
}

/** Writes down that something else used the nonce of an intent. */
export function displaceIntent(bot: BotClientBase, intent: Intent): Promise<Intent> {
  bot.situation.drop()
  return close(bot, intent, (page, now) => {
    useUp(page, now.channel, now.nonce)
    page.putSequence(now.channel, { ...page.sequence(now.channel), next: undefined })
    return { ...now, status: 'displaced', nonceFixed: false }
  })
}

/** Writes down that nobody takes an intent. @param over Whether it can never get on chain any more. */
export function refuseIntent(bot: BotClientBase, intent: Intent, over: boolean): Promise<Intent> {
  bot.situation.drop()
  bot.carrier.forget()
  return close(bot, intent, (page, now) => {
    // Somebody else has signed it again meanwhile: nobody was asked about that yet.
    if (now.validUntil > intent.validUntil || now.attempts.length > intent.attempts.length) return now
    // Its nonce came back when it was refused before, and may be another one's by now.
    if (isInFlight(now)) giveBack(page, now)
    return { ...now, status: 'refused', nonceFixed: !over }
  })
}

const FINAL: readonly IntentStatus[] = ['effective', 'reverted', 'cancelled']

/** Not durable: what is lost of it in a power cut is found out again. */
async function close(
  { ledger, callsById }: BotClientBase,
  intent: Intent,
  change: (page: LedgerPage, now: Intent) => Intent,
): Promise<Intent> {
  const { scope, id, nonce } = intent
  const closed = await ledger.transact(
    (page) => {
      const now = page.intent(scope, id)
      // Somebody else has closed it, and maybe sent it anew or forgotten it.
      if (!now || FINAL.includes(now.status) || now.nonce !== nonce) return now ?? intent
      const changed = change(page, now)
      if (changed === now) return now
      page.putIntent(changed)
      return { ...changed, revision: page.revision() }
    },
    { durable: false },
  )
  callsById.delete(id)
  return closed
}
