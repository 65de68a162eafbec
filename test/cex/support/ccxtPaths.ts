import ccxt from 'ccxt'

/** A path that ccxt lists: its section (`private`, `v3.private`) and `METHOD /whole/path`, with `2` for what varies. */
export type CcxtPath = { section: string; endpoint: string }

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

const CREDENTIALS = {
  apiKey: 'key',
  secret: Buffer.alloc(64, 1).toString('base64'),
  password: 'passphrase',
  uid: 'uid',
  walletAddress: `0x${'1'.repeat(40)}`,
  privateKey: `0x${'1'.repeat(64)}`,
}

/** The part of an exchange of ccxt that lists and builds requests. */
type Exchange = {
  describe(): { api: unknown }
  sign(path: string, api: unknown, method: string, params: object): { url: string }
}

type Leaf = { sections: string[]; method: string; path: string }

function leaves(node: unknown, sections: string[] = []): Leaf[] {
  return Object.entries(node as object).flatMap(([name, value]: [string, unknown]) => {
    const method = name.toUpperCase()
    if (!METHODS.has(method)) return leaves(value, [...sections, name])
    const paths: string[] = Array.isArray(value) ? value : Object.keys(value as object)
    return paths.map((path) => ({ sections, method, path }))
  })
}

/**
 * Every path that a class of ccxt lists, as it stands in the URL.
 * @param pathOf The path where ccxt cannot build a request, which throws without it.
 */
export function ccxtPaths(id: string, pathOf?: (section: string, path: string) => string): CcxtPath[] {
  const classes = ccxt as unknown as { [id: string]: new (options: object) => Exchange }
  const Class = classes[id]
  if (Class === undefined) throw new Error(`ccxt has no ${id}`)
  const exchange = new Class(CREDENTIALS)
  return leaves(exchange.describe().api).map(({ sections, method, path }) => {
    const section = sections.join('.')
    const params: { [name: string]: string } = {}
    for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) params[name] = '2'
    try {
      const { url } = exchange.sign(path, sections.length === 1 ? section : sections, method, params)
      return { section, endpoint: `${method} ${new URL(url).pathname}` }
    } catch (error) {
      if (pathOf === undefined) throw error
      return { section, endpoint: `${method} ${pathOf(section, path)}` }
    }
  })
}
