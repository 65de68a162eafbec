import { isIP } from 'node:net'
import type { KeyFacts } from './keyReport.ts'

/** How venues write that any address will do. */
const ANYWHERE = new Set(['*', '*.*.*.*', '0', '0.0.0.0', '::', 'any', 'all'])

/**
 * The addresses of a key out of a list, or of a text with commas or spaces. An empty list means none, and so does one that any address
 * fits: a network of no bits, however it is written. A missing list is unknown.
 */
export function readIps(list: readonly string[] | string | null | undefined): KeyFacts['ips'] {
  if (list === undefined || list === null) return 'unknown'
  const entries = typeof list === 'string' ? list.split(/[,;\s]+/) : list
  const ips = entries.map((ip) => ip.trim()).filter((ip) => ip !== '')
  return ips.length === 0 || ips.some(isAnywhere) ? 'none' : ips
}

function isAnywhere(entry: string): boolean {
  const [address = '', prefix] = entry.split('/')
  if (prefix !== undefined && /^0+$/.test(prefix)) return true
  if (ANYWHERE.has(address.toLowerCase())) return true
  // `0:0:0:0:0:0:0:0` and its like.
  return isIP(address) === 6 && /^[0:]+$/.test(address)
}
