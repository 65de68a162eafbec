import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Venue } from '../../../sdk/cex/venue.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { STANDS_BEHIND } from './standsBehind.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** The page that a test writes, and that fails when it is stale. */
export const EVIDENCE = join(root, 'docs', 'venue-evidence.md')

/** Hyperliquid signs actions, not requests: its own suite compares that many. */
const HYPERLIQUID_ACTIONS = { adapter: 400, ccxt: 400 }

/** Published examples name venues by company where one scheme serves several. */
const PUBLISHED_AS: Readonly<Record<string, readonly string[]>> = {
  'binance-spot': ['binance-spot', 'binance-spot-ws'],
  'bitvavo-v2': ['bitvavo'],
  'deribit-v2': ['deribit'],
  'gemini-v1': ['gemini'],
}

const { vectors } = JSON.parse(readFileSync(join(root, 'test/vectors/venues/published.json'), 'utf8')) as {
  vectors: readonly { readonly venue: string; readonly reproduces: boolean }[]
}

const HEAD = `# What stands behind each venue

Written by \`test/cex/parity.test.ts\`, which fails when this page is not what it gets; \`npm run test:ts -- test/cex/parity.test.ts -u\` writes it again.
No live venue is part of it: [venue-check](venues.md) is for that, with a key of your own.

- **keys**: types of keys that are taken for REST. **WebSocket**: how a login is signed, or \`by REST\` where a token or a listen key is asked
  for by a signed request.
- **published**: examples in the venue's own documents or programs, whose signatures the adapter reproduces.
- **parity**: generated requests, signed by the adapter and by ccxt 4.5.84, that a local venue accepted and understood as they were meant;
  the local venue verifies by code of its own. The rest are differences in which the documents are followed, and requests that ccxt cannot make.
- **local venue**: clients that run a life against it: time, balance, an order, its cancellation, and every refusal.
- **endpoints**: read / trade / full / refused, as of the date, by the version of the documents.
- **not bound**: what of a request the signature leaves open. A holder's client does not hand such signatures out.

| venue | keys | WebSocket | published | parity: adapter, ccxt | local venue | what stands behind it | endpoints | not bound |
|---|---|---|---|---|---|---|---|---|
`

/** The page, from what was run. */
export function evidencePage(counts: ReadonlyMap<string, { adapter: number; ccxt: number }>): string {
  const rows = VENUES.map((venue) => {
    const { clients = [], stands = 'nothing' } = STANDS_BEHIND[venue.id] ?? {}
    const counted = venue.id === 'hyperliquid' ? HYPERLIQUID_ACTIONS : counts.get(venue.id)
    const cells = [
      `${venue.name} \`${venue.id}\``,
      Object.keys(venue.signing.schemes).join(', '),
      loginWords(venue),
      String(publishedCount(venue.id)),
      counted ? `${counted.adapter}, ${counted.ccxt}` : 'not run',
      clients.join(', '),
      stands,
      endpointWords(venue),
      notBound(venue),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `${HEAD}${rows.join('\n')}\n`
}

function publishedCount(id: string): number {
  const names = PUBLISHED_AS[id] ?? [id]
  return vectors.filter(({ venue, reproduces }) => reproduces && names.includes(venue)).length
}

function loginWords({ signing, id }: Venue): string {
  if ('prepare' in signing.login) return 'signed'
  return id === 'hyperliquid' ? 'none: streams are public' : 'by REST'
}

function endpointWords({ endpoints }: Venue): string {
  const { documents, read, trade, full, refused } = endpoints
  const numbers = [read, trade, full, refused].map((list) => list.length).join(' / ')
  return `${numbers} (${documents.version}, ${documents.date})`
}

function notBound({ signing }: Venue): string {
  const { exact, ...parts } = signing.covers
  const open = Object.entries(parts).filter(([, bound]) => !bound)
  const words = [...open.map(([part]) => part), ...(exact ? [] : ['where a parameter ends'])]
  return words.join(', ') || 'nothing'
}
