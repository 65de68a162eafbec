import type { CompilerInput } from 'hardhat/types/solidity'
import { PROJECT_PREFIX } from '../compilation/buildJobs.ts'
import { type CompilerError, compile } from '../compilation/compile.ts'
import type { ParsedSource } from '../compilation/contractSources.ts'
import { fromSourceBytes, type SourceBytes } from '../compilation/sourceBytes.ts'
import { type Mutant, mutate } from './mutant.ts'
import { mutantsAt, SELECTOR_CODE, SELECTOR_SOURCE, withMutants } from './schema.ts'

/** Sources in which mutants are chosen at run time, and what could not be put into them. */
export interface BuiltIn {
  /** Sources that replace those of the project, by their names in the compiler's input. */
  readonly sources: CompilerInput['sources']
  /** Mutants that the sources hold. */
  readonly chosen: readonly Mutant[]
  /** Mutants that compile, but by themselves only. */
  readonly separate: readonly Mutant[]
  /** Mutants that the compiler refuses. */
  readonly refused: readonly Mutant[]
}

/** The compiler's code for a pointer into calldata without a value: said where it is used, not where its assignment is gone. */
const UNASSIGNED_POINTER = '3464'

/** Puts as many mutants as possible into the sources. */
export function buildIn(
  input: CompilerInput,
  parsed: readonly ParsedSource[],
  mutants: readonly Mutant[],
): BuiltIn {
  const chosen = new Set(mutants.filter(({ anchor }) => anchor))
  const [separate, refused] = partition(
    mutants.filter(({ anchor }) => !anchor),
    (mutant) => compiles(input, parsed, mutant),
  )
  for (;;) {
    const texts = new Map(
      parsed.map(({ file, source }) => [
        PROJECT_PREFIX + file,
        withMutants(
          source,
          [...chosen].filter((mutant) => mutant.file === file),
        ),
      ]),
    )
    const sources = sourcesOf(texts)
    const errors = check({ ...input, sources: { ...input.sources, ...sources } })
    if (errors.length === 0) return { sources, chosen: [...chosen], separate, refused }

    const places = errors.flatMap(({ sourceLocation }) => sourceLocation ?? [])
    const files = new Set(places.map(({ file }) => file))
    const named = new Set(
      errors
        .filter(({ errorCode }) => errorCode !== UNASSIGNED_POINTER)
        .flatMap(({ sourceLocation: place }) => (place ? mutantsAt(texts.get(place.file) ?? '', place) : [])),
    )
    const suspects = [...chosen].filter(({ id, file, kind }) =>
      named.size > 0 ? named.has(id) : kind === 'statement' && files.has(PROJECT_PREFIX + file),
    )
    const [innocent, guilty] = partition(suspects, (mutant) => compiles(input, parsed, mutant))
    refused.push(...guilty)
    if (named.size > 0) separate.push(...innocent)
    const removed = named.size > 0 ? suspects : guilty
    for (const mutant of removed) chosen.delete(mutant)
    if (removed.length === 0)
      throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  }
}

function partition(mutants: readonly Mutant[], holds: (mutant: Mutant) => boolean): [Mutant[], Mutant[]] {
  const { yes = [], no = [] } = Object.groupBy(mutants, (mutant) => (holds(mutant) ? 'yes' : 'no'))
  return [yes, no]
}

function sourcesOf(texts: ReadonlyMap<string, SourceBytes>): CompilerInput['sources'] {
  const own = [...texts].map(([name, text]) => [name, { content: fromSourceBytes(text) }] as const)
  return { ...Object.fromEntries(own), [SELECTOR_SOURCE]: { content: SELECTOR_CODE } }
}

function compiles(input: CompilerInput, parsed: readonly ParsedSource[], mutant: Mutant): boolean {
  const own = parsed.find(({ file }) => file === mutant.file)
  if (!own) throw new Error(`${mutant.file} is not among the sources`)
  const content = fromSourceBytes(mutate(own.source, mutant))
  // What is inside a function is nobody else's business.
  const needed = Object.entries(input.sources).filter(([name]) => own.imports.has(name))
  const sources = { ...Object.fromEntries(needed), [PROJECT_PREFIX + mutant.file]: { content } }
  return check({ ...input, sources }).length === 0
}

/** What the compiler says before it makes code. */
function check(input: CompilerInput): readonly CompilerError[] {
  const settings = { ...input.settings, outputSelection: { '*': { '*': ['abi'] } } }
  return compile({ ...input, settings }).errors
}
