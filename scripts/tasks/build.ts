/**
 * Compiles the contracts if anything that decides the result has changed since the last build.
 *
 *   node scripts/tasks/build.ts [--tests]
 *
 * Hardhat caches too, but needs a second or two to find out; this takes milliseconds. With `--tests` the Solidity
 * tests are compiled as well, Hardhat is always asked, and the compiler's warnings are shown.
 *
 * Prints on stderr only: stdout belongs to the command that asked for the build.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

const STAMP = 'artifacts/.fingerprint'

const withTests = process.argv.includes('--tests')
// Taken before compiling, so that a change made meanwhile is compiled the next time.
const current = fingerprint()
if (withTests || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== current) await build()

async function build(): Promise<void> {
  process.stderr.write('latchkey: compiling the contracts ...\n')
  const result = await run('hardhat', ['build', ...(withTests ? [] : ['--no-tests'])])
  if (withTests || result.code !== 0) process.stderr.write(result.output)
  process.exitCode = result.code
  if (result.code !== 0) return
  writeFileSync(STAMP, current)
  process.stderr.write(`latchkey: compiled in ${Math.round(result.seconds)} s\n`)
}

/** A hash over everything the contracts' bytecode depends on. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = globSync('**/*.sol', { cwd: 'contracts' }).map((file) => join('contracts', file))
  for (const file of [...sources.sort(), 'hardhat.config.ts', 'package-lock.json'])
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
