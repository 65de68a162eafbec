/**
 * Writes the ABIs that the SDK carries, from the build output to sdk/onchain/abis/.
 *
 *   node scripts/tasks/abis.ts [--check]
 *
 * With `--check` nothing is written: a file that is missing, stale or left over is an error.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { artifact } from '../artifacts.ts'
import { abiContracts } from './contracts.ts'
import { run } from './run.ts'

const FOLDER = 'sdk/onchain/abis'
const HEADING = '// Generated from contracts/ by "npm run abis". Do not edit.'

const check = process.argv.includes('--check')
const wanted = new Map<string, string>()
for (const [name, built] of abiContracts) {
  const camel = name[0]?.toLowerCase() + name.slice(1)
  wanted.set(join(FOLDER, `${camel}.ts`), await formatted(camel, source(built, camel)))
}
wanted.set(join(FOLDER, 'index.ts'), index([...wanted.keys()]))
const stale = [...wanted].filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
const leftOver = globSync(`${FOLDER}/*.ts`).filter((file) => !wanted.has(file))

if (check) {
  for (const [file] of stale) console.log(`${file} does not match the contracts`)
  for (const file of leftOver) console.log(`${file} belongs to no contract of scripts/tasks/contracts.ts`)
  if (stale.length + leftOver.length > 0) {
    console.log('Run "npm run abis".')
    process.exitCode = 1
  }
} else {
  mkdirSync(FOLDER, { recursive: true })
  for (const [file, text] of stale) writeFileSync(file, text)
  for (const file of leftOver) rmSync(file)
  for (const file of [...stale.map(([name]) => name), ...leftOver]) console.log(file)
}

function index(files: readonly string[]): string {
  const lines = files
    .map((file) => basename(file, '.ts'))
    .map((name) => `export { ${name}Abi } from './${name}.ts'`)
  return [HEADING, '', ...lines.sort(), ''].join('\n')
}

function source(name: string, camel: string): string {
  return [
    HEADING,
    `import type { Abi } from 'viem'`,
    '',
    `/** ABI of ${name}.sol, as built. */`,
    `export const ${camel}Abi = ${JSON.stringify(artifact(name).abi)} as const satisfies Abi`,
    '',
  ].join('\n')
}

/** Formats as the formatter of the project would, so that generated files pass its check. */
async function formatted(camel: string, text: string): Promise<string> {
  const result = await run('biome', ['format', `--stdin-file-path=${FOLDER}/${camel}.ts`], { input: text })
  if (result.code !== 0) throw new Error(result.output)
  return result.stdout
}
