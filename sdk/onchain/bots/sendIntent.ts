import { type Hash, hashStruct } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import { IntentClosedError, IntentTakenError, LanesBusyError } from '../../errors/bot.ts'
import { resolveCalls, type UseCalls } from '../actions/internal/useCalls.ts'
import { type Intent, isInFlight } from './intent.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import { advanceAll, advanceIntent, concludeRefusal, resendIntent } from './internal/advanceIntent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { fillGap } from './internal/fillGap.ts'
import { claimIntent, type IntentRequest, mayClaim } from './internal/claimIntent.ts'
import { type JudgedIntent, judgeIntent } from './internal/judgeIntent.ts'
import { isNonceRefusal } from './internal/refusal.ts'
import { signIntent } from './internal/signIntent.ts'
import type { Situation } from './internal/situation.ts'
import { sleep } from '../../internal/sleep.ts'

export type SendIntentParameters<calls extends readonly unknown[] = readonly unknown[]> = {
  /** Names what is wanted; unique for account and chain. Whatever happens, it takes effect at most once. A random one by default. */
  id?: string | undefined
  /** One call, or several that all succeed or all fail. */
  calls: UseCalls<calls>
  /** For each call the index of the permission to use; found by matching otherwise. */
  permissionIndexes?: readonly number[] | undefined
  /** Whether to read everything anew and to have it simulated, instead of what was read before; false by default. */
  fresh?: boolean | undefined
  /** How long to wait for room when as much as allowed is in flight, in milliseconds; 30,000 by default. */
  busyTimeout?: number | undefined
}

export type SendIntentReturnType = IntentReport

export type SendIntentErrorType = BaseError

/** How often an intent may find its nonce used by others before it gives up. */
const TURNS = 4

/**
 * Sends calls under an id, and does not wait for them. The signed form is in the ledger before anybody sees it; after a crash, sending
 * the same id again finds out what became of it, and sends the same bytes again or signs again with the same nonce.
 *
 * Refused before anything is signed is what `checkUse` refuses, what intents in flight leave of the limits, and what
 * bundlers do not take. Nothing is refused on what was read some time ago: that is read again first.
 * @throws what `checkUse` throws; LimitReservedError, FeeBudgetExceededError, OperationTooLargeError, ValidationGasExceededError,
 * LanesBusyError, IntentConflictError, IntentTakenError, IntentClosedError (cancelled). After RequestFailedError it may be on its way:
 * send it again under the same id.
 * @example
 * await bot.sendIntent({ id: 'rebalance 17', calls: [{ to: usdc, abi: erc20Abi, functionName: 'transfer', args }] })
 */
export async function sendIntent<const calls extends readonly unknown[]>(
  bot: BotClientBase,
  parameters: SendIntentParameters<calls>,
): Promise<SendIntentReturnType> {
  const { id = crypto.randomUUID(), permissionIndexes, fresh = false, busyTimeout = 30_000 } = parameters
  const calls = resolveCalls(parameters.calls as readonly unknown[])
  const request: IntentRequest = { id, calls, permissionIndexes, digest: digestOf(bot, calls) }
  if (fresh) {
    bot.situation.drop()
    bot.carrier.forget()
  }
  let verified: number | undefined
  for (let turn = 1; ; turn++) {
    const sent = await sendOnce(bot, request, {
      verified,
      busyTimeout,
      last: turn >= TURNS,
      first: turn === 1,
    })
    if (sent.done) return intentReport(sent.intent)
    verified = sent.intent?.revision
  }
}

type Turn = {
  readonly verified: number | undefined
  readonly busyTimeout: number
  readonly first: boolean
  readonly last: boolean
}

/** One try; `done` is false when it is worth another one. */
async function sendOnce(
  bot: BotClientBase,
  request: IntentRequest,
  { verified, busyTimeout, first, last }: Turn,
): Promise<
  { readonly done: true; readonly intent: Intent } | { readonly done: false; readonly intent?: Intent }
