import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Abi, Address, Hex } from 'viem'

/** What the local stack needs from a compiler's output. */
export interface Artifact {
  readonly abi: Abi
  readonly bytecode: Hex
  /** Where the bytecode leaves room for the addresses of libraries, in bytes, by source and library. */
  readonly linkReferences?: Readonly<
    Record<string, Readonly<Record<string, readonly { readonly start: number; readonly length: number }[]>>>
  >
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

/**
 * The artifact with its libraries in place.
 *
 * @param libraries Their addresses by name.
 * @throws Error if it needs one that is not there.
 */
export function linkArtifact(artifact: Artifact, libraries: Readonly<Record<string, Address>>): Artifact {
  const digits = [...artifact.bytecode]
  for (const references of Object.values(artifact.linkReferences ?? {})) {
    for (const [name, places] of Object.entries(references)) {
      const address = libraries[name]
      if (!address) throw new Error(`the library ${name} is not deployed`)
      for (const { start } of places) digits.splice(2 + 2 * start, 40, ...address.slice(2).toLowerCase())
    }
  }
  return { abi: artifact.abi, bytecode: digits.join('') as Hex }
}
