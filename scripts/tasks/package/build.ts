import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { run } from '../run.ts'

/** The compiler's settings for what is published. */
const PROJECT = 'tsconfig.package.json'

/**
 * Emits sdk/ to dist/ as JavaScript modules with types and source maps.
 * @throws Error with the compiler's output.
 */
export async function buildPackage(): Promise<void> {
  rmSync('dist', { recursive: true, force: true })
  const { code, output } = await run('tsc', ['--project', PROJECT])
  if (code !== 0) throw new Error(output)
  for (const file of globSync('dist/**/*.d.ts')) {
    writeFileSync(file, withJavaScriptImports(readFileSync(file, 'utf8')))
  }
}

/** The compiler rewrites imports of `.ts` files in what runs, but leaves them in types, which not every tool follows. */
function withJavaScriptImports(types: string): string {
  return types.replaceAll(/(\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2')
}
