import type { SourceBytes } from '../compilation/sourceBytes.ts'
import type { Span } from '../compilation/syntaxTree.ts'
import { type Anchor, type Mutant, mutate } from './mutant.ts'

/**
 * The library whose address says which mutant runs. It is never deployed: the places for its address in the code are filled
 * in by whoever runs the code. Reading it is `pure`, so that it may be asked anywhere.
 */
export const SELECTOR_SOURCE = 'MutantSelector.sol'
const SELECTOR = 'MutantSelector'
export const SELECTOR_CODE = `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\nlibrary ${SELECTOR} {}\n`
const SELECTED = `uint160(address(${SELECTOR}))`

/** From this many mutants in one place on, one question comes before those for each of them. */
const LONG_CHAIN = 4

/** The anchors of a source as a tree: what stands inside another is its child. */
interface Node {
  readonly anchor: Anchor
  readonly mutants: Mutant[]
  readonly inner: Node[]
}

/**
 * A source with many mutants built in, of which one or none runs.
 *
 * @param mutants Those of this source; they have anchors.
 */
export function withMutants(source: SourceBytes, mutants: readonly Mutant[]): SourceBytes {
  if (mutants.length === 0) return source
  const whole = { start: 0, end: source.length }
  return `${rendered(source, whole, nest(mutants))}\nimport {${SELECTOR}} from "${SELECTOR_SOURCE}";\n`
}

/** The mutants whose built-in text a place in such a source belongs to, or, if there is none, contains. */
export function mutantsAt(built: SourceBytes, place: Span): number[] {
  const marks = [...built.matchAll(/\/\*<(\d+)\*\/|\/\*>(\d+)\*\//g)].map(
    ({ index, 1: opened, 2: closed }) => ({
      index,
      opened: opened === undefined ? undefined : Number(opened),
      closed: closed === undefined ? undefined : Number(closed),
    }),
  )
  const around = new Set<number>()
  for (const { index, opened, closed } of marks) {
    if (index >= place.start) break
    if (opened !== undefined) around.add(opened)
    if (closed !== undefined) around.delete(closed)
  }
  const innermost = [...around].at(-1)
  if (innermost !== undefined) return [innermost]
  const inside = marks.filter(({ index }) => index >= place.start && index < place.end)
  return inside.flatMap(({ opened }) => opened ?? [])
}

function nest(mutants: readonly Mutant[]): Node[] {
  const byPlace = new Map<string, Node>()
  for (const mutant of mutants) {
    const { anchor } = mutant
    if (!anchor) throw new Error(`mutant ${mutant.id} cannot be built in`)
    const place = `${anchor.start}-${anchor.end}`
    const node = byPlace.get(place) ?? { anchor, mutants: [], inner: [] }
    node.mutants.push(mutant)
    byPlace.set(place, node)
  }
  const outer: Node[] = []
  const open: Node[] = []
  const inOrder = [...byPlace.values()].sort(
    ({ anchor: one }, { anchor: other }) => one.start - other.start || other.end - one.end,
  )
  for (const node of inOrder) {
    while ((open.at(-1)?.anchor.end ?? Number.POSITIVE_INFINITY) <= node.anchor.start) open.pop()
    ;(open.at(-1)?.inner ?? outer).push(node)
    open.push(node)
  }
  return outer
}

/** A part of a source, with the anchors in it replaced by choices. */
function rendered(source: SourceBytes, part: Span, nodes: readonly Node[]): SourceBytes {
  let text = ''
  let position = part.start
  for (const node of nodes) {
    text += source.slice(position, node.anchor.start) + choice(source, node)
    position = node.anchor.end
  }
  return text + source.slice(position, part.end)
}

function choice(source: SourceBytes, { anchor, mutants, inner }: Node): SourceBytes {
  const { start, end, form, type = '' } = anchor
  const original = rendered(source, anchor, inner)
  const changed = mutants.map((mutant) => {
    const text = mutate(source, mutant).slice(
      start,
      end + mutant.replacement.length - (mutant.end - mutant.start),
    )
    return { id: mutant.id, text: `/*<${mutant.id}*/${text}/*>${mutant.id}*/` }
  })
  if (form === 'statement') return `{${statements(changed, `{${original}}`)}}`
  const branches = changed.map(({ id, text }) => `${SELECTED} == ${id} ? ${type}(${text}) : `)
  return `(${branches.join('')}${type}(${original}))`
}

interface Changed {
  readonly id: number
  readonly text: SourceBytes
}

/** A long chain of questions stands behind one that is answered at once while none of its mutants runs. */
function statements(changed: readonly Changed[], original: SourceBytes): SourceBytes {
  const branch = ({ id, text }: Changed) => `if (${SELECTED} == ${id}) {${text}} else `
  const [first, last] = [changed.at(0), changed.at(-1)]
  if (!first || !last || changed.length < LONG_CHAIN) return changed.map(branch).join('') + original
  const chain = `${changed.slice(0, -1).map(branch).join('')}{${last.text}}`
  return `if (${SELECTED} >= ${first.id} && ${SELECTED} <= ${last.id}) {${chain}} else ${original}`
}
