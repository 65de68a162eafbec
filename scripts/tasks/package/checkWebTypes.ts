import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { run } from '../run.ts'
import { ENTRIES, sourceOf } from './entries.ts'

/** The newest language library that every platform of `engines` has in full. */
const LIBRARY = 'es2023'
const PROJECT = 'cache/package/tsconfig.json'

/**
 * Compiles what is to run anywhere without Node's types, so that neither it nor its declarations need them.
 * @returns The compiler's complaints; empty when there are none.
 */
export async function checkWebTypes(): Promise<string> {
  const files = ENTRIES.filter(({ runs }) => runs === 'anywhere').map((entry) => resolve(sourceOf(entry)))
  const compilerOptions = { types: [], lib: [LIBRARY, 'dom', 'esnext.disposable'] }
  mkdirSync('cache/package', { recursive: true })
  writeFileSync(
    PROJECT,
    JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions, include: [], files }),
  )
  const { code, output } = await run('tsc', ['--project', PROJECT])
  return code === 0 ? '' : output
}
