/** Code of a document. */
export type CodeBlock = {
  /** Line of the fence that opens it, from 0. */
  readonly line: number
  readonly code: string
}

/** A document's TypeScript, and what it takes as given. */
export type DocumentCode = {
  readonly blocks: readonly CodeBlock[]
  /** Imports and declarations from comments that start with `given`: readers do not see them. */
  readonly given: string
}

const BLOCK = /^```ts\n([\s\S]*?)^```$/gm
const GIVEN = /^<!-- given\n([\s\S]*?)^-->$/gm

/** The TypeScript in a Markdown document. */
export function codeBlocks(text: string): DocumentCode {
  const blocks = [...text.matchAll(BLOCK)].map(({ index, 1: code = '' }) => {
    return { line: text.slice(0, index).split('\n').length - 1, code }
  })
  const given = [...text.matchAll(GIVEN)].map(([, code = '']) => code).join('')
  return { blocks, given }
}

const IMPORT = /^import [\s\S]*? from '[^']+'$/gm

/**
 * A module that the compiler judges as it would judge the block: what the block declares hides what is given, and every line
 * has the number that it has in the document.
 */
export function moduleOf({ line, code }: CodeBlock, given: string): string {
  const imports = [...code.matchAll(IMPORT)].map(([text]) => text)
  const body = code.replaceAll(IMPORT, (text) => text.replaceAll(/[^\n]/g, ''))
  const start = `${'\n'.repeat(line)}export async function example() {\n`
  return `${start}${body}}\n${imports.join('\n')}\n${given}`
}
