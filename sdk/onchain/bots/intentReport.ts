import type { Hash } from 'viem'
import type { LimitAmounts } from '../grant/checkLimits.ts'
import type { Intent, IntentPath, IntentStatus } from './intent.ts'
import { hasCounted } from './internal/reserve.ts'

/** Where an intent stands, and what it cost. */
export type IntentReport = {
  readonly id: string
  readonly path: IntentPath
  readonly status: IntentStatus
  readonly lane: number
  readonly nonce: bigint
  /** Of the attempt that is on chain, otherwise of the latest one: an operation's or a transaction's. Undefined before any. */
  readonly hash: Hash | undefined
  /** How often it was signed. */
  readonly attempts: number
  /** What it takes from each limit, by its index, while it is in flight. */
  readonly reserved: LimitAmounts
  /** What the chain has counted: through a bundler also when its calls reverted. */
  readonly consumed: LimitAmounts
  /** What took effect. */
  readonly effective: LimitAmounts
  /** Counted of the grant's fee budget, in wei: the most that the operation could have cost. */
  readonly feeCounted: bigint
  /** What it did cost, in wei: the account through a bundler, the key on the direct path. */
  readonly feePaid: bigint
  readonly transactionHash: Hash | undefined
  readonly blockNumber: bigint | undefined
  /** Why its calls reverted, as far as that is known. */
  readonly reason: string | undefined
}

const NOTHING: LimitAmounts = new Map()

/** The report of what a ledger keeps. */
export function intentReport(intent: Intent): IntentReport {
  const { id, path, status, lane, nonce, attempts, landing } = intent
  const amounts: LimitAmounts = new Map(intent.takes.map(({ limitId, amount }) => [limitId, amount]))
  const landed = attempts.find(({ hash }) => hash === landing?.hash)
  return {
    ...{ id, path, status, lane, nonce },
    hash: (landed ?? attempts.at(-1))?.hash,
    attempts: attempts.length,
    reserved: status === 'claimed' || status === 'open' ? amounts : NOTHING,
    consumed: hasCounted(intent) ? amounts : NOTHING,
    effective: status === 'effective' ? amounts : NOTHING,
    feeCounted: landed?.maximumFee ?? 0n,
    feePaid: landing?.fee ?? 0n,
    transactionHash: landing?.transactionHash,
    blockNumber: landing?.blockNumber,
    reason: landing?.reason,
  }
}