> {
  const { id, calls } = request
  const step = (await made(bot, request, verified)) ?? (await claimed(bot, request, verified, busyTimeout))
  if ('existing' in step) {
    const { intent, again } = await resume(bot, step.existing)
    if (again && last) throw new IntentTakenError({ id })
    return { done: !again, intent }
  }
  bot.callsById.set(id, calls)
  let intent: Intent
  try {
    intent = await signIntent(bot, step.claimed, { calls, ...step })
  } catch (error) {
    // The bundler may be the first to notice that somebody else used the nonce. It was given back.
    bot.callsById.delete(id)
    if (!last && isNonceRefusal(error)) return { done: false }
    // Others may wait behind the nonce that it was to have.
    await fillGap(bot, step.claimed)
    throw error
  }
  const attempt = intent.attempts.at(-1)
  const refusal = attempt && (await bot.carrier.send(attempt, step.judged.context))
  if (!refusal) return { done: true, intent }
  if (refusal.kind === 'unanswered') throw refusal.error
  const after = await concludeRefusal(bot, intent)
  if (after.landing) return { done: true, intent: after }
  // What was kept of chain, fees and gas is forgotten now. What is refused again is refused for good.
  if (last || !(first || after.status === 'displaced')) throw refusal.error
  return { done: false, intent: after }
}

type Existing = { readonly existing: Intent }
type Claimed = { readonly claimed: Intent; readonly judged: JudgedIntent; readonly situation: Situation }

/** An intent that was made before is looked at, whatever the grant says by now. */
async function made(
  bot: BotClientBase,
  request: IntentRequest,
  verified: number | undefined,
): Promise<Existing | undefined> {
  const { ledger, scope } = bot
  const intent = await ledger.transact((page) => page.intent(scope, request.id), { durable: false })
  return intent && !mayClaim(intent, request, verified) ? { existing: intent } : undefined
}

/** Judges and claims, waiting for a lane. Refusals count only when they are about what was read just now. */
async function claimed(
  bot: BotClientBase,
  request: IntentRequest,
  verified: number | undefined,
  busyTimeout: number,
): Promise<Existing | Claimed> {
  const deadline = performance.now() + busyTimeout
  const attempt = async (situation: Situation) => {
    const judged = judgeIntent(bot.holder, { ...request, path: bot.carrier.path, situation })
    return { judged, situation, claim: await claimIntent(bot, request, judged, situation, verified) }
  }
  for (;;) {
    const kept = bot.situation.peek()
    const { claim, ...step } = await (kept
      ? attempt(kept).catch(async () => attempt(await bot.situation.refresh()))
      : attempt(await bot.situation.get()))
    if (claim.kind === 'existing') return { existing: claim.intent }
    if (claim.kind === 'claimed') return { ...step, claimed: claim.intent }
    await advanceAll(bot, performance.now() > deadline)
    if (performance.now() > deadline) {
      throw new LanesBusyError({ inFlight: claim.inFlight, allowed: bot.carrier.maxInFlight })
    }
    await sleep(bot.pollingInterval)
  }
}

/** What to do about an intent that was made before: what became of it is found out first. */
async function resume(
  bot: BotClientBase,
  existing: Intent,
): Promise<{ readonly intent: Intent; readonly again: boolean }> {
  if (existing.status === 'cancelled') throw new IntentClosedError({ id: existing.id, status: 'cancelled' })
  if (existing.landing) return { intent: existing, again: false }
  const now = await advanceIntent(bot, existing, true)
  if (now.landing) return { intent: now, again: false }
  if (!isInFlight(now)) return { intent: now, again: true }
  const { intent, refusal } = await resendIntent(bot, now)
  if (refusal?.kind === 'unanswered') throw refusal.error
  return { intent, again: !isInFlight(intent) && !intent.landing }
}

/** Of path and calls. */
function digestOf(bot: BotClientBase, calls: IntentRequest['calls']): Hash {
  return hashStruct({
    primaryType: 'Intent',
    types: {
      Intent: [
        { name: 'path', type: 'string' },
        { name: 'calls', type: 'Call[]' },
      ],
      Call: [
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'data', type: 'bytes' },
      ],
    },
    data: { path: bot.carrier.path, calls },
  })
}
