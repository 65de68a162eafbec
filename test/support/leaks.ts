import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

/** Shorter secrets are words that texts have for other reasons, such as `secret` in published examples. */
const SHORTEST = 12

/** Files that hold secrets by purpose end so: what a test hands to a command through a descriptor. */
const BY_PURPOSE = /\.secret$/

/** Every form in which a secret would give itself away. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const bare = secret.replace(/^0x/i, '')
  const body = /-----BEGIN[^-]*-----([^-]*)-----END/.exec(secret)?.[1]?.replaceAll(/\\n|\s/g, '')
  const forms = [bare, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
  // The first bytes of a PEM are those of every such key: only what follows is secret.
  return [...forms, bytes.toString('base64'), bytes.toString('hex'), ...(body ? [body.slice(-40)] : [])]
}

/** Looks for secrets in what was written. */
export function createLeakSearch() {
  const secrets = new Set<string>()
  const texts = new Map<string, string>()
  return {
    /** From here on nothing may show it. */
    keep(secret: string): void {
      if (secret.length >= SHORTEST) secrets.add(secret)
    },
    /** Something that people or programs may see. */
    seen(where: string, text: string): void {
      if (text !== '') texts.set(text, where)
    },
    /** An error with everything that hangs on it. */
    seenError(error: Error): void {
      const own = JSON.stringify(error, (_name, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      )
      this.seen(
        error.name,
        `${error.message}\n${error.stack}\n${own}\n${inspect(error, { depth: 8, showHidden: true })}`,
      )
    },
    /** All files below a folder. */
    seenFiles(folder: string): void {
      for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const path = join(folder, entry)
        if (!BY_PURPOSE.test(path) && statSync(path).isFile()) this.seen(entry, readFileSync(path, 'latin1'))
      }
    },
    /** Where a secret was found; never which. */
    leaks(): readonly string[] {
      const forms = [...secrets].flatMap(formsOf).map((form) => form.toLowerCase())
      return [...texts]
        .filter(([text]) => {
          const lower = text.toLowerCase()
          return forms.some((form) => lower.includes(form))
        })
        .map(([, where]) => where)
    },
    count: () => ({ secrets: secrets.size, texts: texts.size }),
  }
}

/** A search of {@link createLeakSearch}. */
export type LeakSearch = ReturnType<typeof createLeakSearch>
