import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Hex } from 'viem'

const require = createRequire(import.meta.url)

/**
 * Reads creation code out of the text of a package's script, for packages that carry no artifacts: its longest hex literal.
 *
 * @param specifier The package, as `require` would name it.
 * @param file The script, from the package's main file.
 * @throws Error if there is none.
 */
export function scriptBytecode(specifier: string, file: string): Hex {
  const path = join(dirname(require.resolve(specifier)), file)
  const [longest] = (readFileSync(path, 'utf8').match(/0x(?:[0-9a-f]{2}){100,}/g) ?? []).sort(
    (one, other) => other.length - one.length,
  )
  if (!longest) throw new Error(`${file} of ${specifier} has no bytecode`)
  return longest as Hex
}
