import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where verbs are. Types and helpers may be shared. */
const VERBS = /^sdk\/onchain\/(actions|decorators)\/\w+\.ts$/

/** Entry points that others than owners load, and what they all read. */
const OTHERS = ['holder', 'rotator', 'keeper', 'relayer', 'reads']

/** Files with verbs that only the owner's entry point offers: what nobody else may load. */
export function ownersFiles(): ReadonlySet<string> {
  const shared = new Set(OTHERS.flatMap((name) => verbsOf(name)))
  return new Set(verbsOf('owner').filter((file) => !shared.has(file)))
}

function verbsOf(name: string): string[] {
  const text = readFileSync(`sdk/onchain/${name}.ts`, 'utf8')
  const files = [...text.matchAll(/from '([^']+)'/g)].map(([, path = '']) => join('sdk/onchain', path))
  return files.filter((file) => VERBS.test(file))
}
