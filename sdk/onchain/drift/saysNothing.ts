import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

/** Errors of requests that no node has answered. */
const UNANSWERED = [
  'HttpRequestError',
  'LimitExceededRpcError',
  'SocketClosedError',
  'TimeoutError',
  'WebSocketRequestError',
]

/**
 * A contract that has no such function says nothing; a node that does not answer must not pass for one.
 * @throws the latter as a typed error.
 */
export function saysNothing(error: unknown): undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (UNANSWERED.includes(current.name)) throw toLatchkeyError(error)
  }
  return undefined
}
