import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Files that are made from others, by path. */
export type GeneratedFiles = ReadonlyMap<string, string>

/** Those whose content is another than it should be, or that are missing. */
export function staleFiles(wanted: GeneratedFiles): string[] {
  return [...wanted]
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
    .map(([file]) => file)
}

/** Writes those that are stale, and returns their paths. */
export function writeStaleFiles(wanted: GeneratedFiles): string[] {
  const stale = staleFiles(wanted)
  for (const file of stale) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, wanted.get(file) ?? '')
  }
  return stale
}
