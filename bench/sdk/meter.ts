import { http, type Transport } from 'viem'

/** Counts the requests of one system, and when it hands over what it signed. */
export type Meter = {
  /** A transport to a node or a bundler. */
  transport(url: string): Transport
  /** Begins a measurement. */
  start(): void
  /** What was measured since. */
  read(): Measurement
}

/** One intent, until it was sent. */
export type Measurement = {
  /** Requests to node and bundler together, the one that sends included. */
  readonly rpcRequests: number
  /** From the intent to the signed request, in milliseconds. */
  readonly milliseconds: number
}

/** What sends. */
const SENDING = ['eth_sendUserOperation', 'eth_sendRawTransaction']

/** @param latency Milliseconds that every request takes longer, as if the other side were far away. */
export function createMeter(latency: number): Meter {
  let requests = 0
  let started = 0
  let signed: number | undefined
  return {
    transport(url) {
      const inner = http(url, { retryCount: 0 })
      return (parameters) => {
        const made = inner(parameters)
        const request = async (args: { method: string }, options: unknown) => {
          requests += 1
          if (SENDING.includes(args.method)) signed ??= performance.now()
          if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency))
          return made.request(args as never, options as never)
        }
        return { ...made, request: request as typeof made.request }
      }
    },
    start() {
      requests = 0
      signed = undefined
      started = performance.now()
    },
    read() {
      if (signed === undefined) throw new Error('nothing was sent')
      return { rpcRequests: requests, milliseconds: signed - started }
    },
  }
}
