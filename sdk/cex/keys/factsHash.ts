import { hash } from 'node:crypto'
import type { KeyFacts } from './keyReport.ts'

/**
 * What a decision is about: SHA-256, in hex, of what a key may do and from where. A key that may do other things, or from elsewhere, has another one, so
 * that what was accepted of the one is not accepted of the other. Its age, end and label are left out.
 */
export function factsHash({ permissions, words, unrecognized, ips }: KeyFacts): string {
  const { read, trade, full } = permissions
  const from = typeof ips === 'string' ? ips : ips.toSorted()
  const text = JSON.stringify([read, trade, full, words.toSorted(), unrecognized.toSorted(), from])
  return hash('sha256', text, 'hex')
}
