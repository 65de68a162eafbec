import type { PublicExport } from './publicExport.ts'

/** What an action or a factory takes, returns and throws: its own documentation explains it. */
const PART = /(Parameters|ReturnType|ErrorType)$/

/** Exports without a summary, as `file: name`. */
export function undocumented(exports: Iterable<PublicExport>): string[] {
  const all = [...exports]
  const explained = new Set(all.filter(isDocumented).map(({ file, name }) => `${file} ${name.toLowerCase()}`))
  const missing = all.filter((one) => !isDocumented(one) && !explained.has(wholeOf(one)))
  return [...new Set(missing.map(({ file, name }) => `${file}: ${name}`))].sort()
}

function isDocumented({ text }: PublicExport): boolean {
  return text.trim() !== ''
}

/** The file and name of what this would be a part of. */
function wholeOf({ file, name }: PublicExport): string {
  return `${file} ${name.replace(PART, '').toLowerCase()}`
}
