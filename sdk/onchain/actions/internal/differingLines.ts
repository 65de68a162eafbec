/**
 * What differs between two texts: blocks of the first one that the second does not have, after `- `, then those that it has instead,
 * after `+ `. A block is a line with the lines below it that are indented further.
 */
export function differingLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, next] = [blocks(before), blocks(after)]
  const [oldTexts, nextTexts] = [new Set(old.map(text)), new Set(next.map(text))]
  return [
    ...old
      .filter((block) => !nextTexts.has(text(block)))
      .flatMap((block) => block.map((line) => `- ${line}`)),
    ...next
      .filter((block) => !oldTexts.has(text(block)))
      .flatMap((block) => block.map((line) => `+ ${line}`)),
  ]
}

type Block = readonly string[]

function blocks(lines: readonly string[]): readonly Block[] {
  const found: string[][] = []
  for (const line of lines) {
    const current = found.at(-1)
    const [head = ''] = current ?? []
    // The two top levels stand alone: a heading over a list of permissions is no permission.
    if (current && indent(line) > indent(head) && indent(head) > 0) current.push(line)
    else found.push([line])
  }
  return found
}

function indent(line: string): number {
  return line.length - line.trimStart().length
}

function text(block: Block): string {
  return block.join('\n')
}
