/**
 * Bundles every entry point of the package and checks what a browser, an edge runtime or a bot would load: that it fits its
 * budget, that Node's modules are only where they are said to be, and that the owner's actions are only in the owner's half.
 */
import { builtinModules } from 'node:module'
import { type Bundle, bundle } from './package/bundle.ts'
import { ENTRIES, type Entry, sourceOf, specifier } from './package/entries.ts'
import { ownersFiles } from './package/ownersFiles.ts'

const owners = ownersFiles()
const complaints: string[] = []
console.log(row('', 'kB alone', 'of', 'kB whole', 'of', 'minified', 'gzip'))
for (const entry of ENTRIES) {
  const source = sourceOf(entry)
  const alone = await bundle({ source, whole: false })
  const whole = await bundle({ source, whole: true })
  const [aloneBudget, wholeBudget] = entry.budget
  const { minified, gzip, brotli } = whole.weight
  const sizes = [kB(alone.weight.brotli), `${aloneBudget}`, kB(brotli), `${wholeBudget}`]
  console.log(row(specifier(entry), ...sizes, kB(minified), kB(gzip)))
  complaints.push(...complaintsOf(entry, alone, whole))
}
for (const complaint of complaints) console.log(complaint)
if (complaints.length > 0) process.exitCode = 1

function complaintsOf(entry: Entry, alone: Bundle, whole: Bundle): string[] {
  const name = specifier(entry)
  const [aloneBudget, wholeBudget] = entry.budget
  const heavy = (what: string, bytes: number, budget: number) =>
    bytes > budget * 1_000 ? [`${name} ${what} weighs ${kB(bytes)} kB; its budget is ${budget} kB`] : []
  const builtins = whole.imports.filter((path) => path.startsWith('node:') || builtinModules.includes(path))
  const foreign = entry.owner ? [] : alone.files.filter((file) => owners.has(file))
  return [
    ...heavy('alone', alone.weight.brotli, aloneBudget),
    ...heavy('with its dependencies', whole.weight.brotli, wholeBudget),
    ...(entry.runs === 'anywhere'
      ? builtins.map((path) => `${name} imports ${path}, which only Node has`)
      : []),
    ...foreign.map((file) => `${name} contains ${file}, which is the owner's`),
  ]
}

function kB(bytes: number): string {
  return (bytes / 1_000).toFixed(1)
}

function row(name: string, ...columns: readonly string[]): string {
  return name.padEnd(26) + columns.map((column) => column.padStart(10)).join('')
}
