/**
 * Builds the npm package: `exports` in package.json and the table in docs/packages.md from the list of entry points, and dist/.
 *
 *   node scripts/tasks/package.ts [--check]
 *
 * With `--check` nothing is written: stale files, and types that only Node has where none may be, are errors.
 */
import { staleFiles, writeStaleFiles } from './generatedFiles.ts'
import { buildPackage } from './package/build.ts'
import { checkWebTypes } from './package/checkWebTypes.ts'
import { packageFiles } from './package/packageFiles.ts'

if (process.argv.includes('--check')) {
  const stale = staleFiles(packageFiles())
  for (const file of stale)
    console.log(`${file} does not match scripts/tasks/package/entries.ts: run "npm run package".`)
  const complaints = await checkWebTypes()
  console.log(complaints)
  if (stale.length > 0 || complaints !== '') process.exitCode = 1
} else {
  for (const file of writeStaleFiles(packageFiles())) console.log(file)
  await buildPackage()
  console.log('dist/')
}
