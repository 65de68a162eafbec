import { type Abi, erc20Abi, parseAbi } from 'viem'
import { z } from 'zod'
import { FileError } from './errors.ts'
import { readJson } from './files.ts'

/** ABIs that need no file. */
const KNOWN: Record<string, Abi> = { erc20: erc20Abi }

const items = z.array(z.looseObject({ type: z.string() })).min(1)
const texts = z.array(z.string()).min(1)

/** An ABI: JSON items, human-readable lines, or a compiler's output that has one. */
export const abiSchema = z.union([items, texts, z.looseObject({ abi: items })], 'is not an ABI')

/**
 * The ABI of a file, or a known one by name (`erc20`).
 * @throws FileError.
 */
export function readAbi(path: string): Abi {
  return (
    KNOWN[path] ?? toAbi(path, readJson(path, abiSchema, 'an ABI, a list of function texts, or an artifact'))
  )
}

/** The ABI of what {@link abiSchema} takes. */
export function toAbi(path: string, content: z.infer<typeof abiSchema>): Abi {
  if (!Array.isArray(content)) return content.abi as unknown as Abi
  if (typeof content[0] !== 'string') return content as unknown as Abi
  try {
    return parseAbi(content as string[]) as Abi
  } catch (error) {
    throw new FileError('its ABI cannot be understood.', {
      path,
      details: [(error as Error).message.split('\n')[0] ?? ''],
      cause: error,
    })
  }
}
