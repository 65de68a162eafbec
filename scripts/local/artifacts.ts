import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Abi, Hex } from 'viem'

/** What the local stack needs from a compiler's output. */
export interface Artifact {
  readonly abi: Abi
  readonly bytecode: Hex
}

const require = createRequire(import.meta.url)

/**
 * Reads an artifact out of an npm package.
 *
 * @param specifier The file as `require` would name it.
 */
export function packageArtifact(specifier: string): Artifact {
  const artifact = JSON.parse(readFileSync(require.resolve(specifier), 'utf8'))
  // Older compilers' output has its hex without a prefix.
  return { ...artifact, bytecode: artifact.bytecode.replace(/^(0x)?/, '0x') }
}

/**
 * Reads the artifact of one of this project's own contracts.
 *
 * @param source The source file, from the project's root.
 * @param contract The contract's name, if it is not the file's.
 * @throws Error if the contracts are not compiled.
 */
export function projectArtifact(source: string, contract = source.replace(/^.*\/|\.sol$/g, '')): Artifact {
  const file = new URL(`../../artifacts/${source}/${contract}.json`, import.meta.url)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${contract} of ${source} is not compiled: run \`npx hardhat build\` first`, { cause })
  }
}
