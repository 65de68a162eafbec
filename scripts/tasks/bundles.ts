/**
 * Bundles every entry point of the package and checks what a browser, an edge runtime or a bot would load: that it fits its
 * budget, that Node's modules are only where they are said to be, and that the owner's actions are only in the owner's half.
 */
import { bundle } from './package/bundle.ts'
import { ENTRIES, type Entry, sourceOf, specifier } from './package/entries.ts'
import { ownersFiles } from './package/ownersFiles.ts'
import { weigh } from './package/weigh.ts'

const owners = ownersFiles()
const complaints: string[] = []
console.log(row('', 'kB alone', 'of', 'kB whole', 'of', 'minified', 'gzip'))
for (const entry of ENTRIES) complaints.push(...(await check(entry)))
for (const complaint of complaints) console.log(complaint)
if (complaints.length > 0) process.exitCode = 1

/** Prints what an entry point weighs, and returns what is wrong with it. */
async function check(entry: Entry): Promise<string[]> {
  const name = specifier(entry)
  const alone = await bundle({ source: sourceOf(entry), whole: false })
  const whole = await bundle({ source: sourceOf(entry), whole: true })
  const { minified, gzip, brotli } = weigh(whole.code)
  const bytes = { alone: weigh(alone.code).brotli, whole: brotli }
  const [aloneBudget, wholeBudget] = entry.budget
  const shown = [kB(bytes.alone), `${aloneBudget}`, kB(bytes.whole), `${wholeBudget}`]
  console.log(row(name, ...shown, kB(minified), kB(gzip)))

  const heavy = (what: string, weight: number, budget: number) =>
    weight > budget * 1_000 ? [`${name} ${what} weighs ${kB(weight)} kB; its budget is ${budget} kB`] : []
  // whatever could not be bundled is Node's
  const foreign = entry.runs === 'anywhere' ? whole.imports : []
  const verbs = entry.owner ? [] : alone.files.filter((file) => owners.has(file))
  return [
    ...heavy('alone', bytes.alone, aloneBudget),
    ...heavy('with its dependencies', bytes.whole, wholeBudget),
    ...foreign.map((path) => `${name} imports ${path}, which only Node has`),
    ...verbs.map((file) => `${name} contains ${file}, which is the owner's`),
  ]
}

function kB(bytes: number): string {
  return (bytes / 1_000).toFixed(1)
}

function row(name: string, ...columns: readonly string[]): string {
  return name.padEnd(26) + columns.map((column) => column.padStart(10)).join('')
}
