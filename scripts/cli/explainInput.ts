import { readFileSync } from 'node:fs'
import { type Hash, type Hex, isHash, isHex } from 'viem'
import { UsageError } from './errors.ts'
import { parseJson, readText } from './files.ts'

/** What there is to explain, by its form. */
export type ExplainInput =
  | { readonly kind: 'bytes'; readonly bytes: Hex }
  | { readonly kind: 'grant'; readonly grant: unknown; readonly module: unknown }
  | { readonly kind: 'hash'; readonly hash: Hash }
  | { readonly kind: 'operation'; readonly operation: unknown; readonly entryPoint: unknown }
  | { readonly kind: 'use'; readonly path: string }
  | { readonly kind: 'unknown' }

type Members = { readonly [name: string]: unknown }

/** Reads what a word of the command line names: a hash, bytes in hex, a file, or standard input (`-`). */
export function readExplainInput(word: string): ExplainInput {
  if (isHex(word)) return ofBytes(word)
  const text = (word === '-' ? readFileSync(0, 'utf8') : readText(word)).trim()
  // What has the form of a hash may be a key here, and hashes are sent to a node.
  if (isHash(text))
    throw new UsageError('A hash is given on the command line, not in a file: this could be a key.')
  return isHex(text) ? ofBytes(text) : ofValue(parseJson(word, text), word)
}

function ofBytes(bytes: Hex): ExplainInput {
  return bytes.length === 66 ? { kind: 'hash', hash: bytes } : { kind: 'bytes', bytes }
}

function ofValue(value: unknown, path: string): ExplainInput {
  const members = asMembers(value)
  if (members['format'] === 'latchkey-grant')
    return { kind: 'grant', grant: value, module: members['module'] }
  if (members['format'] === 'latchkey-signed') {
    if (path === '-') throw new UsageError('A signed use has to be in a file of its own.')
    return { kind: 'use', path }
  }
  if (members['primaryType'] === 'Grant') {
    return { kind: 'grant', grant: value, module: asMembers(members['domain'])['verifyingContract'] }
  }
  return operationOf(members)
}

/** An operation by itself, in a request to a bundler, or in its answer to `eth_getUserOperationByHash`. */
function operationOf(members: Members): ExplainInput {
  const { params, userOperation, entryPoint, result } = members
  if ('sender' in members && 'callData' in members)
    return { kind: 'operation', operation: members, entryPoint }
  if (Array.isArray(params)) return { kind: 'operation', operation: params[0], entryPoint: params[1] }
  if (userOperation !== undefined) return { kind: 'operation', operation: userOperation, entryPoint }
  return result === undefined ? { kind: 'unknown' } : operationOf(asMembers(result))
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}
