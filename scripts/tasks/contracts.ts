import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Artifact } from '../artifacts.ts'

/**
 * The contracts whose ABIs the SDK carries, as generated files in sdk/onchain/abis/, and the build output that each is taken
 * from. The only list of them. The module's is its interface's: its functions are those of two contracts.
 */
export const abiContracts: readonly (readonly [name: string, artifact: string])[] = [
  ['SessionModule', 'ISessionModule'],
  ['LatchkeyAccount', 'LatchkeyAccount'],
  ['LatchkeyAccountFactory', 'LatchkeyAccountFactory'],
]

/** EIP-170: the most bytes of code that a contract may have on chain. */
export const MAXIMUM_CODE_SIZE = 24_576

/** Source files of what ships, that is, all of contracts/ but the doubles. */
export function shippedSources(): string[] {
  return globSync('contracts/**/*.sol', { exclude: ['contracts/mocks/**'] }).sort()
}

/** Artifacts of every contract, interface and library that ships. */
export function shippedArtifacts(): (Artifact & { readonly name: string })[] {
  return shippedSources().flatMap((source) =>
    globSync(`artifacts/${source}/*.json`).map((file) => ({
      ...(JSON.parse(readFileSync(file, 'utf8')) as Artifact),
      name: basename(file, '.json'),
    })),
  )
}
