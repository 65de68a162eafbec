/**
 * Compiles the TypeScript in README.md and docs/*.md, so that it goes on to be true.
 *
 * A block may use everything that the package exports without importing it, and what its document takes as given: the
 * declarations in comments `<!-- given ... -->`.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeBlocks, moduleOf } from './docs/codeBlocks.ts'
import { ENTRIES, sourceOf, specifier } from './package/entries.ts'
import { run } from './run.ts'

const FOLDER = 'cache/docs'

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const documents = ['README.md', ...globSync('docs/*.md')]
const counts = documents.map((document) => {
  const { blocks, given } = codeBlocks(readFileSync(document, 'utf8'))
  for (const block of blocks) {
    const file = `${document.replaceAll('/', '__')}.${block.line + 1}.ts`
    writeFileSync(join(FOLDER, file), moduleOf(block, given))
  }
  return blocks.length
})
writeFileSync(join(FOLDER, 'exports.d.ts'), await exportedNames())
const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false }
const project = { extends: resolve('tsconfig.json'), compilerOptions, include: ['*.ts'] }
writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(project))

const { code, output } = await run('tsc', ['--project', FOLDER])
console.log(
  output.replaceAll(/^cache\/docs\/(\S+?)\.\d+\.ts\(/gm, (_, name) => `${name.replaceAll('__', '/')}(`),
)
console.log(`${counts.reduce((sum, count) => sum + count, 0)} blocks`)
process.exitCode = code

/** Every value that the package exports, as a global of the blocks. */
async function exportedNames(): Promise<string> {
  const lines = new Map<string, string>()
  for (const entry of ENTRIES) {
    const exported: object = await import(pathToFileURL(sourceOf(entry)).href)
    for (const name of Object.keys(exported)) {
      if (!lines.has(name)) lines.set(name, `  const ${name}: typeof import('${specifier(entry)}').${name}`)
    }
  }
  return `export {}\ndeclare global {\n${[...lines.values()].join('\n')}\n}\n`
}
