/**
 * Compiles the contracts if anything that decides the result has changed since the last build.
 *
 *   node scripts/tasks/build.ts [--tests]
 *
 * Hardhat caches too, but needs a second or two to find out; this takes milliseconds. With `--tests` the Solidity
 * tests are compiled as well, and Hardhat is always asked.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

const STAMP = 'artifacts/.fingerprint'

const withTests = process.argv.includes('--tests')
const current = fingerprint()
if (withTests || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== current) {
  const result = await run('hardhat', ['build', ...(withTests ? [] : ['--no-tests'])])
  // stderr only: the caller's stdout belongs to the command that asked for the build
  process.stderr.write(result.output)
  if (result.code !== 0) process.exit(result.code)
  if (existsSync('artifacts')) writeFileSync(STAMP, current)
}

/** A hash over everything the contracts' bytecode depends on. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const sources = globSync('**/*.sol', { cwd: 'contracts' }).map((file) => join('contracts', file))
  for (const file of [...sources.sort(), 'hardhat.config.ts', 'package-lock.json'])
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
