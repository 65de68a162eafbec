/** Where a command writes. Standard output carries its answer, standard error everything about getting there. */
export interface Terminal {
  readonly json: boolean
  /** Tells what is going to happen. Part of the answer. */
  plan(lines: readonly string[]): void
  /** Tells what happened. Left out of JSON, which has the same as data. */
  say(lines: readonly string[]): void
  /** Tells what is being waited for. */
  progress(line: string): void
  /** What was planned so far. */
  readonly planned: readonly string[]
}

/** Creates a {@link Terminal} for people, or for programs. */
export function createTerminal(json: boolean): Terminal {
  const planned: string[] = []
  const write = (lines: readonly string[]) => {
    if (!json) for (const line of lines) process.stdout.write(`${printable(line)}\n`)
  }
  return {
    json,
    planned,
    plan(lines) {
      planned.push(...lines.map(printable))
      write(lines)
    },
    say: write,
    progress: (line) => void process.stderr.write(`${printable(line)}\n`),
  }
}

/** Writes the one JSON document of a command. Big numbers are decimal strings. */
export function writeJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, plain, 2)}\n`)
}

/** Text without what could move the cursor or change the order of characters: names in files and on chain are others' claims. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')
}

function plain(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Map ? Object.fromEntries(value) : value
}
