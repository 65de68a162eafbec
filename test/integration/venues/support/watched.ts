import type { Exchange } from 'ccxt'
import { vi } from 'vitest'
import type { RunningVenue } from '../../../../scripts/local/venues/server.ts'

type Method = (...parameters: unknown[]) => Promise<unknown>

/** Calls a method of ccxt that its types do not tell of. */
export function callUntyped(
  exchange: Exchange,
  method: string,
  ...parameters: readonly unknown[]
): Promise<unknown> {
  const { [method]: found } = exchange as unknown as Record<string, Method | undefined>
  if (!found) throw new Error(`ccxt has no ${method}`)
  return found.call(exchange, ...parameters)
}

/** Lets promises fail that ccxt makes beside the one that it returns, and that nobody waits for. */
export function ignoreFutures(exchange: Exchange): void {
  const clients = Object.values(exchange.clients) as { futures: Record<string, Promise<unknown>> }[]
  for (const { futures } of clients)
    for (const future of Object.values(futures)) future.catch(() => undefined)
}

/**
 * Waits until a subscription that never ends has logged in: ccxt subscribes and waits for news, of which a local venue has none.
 *
 * @throws Error with the reason if the venue refuses the login, and what ccxt throws before it gets that far.
 */
export async function loggedIn(running: RunningVenue, watch: () => Promise<unknown>): Promise<void> {
  const before = running.log.length
  let thrown: unknown
  watch().catch((cause: unknown) => {
    thrown ??= cause
  })
  const login = await vi.waitFor(() => {
    const found = running.log.slice(before).findLast(({ method, apiKey, reason }) => {
      return method === 'LOGIN' || (method === 'UPGRADE' && (apiKey ?? reason) !== undefined)
    })
    if (!found && thrown === undefined) throw new Error('nobody logged in')
    return found
  }, 5000)
  if (!login) throw thrown
  if (login.reason) throw new Error(`the venue says: ${login.reason}`)
}
