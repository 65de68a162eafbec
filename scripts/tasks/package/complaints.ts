import type { Bundle } from './bundle.ts'
import { type Entry, specifier } from './entries.ts'

/** An entry point as bundled: by itself, and with all that it needs. */
export type Bundled = {
  readonly alone: Pick<Bundle, 'files'> & { readonly brotli: number }
  readonly whole: Pick<Bundle, 'imports'> & { readonly brotli: number }
}

/**
 * What is wrong with an entry point; empty when nothing is.
 * @param owners Files with verbs that only owners may load.
 */
export function complaints(entry: Entry, { alone, whole }: Bundled, owners: ReadonlySet<string>): string[] {
  const name = specifier(entry)
  const [aloneBudget, wholeBudget] = entry.budget
  const heavy = (what: string, bytes: number, budget: number) =>
    bytes > budget * 1_000
      ? [`${name} ${what} weighs ${bytes.toLocaleString('en')} bytes; its budget is ${budget},000`]
      : []
  // whatever could not be bundled is Node's
  const foreign = entry.runs === 'anywhere' ? whole.imports : []
  const verbs = entry.owner ? [] : alone.files.filter((file) => owners.has(file))
  return [
    ...heavy('alone', alone.brotli, aloneBudget),
    ...heavy('with its dependencies', whole.brotli, wholeBudget),
    ...foreign.map((path) => `${name} imports ${path}, which only Node has`),
    ...verbs.map((file) => `${name} contains ${file}, which is the owner's`),
  ]
}
