import type { Intent } from '../intent.ts'
import type { BotClientBase } from './botBase.ts'
import { refuseIntent } from './closeIntent.ts'
import { isOwnNonce } from './isOwnNonce.ts'
import { recordAttempt } from './signIntent.ts'

/** A filler holds at any time. */
const NO_END = 2 ** 47 - 1

/**
 * Sends something empty with the nonce of a transaction that nobody takes, when others wait behind it. Where that fails, the next intent
 * gets the nonce.
 */
export async function fillGap(bot: BotClientBase, refused: Intent): Promise<void> {
  if (!isOwnNonce(bot.carrier, refused)) return
  const filler = await claimGap(bot, refused)
  if (!filler) return
  try {
    const context = { account: bot.holder.grant.account }
    const attempt = await bot.carrier.prepareCancel({
      ...{ intent: filler, replaces: refused.attempts.at(-1), context },
    })
    const open = await recordAttempt(bot, filler, attempt, await bot.situation.get())
    const refusal = await bot.carrier.send(attempt, context)
    if (refusal && refusal.kind !== 'unanswered') await refuseIntent(bot, open, true)
  } catch {
    // The caller hears why its intent was refused, which matters more.
    await refuseIntent(bot, filler, true)
  }
}

function claimGap(bot: BotClientBase, refused: Intent): Promise<Intent | undefined> {
  const { channel, nonce } = refused
  return bot.ledger.transact(
    (page) => {
      const { next, free } = page.sequence(channel)
      if (!free.includes(nonce)) return undefined
      page.putSequence(channel, { next, free: free.filter((each) => each !== nonce) })
      const filler: Intent = {
        ...refused,
        ...{ id: `${refused.id} (gap ${nonce})`, status: 'claimed', nonceFixed: false },
        ...{ calls: [], permissionIndexes: [], takes: [], attempts: [], use: '0x' },
        claim: { token: crypto.randomUUID(), until: Date.now() + bot.claimTime },
        ...{ validUntil: NO_END, landing: undefined },
      }
      page.putIntent(filler)
      return filler
    },
    { durable: false },
  )
}
