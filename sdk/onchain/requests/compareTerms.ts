import { getAddress } from 'viem'
import { timeText } from '../grant/describeOptions.ts'
import type { TransferTerms } from './transferTerms.ts'

/** How much an answer gives in one respect, against what was asked. Another chain, account, key or token was not asked for: wider. */
export type TermVerdict = 'same' | 'narrower' | 'wider'

/** In what terms may differ. */
export type TermField =
  | 'chainId'
  | 'account'
  | 'sessionKey'
  | 'token'
  | 'amount'
  | 'period'
  | 'validAfter'
  | 'validUntil'
  | 'recipients'
  | 'redeemers'

/** One respect in which terms are compared. */
export type TermComparison = {
  readonly field: TermField
  readonly verdict: TermVerdict
  /** In words. */
  readonly asked: string
  readonly answered: string
}

/**
 * Compares terms field by field, all of them. What was asked is a bound: `narrower` means that nothing more becomes possible by this field,
 * `wider` that something does.
 */
export function compareTerms(asked: TransferTerms, answered: TransferTerms): readonly TermComparison[] {
  return [
    compareExactly('chainId', asked.chainId, answered.chainId),
    compareAddress('account', asked.account, answered.account),
    compareAddress('sessionKey', asked.sessionKey, answered.sessionKey),
    compareAddress('token', asked.token, answered.token),
    row('amount', verdictOf(answered.amount - asked.amount), asked.amount, answered.amount),
    row('period', comparePeriods(asked.period, answered.period), periodText(asked), periodText(answered)),
    compareStarts(asked, answered),
    compareEnds(asked.validUntil, answered.validUntil),
    compareSets('recipients', asked.recipients, answered.recipients),
    compareSets('redeemers', asked.redeemers ?? 'anyone', answered.redeemers ?? 'anyone'),
  ]
}

function row(field: TermField, verdict: TermVerdict, asked: unknown, answered: unknown): TermComparison {
  return { field, verdict, asked: `${asked}`, answered: `${answered}` }
}

/** Of something of which more is wider. */
function verdictOf(more: bigint | number): TermVerdict {
  if (more > 0) return 'wider'
  return more < 0 ? 'narrower' : 'same'
}

function compareExactly(field: TermField, asked: unknown, answered: unknown): TermComparison {
  return row(field, asked === answered ? 'same' : 'wider', asked, answered)
}

function compareAddress(field: TermField, asked?: string, answered?: string): TermComparison {
  if (asked === undefined) return row(field, 'same', 'any', answered ?? 'not said')
  const text = (address: string): string => (address === 'native' ? address : getAddress(address))
  return compareExactly(field, text(asked), answered === undefined ? 'not said' : text(answered))
}

/**
 * Longer periods are narrower when they begin where asked ones do: whole multiples. Others straddle them, and so would let the amount
 * be moved twice in a period that was asked for.
 */
function comparePeriods(asked: number | undefined, answered: number | undefined): TermVerdict {
  if (asked === answered) return 'same'
  if (answered === undefined) return 'narrower'
  if (asked === undefined) return 'wider'
  return answered % asked === 0 ? 'narrower' : 'wider'
}

/** A later start is narrower; with periods on both sides only if they still begin where asked ones do. */
function compareStarts(asked: TransferTerms, answered: TransferTerms): TermComparison {
  const text = ({ validAfter }: TransferTerms): string =>
    validAfter === undefined ? 'when granted' : timeText(validAfter)
  const { validAfter: first, period } = asked
  const second = answered.validAfter
  const verdict = (): TermVerdict => {
    if (first === undefined) return 'same'
    if (second === undefined || second < first) return 'wider'
    if (second === first) return 'same'
    const periodic = period !== undefined && answered.period !== undefined
    return periodic && (second - first) % period !== 0 ? 'wider' : 'narrower'
  }
  return row('validAfter', verdict(), text(asked), text(answered))
}

function compareEnds(asked: number | undefined, answered: number | undefined): TermComparison {
  const text = (time: number | undefined): string => (time === undefined ? 'none' : timeText(time))
  const end = (time: number | undefined): number => time ?? Number.MAX_SAFE_INTEGER
  return row('validUntil', verdictOf(end(answered) - end(asked)), text(asked), text(answered))
}

type Named = readonly string[] | 'anyone'

function compareSets(field: TermField, asked: Named, answered: Named): TermComparison {
  return row(field, compareNames(asked, answered), namesText(asked), namesText(answered))
}

function compareNames(asked: Named, answered: Named): TermVerdict {
  if (asked === 'anyone') return answered === 'anyone' ? 'same' : 'narrower'
  if (answered === 'anyone') return 'wider'
  const allowed = new Set(asked.map((each) => getAddress(each)))
  const given = new Set(answered.map((each) => getAddress(each)))
  if (![...given].every((each) => allowed.has(each))) return 'wider'
  return given.size < allowed.size ? 'narrower' : 'same'
}

function namesText(names: Named): string {
  return names === 'anyone' ? names : names.map((each) => getAddress(each)).join(', ')
}

function periodText({ period }: TransferTerms): string {
  return period === undefined ? 'once' : `every ${period} seconds`
}
