import type { Intent } from '../intent.ts'
import type { LedgerPage, Sequence } from '../ledger.ts'
import type { Carrier } from './carrier.ts'

/** Where an intent goes: its lane and nonce there. */
export type Place = { readonly lane: number; readonly channel: string; readonly nonce: bigint }

export type FindPlaceReturnType =
  | { readonly kind: 'placed'; readonly place: Place }
  /** Only the chain knows the next nonce of this lane. */
  | { readonly kind: 'unread'; readonly lane: number }
  | { readonly kind: 'busy'; readonly inFlight: number }

/**
 * Takes a nonce in a lane that has room. An intent whose nonce is fixed gets that one or none.
 * @param known Next nonces as the chain has them, by lane, for channels that the ledger does not know.
 */
export function findPlace(
  page: LedgerPage,
  carrier: Carrier,
  parameters: { inFlight: readonly Intent[]; fixed: Intent | undefined; known: ReadonlyMap<number, bigint> },
): FindPlaceReturnType {
  const { inFlight, fixed, known } = parameters
  const own = inFlight.filter(({ path }) => path === carrier.path)
  const counted = carrier.depth > 1 ? own.filter(({ channel }) => channel === carrier.channel(0)) : own
  const busy = { kind: 'busy', inFlight: counted.length } as const
  if (counted.length >= carrier.maxInFlight) return busy
  if (fixed) {
    if (own.some(({ channel, nonce }) => channel === fixed.channel && nonce === fixed.nonce)) return busy
    const { channel, lane, nonce } = fixed
    putSequence(page, channel, without(page.sequence(channel), nonce))
    return { kind: 'placed', place: { channel, lane, nonce } }
  }
  for (const lane of carrier.lanes) {
    const channel = carrier.channel(lane)
    const ahead = own.filter((intent) => intent.channel === channel)
    if (ahead.length >= carrier.depth) continue
    const sequence = page.sequence(channel)
    const [given] = sequence.free
    const nonce = given ?? sequence.next ?? following(known.get(lane), ahead)
    if (nonce === undefined) return { kind: 'unread', lane }
    // One that was given back says nothing about the next one.
    const next = sequence.next ?? (given === undefined ? nonce : undefined)
    putSequence(page, channel, without({ ...sequence, next }, nonce))
    return { kind: 'placed', place: { channel, lane, nonce } }
  }
  return busy
}

/** A channel after an intent's nonce came back: nothing was taken that it could get on chain with. */
export function giveBack(page: LedgerPage, { channel, nonce, scope, id }: Intent): void {
  const { next, free } = page.sequence(channel)
  const others = page
    .intentsInFlight(scope)
    .filter((intent) => intent.channel === channel && intent.id !== id && intent.nonce > nonce)
  // With nobody behind it, the chain is asked again: whoever refused may know better. Others may still wait behind gaps below.
  if (others.length === 0)
    putSequence(page, channel, { next: undefined, free: gapsBelow(page, { channel, scope, id }, free) })
  else if (next !== undefined) putSequence(page, channel, { next, free: [...free, nonce] })
}

/** A channel after the chain used a nonce of it. */
export function useUp(page: LedgerPage, channel: string, nonce: bigint): void {
  const { next, free } = page.sequence(channel)
  const later = next !== undefined && next > nonce ? next : nonce + 1n
  // The chain uses them in their order: those below are used too.
  putSequence(page, channel, { next: later, free: free.filter((each) => each > nonce) })
}

/** Of nonces that were given back, those that somebody in flight waits for. */
function gapsBelow(
  page: LedgerPage,
  { channel, scope, id }: Pick<Intent, 'channel' | 'id' | 'scope'>,
  free: readonly bigint[],
): readonly bigint[] {
  const ahead = page.intentsInFlight(scope).filter((intent) => intent.channel === channel && intent.id !== id)
  return free.filter((gap) => ahead.some(({ nonce }) => nonce > gap))
}

/** The chain may not have heard of what is in flight before. */
function following(known: bigint | undefined, ahead: readonly Intent[]): bigint | undefined {
  if (known === undefined) return undefined
  return ahead.reduce((next, { nonce }) => (nonce >= next ? nonce + 1n : next), known)
}

function without({ next, free }: Sequence, nonce: bigint): Sequence {
  const later = next !== undefined && next <= nonce ? nonce + 1n : next
  return { next: later, free: free.filter((each) => each !== nonce) }
}

function putSequence(page: LedgerPage, channel: string, sequence: Sequence): void {
  const free = [...sequence.free].sort((one, other) => (one < other ? -1 : 1))
  page.putSequence(channel, { ...sequence, free })
}
