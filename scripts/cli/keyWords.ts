import type { Drift } from '../../sdk/cex/keys/compareReports.ts'
import type { Finding } from '../../sdk/cex/keys/finding.ts'
import type { KeyReport } from '../../sdk/cex/keys/keyReport.ts'

const WORDS = { refused: 'refused', decision: 'needs a decision', fine: 'fine' } as const

/** A report in lines. */
export function reportLines(report: KeyReport): readonly string[] {
  const { venue, apiKey, source, permissions, words, unrecognized, ips, expiresAt, createdAt, label } = report
  const { read, trade, full } = permissions
  return [
    `Key ${shortKey(apiKey)}${label ? ` ("${label}")` : ''} at ${venue}`,
    `  read: ${read}, trade: ${trade}, full (withdraw, transfer, keys): ${full}`,
    `  In the venue's words: ${words.join(', ') || 'nothing'}`,
    ...(unrecognized.length > 0 ? [`  Not known here: ${unrecognized.join(', ')}`] : []),
    `  Addresses: ${addressWords(ips)}`,
    `  Made: ${timeOf(createdAt)}; ends: ${timeOf(expiresAt)}`,
    ...(source === 'nobody'
      ? ['  The venue does not say what a key may do: unknown, which is not safe.']
      : []),
    ...(source === 'venueUnverified'
      ? ['  How to read the answer is not in documents of the venue: check it there.']
      : []),
  ]
}

/** Findings in lines. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ name, verdict, text }) => `  ${WORDS[verdict]}: ${name}: ${text}`)
}

/** Changes in lines. */
export function driftLines(drift: readonly Drift[]): readonly string[] {
  return drift.map(
    ({ what, before, after, direction }) =>
      `  ${direction}: ${what} was ${before || 'nothing'}, is ${after || 'nothing'}`,
  )
}

/** Enough of a key's public name to know it again. */
export function shortKey(apiKey: string): string {
  return apiKey.length <= 12 ? apiKey : `${apiKey.slice(0, 6)}…${apiKey.slice(-4)}`
}

function addressWords(ips: KeyReport['ips']): string {
  if (ips === 'none') return 'any: it is bound to none'
  if (ips === 'restricted') return 'bound, the venue does not say to which'
  return typeof ips === 'string' ? ips : ips.join(', ')
}

function timeOf(time: number | 'never' | 'unknown'): string {
  return typeof time === 'string' ? time : new Date(time * 1000).toISOString()
}
