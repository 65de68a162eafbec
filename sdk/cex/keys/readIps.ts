import type { KeyFacts } from './keyReport.ts'

/** How venues write that any address will do. */
const ANYWHERE = new Set(['*', '0.0.0.0', '0.0.0.0/0', '::', '::/0'])

/**
 * The addresses of a key out of a list, or of a text with commas or spaces. An empty list means none, and so does one that any address
 * fits. A missing list is unknown.
 */
export function readIps(list: readonly string[] | string | null | undefined): KeyFacts['ips'] {
  if (list === undefined || list === null) return 'unknown'
  const entries = typeof list === 'string' ? list.split(/[,;\s]+/) : list
  const ips = entries.map((ip) => ip.trim()).filter((ip) => ip !== '')
  return ips.length === 0 || ips.some((ip) => ANYWHERE.has(ip)) ? 'none' : ips
}
