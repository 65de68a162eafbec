import { RpcRequestError } from 'viem'
import type { ErrorContext } from '../../errors/errorContext.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'
import type { Refusal } from './carrier.ts'

const KNOWN = /already known|already imported|known transaction|already in (the )?(mem)?pool/i
const NONCE =
  /\bAA25\b|nonce (is )?too (low|high)|invalid (account )?nonce|nonce has already been used|nonce mismatch/i

/** JSON-RPC codes with which a server says that something is wrong with itself, or that it is asked too often. */
const UNANSWERED = [-32_603, -32_005, -32_002, -32_007, 429]

/** What the error of a request to send says; undefined when the receiver has the attempt already. */
export function refusalOf(error: unknown, context: ErrorContext): Refusal | undefined {
  const answer = answerIn(error)
  const text = answer ? `${answer.details} ${answer.message}` : ''
  if (KNOWN.test(text)) return undefined
  const typed = toLatchkeyError(error, context)
  if (NONCE.test(text)) return { kind: 'nonce', error: typed }
  const answered = answer !== undefined && !UNANSWERED.includes(answer.code)
  return { kind: answered ? 'refused' : 'unanswered', error: typed }
}

/** Whether an operation or a transaction was refused because of its nonce. */
export function isNonceRefusal(error: unknown): boolean {
  let current = error
  for (let depth = 0; current instanceof Error && depth < 12; depth++) {
    if (NONCE.test(current.message)) return true
    current = current.cause
  }
  return false
}

/** The receiver's own answer; undefined when there was none: a time-out, a broken connection, an HTTP error. */
function answerIn(error: unknown): RpcRequestError | undefined {
  let current = error
  for (let depth = 0; current instanceof Error && depth < 12; depth++) {
    if (current instanceof RpcRequestError) return current
    current = current.cause
  }
  return undefined
}
