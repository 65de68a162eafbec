import { readFileSync } from 'node:fs'

/** What tells this start of the machine from others; undefined where the machine does not say (only Linux does). */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return undefined
  }
}
