import { chainTime } from '../../actions/internal/chainTime.ts'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { type Intent, isInFlight } from '../intent.ts'
import type { BotClientBase } from './botBase.ts'
import type { Refusal } from './carrier.ts'
import { displaceIntent, refuseIntent, settleIntent } from './closeIntent.ts'
import { fillGap } from './fillGap.ts'
import { isOwnNonce } from './isOwnNonce.ts'

/**
 * Asks where an open intent stands, and writes it down when it is on chain.
 * @param thorough Whether to find out too that it can never get there: something else has its nonce, or its window is over.
 */
export async function advanceIntent(bot: BotClientBase, intent: Intent, thorough: boolean): Promise<Intent> {
  const { carrier, holder } = bot
  // The other path would find nothing, and take that for an answer.
  if (intent.attempts.length === 0 || intent.path !== carrier.path) return intent
  // In this order, or it could get on chain between the two questions and pass for displaced.
  const over = thorough && (await chainTime(holder)).latest > intent.validUntil
  const used = thorough && isOwnNonce(carrier, intent) && (await carrier.isNonceUsed(intent))
  const landing = await carrier.find(intent, contextOf(bot, intent), used || over)
  if (landing) return settleIntent(bot, intent, landing)
  if (used) return displaceIntent(bot, intent)
  if (over) return refuseIntent(bot, intent, true)
  return intent
}

/**
 * Sends the attempts of an open intent again, the latest first, until one is taken.
 * @returns Undefined when one was; otherwise why the latest was not, and then the intent is not open any more, unless nobody answered.
 */
export async function resendIntent(
  bot: BotClientBase,
  intent: Intent,
): Promise<{ readonly intent: Intent; readonly refusal: Refusal | undefined }> {
  if (intent.path !== bot.carrier.path) return { intent, refusal: undefined }
  let refusal: Refusal | undefined
  for (const attempt of intent.attempts.toReversed()) {
    const answer = await bot.carrier.send(attempt, contextOf(bot, intent))
    if (!answer) return { intent, refusal: undefined }
    refusal ??= answer
    if (answer.kind === 'unanswered') return { intent, refusal: answer }
  }
  return { intent: await concludeRefusal(bot, intent), refusal }
}

/**
 * Closes an intent that nobody takes. Whoever answered may be behind, or somebody else may have used the nonce: the chain says what it
 * is.
 */
export async function concludeRefusal(bot: BotClientBase, intent: Intent): Promise<Intent> {
  const now = await advanceIntent(bot, intent, true)
  if (!isInFlight(now)) return now
  const refused = await refuseIntent(bot, now, false)
  await fillGap(bot, refused)
  return refused
}

/** Finds out about everything that is in flight, so that lanes and limits come free. What cannot be found out now is left. */
export async function advanceAll(bot: BotClientBase, thorough: boolean): Promise<void> {
  const { ledger, scope, carrier } = bot
  const inFlight = await ledger.transact((page) => page.intentsInFlight(scope), { durable: false })
  const own = inFlight.filter(({ path, status }) => path === carrier.path && status === 'open')
  await Promise.all(own.map((intent) => advanceIntent(bot, intent, thorough).catch(() => intent)))
}

/** What is known of an intent, for telling errors. */
export function contextOf({ holder, callsById }: BotClientBase, intent: Intent): ErrorContext {
  const { grant, grantId, module, annotations } = holder
  const { permissionIndexes, keyId } = intent
  const calls = callsById.get(intent.id) ?? intent.calls
  const known = intent.grantId === grantId ? { grant, annotations } : {}
  return { account: grant.account, module, ...known, calls, permissionIndexes, keyId }
}
