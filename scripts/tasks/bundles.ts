/**
 * Bundles every entry point of the package and checks what a browser, an edge runtime or a bot would load: that it fits its
 * budget, that Node's modules are only where they are said to be, and that the owner's actions are only in the owner's half.
 */
import { bundle } from './package/bundle.ts'
import { complaints } from './package/complaints.ts'
import { ENTRIES, type Entry, sourceOf, specifier } from './package/entries.ts'
import { ownersFiles } from './package/ownersFiles.ts'
import { weigh } from './package/weigh.ts'

const owners = ownersFiles()
const wrong: string[] = []
console.log(row('', 'kB alone', 'of', 'kB whole', 'of', 'minified', 'gzip'))
for (const entry of ENTRIES) wrong.push(...(await check(entry)))
for (const complaint of wrong) console.log(complaint)
if (wrong.length > 0) process.exitCode = 1

/** Prints what an entry point weighs, and returns what is wrong with it. */
async function check(entry: Entry): Promise<string[]> {
  const alone = await bundle({ source: sourceOf(entry), whole: false })
  const whole = await bundle({ source: sourceOf(entry), whole: true })
  const { minified, gzip, brotli } = weigh(whole.code)
  const bundled = { alone: { ...alone, brotli: weigh(alone.code).brotli }, whole: { ...whole, brotli } }
  const [aloneBudget, wholeBudget] = entry.budget
  const shown = [kB(bundled.alone.brotli), `${aloneBudget}`, kB(brotli), `${wholeBudget}`]
  console.log(row(specifier(entry), ...shown, kB(minified), kB(gzip)))
  return complaints(entry, bundled, owners)
}

function kB(bytes: number): string {
  return (bytes / 1_000).toFixed(1)
}

function row(name: string, ...columns: readonly string[]): string {
  return name.padEnd(26) + columns.map((column) => column.padStart(10)).join('')
}
