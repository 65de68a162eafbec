import { readFileSync } from 'node:fs'
import type { GeneratedFiles } from '../generatedFiles.ts'
import { ENTRIES, specifier } from './entries.ts'
import { exportsMap } from './exportsMap.ts'

const MANIFEST = 'package.json'
const GUIDE = 'docs/packages.md'
const TABLE = /(<!-- entry points: written by "npm run package" -->\n)[\s\S]*?(<!-- end -->)/

/** Files of which a part derives from the list of entry points, as they should be. */
export function packageFiles(): GeneratedFiles {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as object
  const guide = readFileSync(GUIDE, 'utf8')
  if (!TABLE.test(guide)) throw new Error(`${GUIDE} has no place for the table of entry points`)
  return new Map([
    [MANIFEST, `${JSON.stringify({ ...manifest, exports: exportsMap() }, null, 2)}\n`],
    [GUIDE, guide.replace(TABLE, (_, start: string, end: string) => `${start}${table()}${end}`)],
  ])
}

function table(): string {
  const rows = ENTRIES.map((entry) => {
    const [alone, whole] = entry.budget
    return `| \`${specifier(entry)}\` | ${entry.offers} | ${entry.runs} | ${alone} | ${whole} |\n`
  })
  const heading = '| import | offers | runs | kB alone | kB with dependencies |\n|---|---|---|--:|--:|\n'
  return `\n${heading}${rows.join('')}\n`
}
