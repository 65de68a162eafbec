import type { BaseError } from '../../errors/base.ts'
import { type IntentReport, intentReport } from './intentReport.ts'
import type { BotClientBase } from './internal/botBase.ts'

/** Of one limit, in its unit, over the whole life of the ledger. */
export type LimitConsumption = {
  readonly limitId: number
  readonly name: string | undefined
  /** By intents in flight. */
  readonly reserved: bigint
  /** Counted by the chain, for calls that reverted too. */
  readonly consumed: bigint
  /** Of that, what took effect. */
  readonly effective: bigint
}

export type GetConsumptionReturnType = {
  readonly limits: readonly LimitConsumption[]
  /** Counted of the grant's fee budget, in wei. */
  readonly feeCounted: bigint
  /** Paid, in wei, by the account through bundlers. */
  readonly feePaidByAccount: bigint
  /** Paid, in wei, by the keys on the direct path. */
  readonly feePaidByKey: bigint
  /** Intents that are on chain without effect, oldest first. */
  readonly failed: readonly IntentReport[]
}

export type GetConsumptionErrorType = BaseError

/** What the intents of this bot's grant in the ledger consumed, and how much of it took effect. Nothing is asked of the chain. */
export async function getConsumption(bot: BotClientBase): Promise<GetConsumptionReturnType> {
  const { ledger, scope, holder } = bot
  const { grant, grantId, annotations } = holder
  const all = await ledger.transact((page) => page.intents(scope), { durable: false })
  const reports = all.filter((intent) => intent.grantId === grantId).map(intentReport)
  const total = (amount: (report: IntentReport) => bigint): bigint =>
    reports.reduce((sum, report) => sum + amount(report), 0n)
  const paid = (path: IntentReport['path']): bigint =>
    total((report) => (report.path === path ? report.feePaid : 0n))
  return {
    limits: grant.limits.map((_, limitId) => ({
      ...{ limitId, name: annotations?.limits[limitId] },
      reserved: total(({ reserved }) => reserved.get(limitId) ?? 0n),
      consumed: total(({ consumed }) => consumed.get(limitId) ?? 0n),
      effective: total(({ effective }) => effective.get(limitId) ?? 0n),
    })),
    feeCounted: total(({ feeCounted }) => feeCounted),
    feePaidByAccount: paid('bundler'),
    feePaidByKey: paid('direct'),
    failed: reports.filter(({ status }) => status === 'reverted'),
  }
}
