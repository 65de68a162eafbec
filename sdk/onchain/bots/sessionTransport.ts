import type { Transport } from 'viem'
import type { RpcUserOperation } from 'viem/account-abstraction'
import { RequestFailedError } from '../../errors/client.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import { callsOf } from './internal/operationUse.ts'
import type { ToSessionAccountReturnType } from './toSessionAccount.ts'

/** Methods by which a bundler judges an operation. */
const JUDGING = ['eth_sendUserOperation', 'eth_estimateUserOperationGas']

/**
 * A transport to a bundler whose refusals carry the typed error as a cause, which names the bound, what was asked and what is allowed:
 * viem's and permissionless's errors are as they were, and `toLatchkeyError(error)` or `error.walk` finds it in them.
 */
export function sessionTransport<transport extends Transport>(
  transport: transport,
  { session }: Pick<ToSessionAccountReturnType, 'session'>,
): transport {
  const wrapped: Transport = (parameters) => {
    const inner = transport(parameters)
    const request = async (args: { method: string; params?: unknown }, options?: unknown) => {
      try {
        return await inner.request(args as never, options as never)
      } catch (error) {
        if (JUDGING.includes(args.method)) explain(error, contextOf(session, args.params))
        throw error
      }
    }
    return { ...inner, request: request as typeof inner.request }
  }
  return wrapped as transport
}

/**
 * Puts the typed error at the end of the chain of causes: before it, viem finds what the bundler answered, and makes of it what it
 * always does.
 */
function explain(error: unknown, context: ErrorContext): void {
  const typed = toLatchkeyError(error, context)
  if (typed instanceof RequestFailedError) return
  let last = error as { cause?: unknown }
  for (let depth = 0; isObject(last.cause) && depth < 12; depth++) last = last.cause
  if (isObject(last) && last !== typed) {
    Object.defineProperty(last, 'cause', { value: typed, configurable: true })
  }
}

function isObject(value: unknown): value is { cause?: unknown } {
  return typeof value === 'object' && value !== null
}

function contextOf({ client, abis }: ToSessionAccountReturnType['session'], params: unknown): ErrorContext {
  const { grant, module, annotations, keyId } = client
  const context = { account: grant.account, module, grant, annotations, keyId }
  try {
    const [{ callData }] = params as [RpcUserOperation]
    return { ...context, calls: callsOf(client, callData, abis) }
  } catch {
    // An operation of another form than this account's: the error is told without the calls.
    return context
  }
}
