import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where verbs are. Types and helpers may be shared. */
const VERBS = /^sdk\/(onchain\/(actions|decorators)|cex\/(clients|decorators|rotation))\/\w+\.ts$/

/** For both halves: the entry point that only owners load, those that others load, and what they all read. */
const HALVES = [
  { folder: 'sdk/onchain', owner: 'owner', others: ['holder', 'rotator', 'keeper', 'relayer', 'reads'] },
  { folder: 'sdk/cex', owner: 'index', others: ['holder'] },
]

/** Files with verbs that only an owner's entry point offers: what nobody else may load. */
export function ownersFiles(): ReadonlySet<string> {
  return new Set(
    HALVES.flatMap(({ folder, owner, others }) => {
      const shared = new Set(others.flatMap((name) => verbsOf(folder, name)))
      return verbsOf(folder, owner).filter((file) => !shared.has(file))
    }),
  )
}

function verbsOf(folder: string, name: string): string[] {
  const text = readFileSync(`${folder}/${name}.ts`, 'utf8')
  const files = [...text.matchAll(/from '([^']+)'/g)].map(([, path = '']) => join(folder, path))
  return files.filter((file) => VERBS.test(file))
}
