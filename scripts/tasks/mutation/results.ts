import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What became of a mutant. */
export type Verdict =
  /** A test failed. */
  | { readonly status: 'killed'; readonly by: string }
  /** Tests did not come to an end. */
  | { readonly status: 'timeout' }
  /** All tests passed, also with all the inputs that hardhat.config.ts asks for; perhaps none comes to the place. */
  | { readonly status: 'survived'; readonly isReached: boolean }
  /** The compiler makes the same code of it as of the original. */
  | { readonly status: 'equivalent' }
  /** It does not compile. */
  | { readonly status: 'refused' }

/** Verdicts kept in a file, so that an interrupted run goes on where it was. */
export interface Results<value> {
  readonly get: (key: string) => value | undefined
  /** What it was before something changed that results depend on. */
  readonly earlier: (key: string) => value | undefined
  readonly set: (key: string, value: value) => void
  /** Writes what is not written yet. */
  readonly save: () => void
}

interface StoredResults<value> {
  readonly fingerprint: string
  readonly values: Readonly<Record<string, value>>
  readonly earlier?: Readonly<Record<string, value>>
}

/** At most this often the file is written, in milliseconds. */
const SAVE_EVERY = 5_000

/**
 * Opens the results in a file.
 *
 * @param fingerprint What the results hold for; those for anything else are what was found earlier.
 */
export function openResults<value>(file: string, fingerprint: string): Results<value> {
  const stored = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as StoredResults<value>)
  const isCurrent = stored && stored.fingerprint === fingerprint
  const values = new Map(isCurrent ? Object.entries(stored.values) : [])
  const earlier: Readonly<Record<string, value>> = stored
    ? { ...stored.earlier, ...(isCurrent ? {} : stored.values) }
    : {}
  let saved = performance.now()
  const save = () => {
    mkdirSync(dirname(file), { recursive: true })
    // Never a half-written file, whenever the run ends.
    writeFileSync(`${file}.new`, JSON.stringify({ fingerprint, values: Object.fromEntries(values), earlier }))
    renameSync(`${file}.new`, file)
    saved = performance.now()
  }
  return {
    get: (key) => values.get(key),
    earlier: (key) => earlier[key],
    set: (key, value) => {
      values.set(key, value)
      if (performance.now() - saved > SAVE_EVERY) save()
    },
    save,
  }
}
