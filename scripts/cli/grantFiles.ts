import { findNetwork, type GrantFile, parseGrantFile, serializeGrantFile } from '../../sdk/onchain/index.ts'
import { MismatchError } from './errors.ts'
import { readText, writeText } from './files.ts'

/**
 * Reads a grant file.
 * @throws FileError, GrantFileInvalidError.
 */
export function readGrantFile(path: string): GrantFile {
  return parseGrantFile(readText(path))
}

/** Writes a grant file. A signed one starts the grant for whoever has it and the key, so only this user can read it. */
export async function writeGrantFile(path: string, content: GrantFile): Promise<void> {
  await writeText(path, serializeGrantFile(content))
}

/** The chain that a grant holds on, or the first of several. */
export function chainIdOf({ grant }: Pick<GrantFile, 'grant'>): number {
  return Number(grant.networks[0]?.chainId ?? 0n)
}

/**
 * Refuses a grant that is for another chain or module than the command's.
 * @throws MismatchError.
 */
export function checkGrantPlace(
  file: GrantFile,
  place: { readonly chainId: number; readonly module: string },
): void {
  if (!findNetwork(file.grant, place.chainId)) {
    const chains = file.grant.networks.map(({ chainId }) => chainId).join(', ')
    throw new MismatchError(`The grant is for chain ${chains}; the node serves ${place.chainId}.`)
  }
  if (file.module !== place.module) {
    throw new MismatchError(`The grant is for the module ${file.module}, not for ${place.module}.`)
  }
}
