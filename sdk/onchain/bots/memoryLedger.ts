import { type Intent, isInFlight } from './intent.ts'
import type { Ledger, LedgerPage, Sequence } from './ledger.ts'

type Book = {
  intents: Map<string, Intent>
  sequences: Map<string, Sequence>
  revision: number
}

/**
 * A ledger of this process. It protects against sending twice and overdrawing within the process; what is in flight when the process
 * ends is forgotten.
 */
export function memoryLedger(): Ledger {
  let book: Book = { intents: new Map(), sequences: new Map(), revision: 0 }
  return {
    async transact(work) {
      const draft: Book = {
        ...book,
        intents: new Map(book.intents),
        sequences: new Map(book.sequences),
      }
      const result = work(pageOf(draft))
      book = draft
      return result
    },
    close: async () => {},
  }
}

function pageOf(book: Book): LedgerPage {
  const key = (scope: string, id: string): string => JSON.stringify([scope, id])
  const all = (scope: string): Intent[] =>
    [...book.intents.values()]
      .filter((intent) => intent.scope === scope)
      .sort((one, other) => one.revision - other.revision)
      .map((intent) => structuredClone(intent))
  return {
    intent: (scope, id) => structuredClone(book.intents.get(key(scope, id))),
    intentsInFlight: (scope) => all(scope).filter(isInFlight),
    intents: (scope, since = 0) => all(scope).filter(({ revision }) => revision > since),
    putIntent(intent) {
      book.revision += 1
      const kept = structuredClone({ ...intent, revision: book.revision })
      book.intents.set(key(intent.scope, intent.id), kept)
    },
    removeIntent(scope, id) {
      book.intents.delete(key(scope, id))
    },
    sequence: (channel) => book.sequences.get(channel) ?? { next: undefined, free: [] },
    putSequence(channel, { next, free }) {
      book.sequences.set(channel, { next, free: [...free] })
    },
    revision: () => book.revision,
  }
}
