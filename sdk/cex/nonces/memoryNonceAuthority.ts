import { nextNonce } from './nextNonce.ts'
import type { NonceAuthority, NonceParameters } from './nonceAuthority.ts'
import { createTurns } from './turns.ts'

/**
 * Nonces of one process. What another process, or an earlier one, gave is not known: a floor at the time keeps above it as long as both
 * give fewer than one number a millisecond. For tests, and for keys that one process has for itself.
 */
export function memoryNonceAuthority(): NonceAuthority {
  const last = new Map<string, bigint>()
  const turns = createTurns()
  const next = async ({ keyId, floor }: NonceParameters): Promise<bigint> => {
    const nonce = nextNonce(last.get(keyId) ?? -1n, floor)
    last.set(keyId, nonce)
    return nonce
  }
  return {
    next,
    inTurn: (parameters, send) => turns(parameters.keyId, async () => send(await next(parameters))),
  }
}
