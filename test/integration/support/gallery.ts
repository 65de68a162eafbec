import { join } from 'node:path'
import type { BaseError } from '../../../sdk/errors/base.ts'

/** The page that shows one real failure of each kind. */
export const GALLERY = join(import.meta.dirname, '..', '..', '..', 'docs', 'explained-failures.md')

/** One failure, as the page shows it. */
export type Exhibit = {
  readonly part: string
  readonly title: string
  /** What was done. */
  readonly done: string
  /** What was said about it. */
  readonly said: readonly string[]
}

const HEAD = `# Explained failures

One real failure of each kind, with what the SDK says about it: made on a local chain with a real EntryPoint and a real bundler, by
\`test/integration/explained-failures.test.ts\`, which fails when this page is not what it gets.
\`npm run test:ts -- test/integration/explained-failures.test.ts -u\` writes it again. Addresses, hashes, times and fees are left out, since
they are others each time.
`

/** The page of these failures. */
export function galleryPage(exhibits: readonly Exhibit[], names: ReadonlyMap<string, string>): string {
  const parts = [...new Set(exhibits.map(({ part }) => part))]
  const texts = parts.map((part) => {
    const own = exhibits.filter((exhibit) => exhibit.part === part)
    return [`## ${part}`, ...own.map((exhibit) => exhibitText(exhibit, names))].join('\n\n')
  })
  return `${[HEAD, ...texts].join('\n')}\n`.replaceAll('\n\n\n', '\n\n')
}

/** An error as it is printed, line by line. */
export function errorText({ name, message }: BaseError): readonly string[] {
  return `${name}: ${message}`.split('\n').filter((line) => line !== '')
}

function exhibitText({ title, done, said }: Exhibit, names: ReadonlyMap<string, string>): string {
  const lines = said.map((line) => stable(line, names))
  return [`### ${title}`, '', done, '', '```', ...lines, '```', ''].join('\n')
}

/** The line without what differs from run to run. */
function stable(line: string, names: ReadonlyMap<string, string>): string {
  const named = line.replaceAll(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/g, (address) => {
    return names.get(address.toLowerCase()) ?? '<address>'
  })
  return named
    .replaceAll(/0x[0-9a-fA-F]{48,64}/g, '<hash>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(\d+\)/g, '<time>')
    .replaceAll(/in block \d+/g, 'in block <number>')
    .replaceAll(/\b1\d{9}\b/g, '<time>')
    .replaceAll(/[\d.]+ native \(\d+ wei\)/g, '<fee>')
    .replaceAll(/\d+ wei/g, '<fee> wei')
    .replaceAll(/slot 0x\w+/g, 'slot <slot>')
}
