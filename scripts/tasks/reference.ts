/**
 * Writes the API reference, from the types and comments of what the package exports to docs/reference/.
 *
 *   node scripts/tasks/reference.ts [--check]
 *
 * With `--check` nothing is written: a page that is missing, stale or left over is an error. So are, always, exports without
 * documentation.
 */
import { globSync, rmSync } from 'node:fs'
import { staleFiles, writeStaleFiles } from './generatedFiles.ts'
import { ENTRIES, sourceOf } from './package/entries.ts'
import { readPublicApi } from './reference/readPublicApi.ts'
import { FOLDER, renderReference } from './reference/renderReference.ts'
import { undocumented } from './reference/undocumented.ts'

const api = readPublicApi(ENTRIES.map(sourceOf))
const pages = renderReference(api)
const leftOver = globSync(`${FOLDER}/*.md`).filter((file) => !pages.has(file))

if (process.argv.includes('--check')) {
  const stale = staleFiles(pages)
  for (const file of stale) console.log(`${file} does not match the sources`)
  for (const file of leftOver) console.log(`${file} belongs to no entry point`)
  if (stale.length + leftOver.length > 0) fail('Run "npm run reference".')
} else {
  for (const file of leftOver) rmSync(file)
  for (const file of [...writeStaleFiles(pages), ...leftOver]) console.log(file)
}
const silent = undocumented([...api.values()].flat())
if (silent.length > 0) fail(`No documentation: ${silent.join(', ')}`)

function fail(reason: string): void {
  console.log(reason)
  process.exitCode = 1
}
