import { basename, join } from 'node:path'
import { ENTRIES, type Entry, sourceOf, specifier } from '../package/entries.ts'
import type { PublicExport } from './publicExport.ts'

/** Where the reference is. */
export const FOLDER = 'docs/reference'

const HEADING = 'Generated from the documentation in `sdk/` by `npm run reference`. Do not edit.'

/** The pages of the reference by path: one for each entry point, and one that lists them. */
export function renderReference(
  api: ReadonlyMap<string, readonly PublicExport[]>,
): ReadonlyMap<string, string> {
  const homes = new Map<PublicExport, Entry>()
  const pages = ENTRIES.map((entry) => {
    const exports = api.get(sourceOf(entry)) ?? []
    for (const one of exports) if (!homes.has(one)) homes.set(one, entry)
    return [pagePath(entry), page(entry, exports, homes)] as const
  })
  return new Map([...pages, [join(FOLDER, 'README.md'), overview()]])
}

function pagePath(entry: Entry): string {
  return join(FOLDER, pageName(entry))
}

function pageName(entry: Entry): string {
  return `${specifier(entry).replaceAll('/', '-')}.md`
}

function overview(): string {
  const rows = ENTRIES.map((entry) => `| [\`${specifier(entry)}\`](${pageName(entry)}) | ${entry.offers} |\n`)
  return `# API reference\n\n${HEADING} [packages.md](../packages.md) says where each entry point runs and what it weighs.

| import | offers |\n|---|---|\n${rows.join('')}`
}

function page(
  entry: Entry,
  exports: readonly PublicExport[],
  homes: ReadonlyMap<PublicExport, Entry>,
): string {
  const own = exports.filter((one) => homes.get(one) === entry)
  const others = Map.groupBy(
    exports.filter((one) => homes.get(one) !== entry),
    (one) => homes.get(one) as Entry,
  )
  const borrowed = [...others].map(([home, names]) => {
    const list = names.map(({ name }) => `\`${name}\``).sort(byText)
    return `Also exported, and documented with [\`${specifier(home)}\`](${pageName(home)}): ${list.join(', ')}.\n`
  })
  const byFile = [...Map.groupBy(own, ({ file }) => file)]
  const sections = byFile.map(([file, declared]) => section(basename(file, '.ts'), declared)).sort(byText)
  const parts = [
    `# \`${specifier(entry)}\`\n`,
    `${HEADING}\n`,
    `It is ${entry.offers}.\n`,
    ...sections,
    ...borrowed,
  ]
  return parts.join('\n')
}

/** What one file declares, under the name of the file, which is that of its main concept. */
function section(title: string, declared: readonly PublicExport[]): string {
  const inOrder = declared.toSorted((one, other) => one.position - other.position)
  const main = inOrder.find(({ name }) => name.toLowerCase() === title.toLowerCase())
  const rest = inOrder
    .filter((one) => one !== main)
    .map(({ comment, code }) => (comment ? `${comment}\n${code}` : code))
  const throws = (main?.throws ?? []).map((text) => `Throws ${text}`)
  const prose = main ? [main.text, ...throws].map((text) => `${text.trim()}\n\n`) : []
  const code = [...(main ? [main.code] : []), ...rest].join('\n\n')
  return `## ${main?.name ?? title}\n\n${prose.join('')}\`\`\`ts\n${code}\n\`\`\`\n`
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1
}
