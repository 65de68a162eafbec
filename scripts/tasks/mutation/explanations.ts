import { existsSync, readFileSync } from 'node:fs'
import type { Mutant } from './mutant.ts'

/** Where survivors are explained. */
const EXPLANATIONS_FILE = 'docs/mutation.md'

/** Why no test can, or need, tell a mutant from the original. */
export interface Explanation {
  readonly file: string
  readonly scope: string
  readonly original: string
  readonly mutated: string
  readonly reason: string
}

/** The explanations in docs/mutation.md. */
export function readExplanations(): Explanation[] {
  return existsSync(EXPLANATIONS_FILE) ? parseExplanations(readFileSync(EXPLANATIONS_FILE, 'utf8')) : []
}

/**
 * The explanations in the section "Explained survivors" of a document: below a heading with file and function, the line before
 * and after in a list, and below each the reason.
 *
 * @throws Error if something in that section is not of this form.
 */
export function parseExplanations(document: string): Explanation[] {
  const [, section = ''] = document.split(/^## Explained survivors$/m)
  const places = section.split(/^### /m).slice(1)
  return places.flatMap((place) => {
    const [heading = '', ...lines] = place.split('\n')
    const { file, scope } = /^(?<file>contracts\/\S+\.sol) (?<scope>\S+)$/.exec(heading)?.groups ?? {}
    if (file === undefined || scope === undefined) throw malformed(`### ${heading}`)
    return explanationsIn(lines.join('\n')).map((explanation) => ({ file, scope, ...explanation }))
  })
}

/** Whether an explanation is about a mutant. */
export function explains(explanation: Explanation, mutant: Mutant): boolean {
  const { file, scope, original, mutated } = explanation
  return (
    file === mutant.file &&
    scope === mutant.scope &&
    original === mutant.original &&
    mutated === mutant.mutated
  )
}

function explanationsIn(text: string): Pick<Explanation, 'original' | 'mutated' | 'reason'>[] {
  const items = text.split(/^- /m).slice(1)
  return items.map((item) => {
    const {
      original,
      mutated,
      reason = '',
    } = /^`(?<original>[^`]+)`\s+becomes\s+`(?<mutated>[^`]+)`\n(?<reason>.*)$/s.exec(item)?.groups ?? {}
    if (original === undefined || mutated === undefined || reason.trim() === '') throw malformed(item)
    return { original: oneLine(original), mutated: oneLine(mutated), reason: oneLine(reason) }
  })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function malformed(text: string): Error {
  return new Error(
    `${EXPLANATIONS_FILE}: this explains nothing in the form that it should have:\n${text.trim()}`,
  )
}
