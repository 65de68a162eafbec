import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'

/** What the compiler left behind for one contract. */
export interface Artifact {
  readonly abi: Abi
  /** Creation bytecode, without constructor arguments. */
  readonly bytecode: Hex
  /** Runtime bytecode, before immutables are filled in. */
  readonly deployedBytecode: Hex
}

const root = join(import.meta.dirname, '..')

/**
 * Reads the build output of one of the contracts that hardhat.config.ts builds.
 *
 * @param name The contract's name, such as `SessionModule`. It must be unique among them.
 * @throws Error if there is no such contract, or the contracts have not been built.
 */
export function artifact(name: string): Artifact {
  const [file, ...others] = globSync(`artifacts/{contracts,@openzeppelin}/**/${name}.json`, { cwd: root })
  if (file === undefined) throw new Error(missing(name))
  if (others.length > 0)
    throw new Error(`There are several contracts named ${name}: ${[file, ...others].join(', ')}`)
  const { abi, bytecode, deployedBytecode } = JSON.parse(readFileSync(join(root, file), 'utf8'))
  return { abi, bytecode, deployedBytecode }
}

function missing(name: string): string {
  const built = existsSync(join(root, 'artifacts', 'contracts'))
  return built
    ? `No contract is named ${name}. If it is new, run "npm run build".`
    : `The contracts have not been built. Run "npm run build".`
}
