import { ENTRIES, sourceOf } from './entries.ts'

/**
 * The condition under which this repository's own tests, examples and tools see the sources in place of what was built. Nobody
 * else sets it.
 */
export const SOURCE_CONDITION = 'latchkey-source'

/** What `exports` of package.json has to say. */
export function exportsMap(): Record<string, string | Record<string, string>> {
  const entries = ENTRIES.map((entry) => {
    const source = sourceOf(entry)
    const built = source.replace(/^sdk\//, './dist/').replace(/\.ts$/, '')
    const targets = { [SOURCE_CONDITION]: `./${source}`, types: `${built}.d.ts`, default: `${built}.js` }
    return [entry.path, targets] as const
  })
  return { ...Object.fromEntries(entries), './package.json': './package.json' }
}
