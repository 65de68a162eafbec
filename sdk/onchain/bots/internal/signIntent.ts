import { IntentTakenError } from '../../../errors/bot.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import { encodeUse } from '../../grant/encodeUse.ts'
import type { Attempt, Intent } from '../intent.ts'
import type { BotClientBase } from './botBase.ts'
import { dropClaim } from './claimIntent.ts'
import type { JudgedIntent } from './judgeIntent.ts'
import { reserveFee } from './reserve.ts'
import type { Situation } from './situation.ts'

/**
 * Signs a claimed intent and writes the signed form down, durably, before anybody outside sees it. When that fails, the claim ends.
 * @throws IntentTakenError, FeeBudgetExceededError, and what the carrier throws.
 */
export async function signIntent(
  bot: BotClientBase,
  intent: Intent,
  parameters: { calls: readonly ResolvedCall[]; judged: JudgedIntent; situation: Situation },
): Promise<Intent> {
  const { calls, judged, situation } = parameters
  const { grant, trees, signer, approval, chain } = bot.holder
  try {
    const use = encodeUse({
      ...{ grant, trees, key: signer.key, permissionIndexes: judged.permissionIndexes },
      ...(judged.grants && approval ? { grantor: approval } : {}),
      ...{ chainId: chain.id, timestamp: judged.timestamp },
    })
    const { context } = judged
    const attempt = await bot.carrier.prepare({ intent, calls, use, replaces: undefined, context })
    return await recordAttempt(bot, { ...intent, use }, attempt, situation)
  } catch (error) {
    await releaseClaim(bot, intent)
    throw error
  }
}

/**
 * Adds an attempt to an intent that is still as it was, durably.
 * @throws IntentTakenError when it is not, FeeBudgetExceededError.
 */
export function recordAttempt(
  bot: BotClientBase,
  intent: Intent,
  attempt: Attempt,
  situation: Situation,
): Promise<Intent> {
  const { scope, id, claim } = intent
  const { grant, grantId } = bot.holder
  return bot.ledger.transact((page) => {
    const now = page.intent(scope, id)
    if (now?.status !== intent.status || now.claim.token !== claim.token) throw new IntentTakenError({ id })
    reserveFee(grant, attempt.maximumFee, { page, scope, grantId, id, situation })
    const others = now.attempts.filter(({ hash }) => hash !== attempt.hash)
    const attempts = [...others, attempt]
    const open: Intent = { ...now, use: intent.use, attempts, status: 'open', nonceFixed: true }
    page.putIntent(open)
    return { ...open, revision: page.revision() }
  })
}

async function releaseClaim(bot: BotClientBase, { scope, id, claim }: Intent): Promise<void> {
  await bot.ledger.transact(
    (page) => {
      const now = page.intent(scope, id)
      if (now?.status === 'claimed' && now.claim.token === claim.token) dropClaim(page, now)
    },
    { durable: false },
  )
}
