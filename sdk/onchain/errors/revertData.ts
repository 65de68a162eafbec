import { type Hex, isHex } from 'viem'

/** What an error and its causes say: bytes that may be revert data, and texts. */
export type RevertTraces = {
  /** Longest first, without duplicates. */
  readonly data: readonly Hex[]
  readonly texts: readonly string[]
  /** Of the texts those that the endpoint itself wrote. */
  readonly details: readonly string[]
  /** JSON-RPC codes, outermost first. */
  readonly codes: readonly number[]
  /** HTTP statuses. */
  readonly statuses: readonly number[]
  /** What the endpoint says how long to wait. */
  readonly waitSeconds: number | undefined
}

const MAX_DEPTH = 12

/**
 * Gathers everything in an error that may be revert data. Nodes and bundlers put it into different places: a `data` member
 * (a string, or an object around one), or the middle of a message.
 */
export function revertTraces(error: unknown): RevertTraces {
  const data = new Set<Hex>()
  const [texts, written] = [new Set<string>(), new Set<string>()]
  const [codes, statuses] = [new Set<number>(), new Set<number>()]
  let waitSeconds: number | undefined
  let current: unknown = error
  for (let depth = 0; depth < MAX_DEPTH && typeof current === 'object' && current !== null; depth++) {
    const {
      data: own,
      raw,
      message,
      details,
      shortMessage,
      cause,
      code,
      status,
      headers,
    } = current as { readonly [name: string]: unknown }
    collectData(own, data)
    collectData(raw, data)
    if (typeof details === 'string') written.add(details)
    if (typeof code === 'number') codes.add(code)
    if (typeof status === 'number') statuses.add(status)
    waitSeconds ??= retryAfter(headers)
    // The long message of a request error quotes the request, whose bytes are not what the contract answered.
    for (const text of [details, shortMessage === undefined ? message : shortMessage]) {
      if (typeof text !== 'string') continue
      texts.add(text)
      for (const [bytes] of text.matchAll(/0x(?:[0-9a-fA-F]{2}){4,}/g)) data.add(bytes as Hex)
    }
    current = cause
  }
  return {
    data: [...data].sort((one, other) => other.length - one.length),
    texts: [...texts],
    details: [...written],
    codes: [...codes],
    statuses: [...statuses],
    waitSeconds,
  }
}

/** Seconds of a `Retry-After`; a date in it is left out, because this machine's clock may be wrong. */
function retryAfter(headers: unknown): number | undefined {
  if (!(headers instanceof Headers)) return undefined
  const value = headers.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined
}

function collectData(value: unknown, into: Set<Hex>, depth = 0): void {
  if (typeof value === 'string') {
    if (isHex(value) && value.length >= 10) into.add(value)
    else for (const [bytes] of value.matchAll(/0x(?:[0-9a-fA-F]{2}){4,}/g)) into.add(bytes as Hex)
  } else if (typeof value === 'object' && value !== null && depth < 3) {
    for (const member of Object.values(value)) collectData(member, into, depth + 1)
  }
}
