import { createRequire } from 'node:module'
import type { CompilerInput } from 'hardhat/types/solidity'
import type { SyntaxNode } from './syntaxTree.ts'

/** Places of an unlinked library in code, in bytes, by source and library. */
type LinkReferences = Readonly<
  Record<string, Readonly<Record<string, readonly { readonly start: number; readonly length: number }[]>>>
>

/** Code as the compiler gives it; without `0x`. */
interface Code {
  readonly object: string
  readonly linkReferences?: LinkReferences
}

/** A compiled contract, as far as it was asked for. */
export interface CompiledContract {
  readonly abi?: readonly { readonly type: string; readonly name?: string }[]
  readonly evm?: { readonly bytecode?: Code; readonly deployedBytecode?: Code }
}

/** An error of the compiler. Positions are in bytes. */
export interface CompilerError {
  readonly severity: string
  readonly errorCode?: string
  readonly formattedMessage: string
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number }
}

/** What a compilation comes to. */
export interface Compilation {
  /** Errors, without warnings. */
  readonly errors: readonly CompilerError[]
  readonly sources: Readonly<Record<string, { readonly ast: SyntaxNode }>>
  readonly contracts: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>
}

let loaded: ((input: string) => string) | undefined

/** Compiles in this process, with the compiler of the project; its first call loads it. */
export function compile(input: CompilerInput): Compilation {
  loaded ??= (createRequire(import.meta.url)('solc') as { readonly compile: (input: string) => string })
    .compile
  const {
    errors = [],
    sources = {},
    contracts = {},
  } = JSON.parse(loaded(JSON.stringify(input))) as Partial<Compilation>
  return { errors: errors.filter(({ severity }) => severity === 'error'), sources, contracts }
}
