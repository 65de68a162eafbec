import { type Hex, isHex } from 'viem'
import { BaseError } from '../../errors/base.ts'
import { CallRevertedError, RequestFailedError } from '../../errors/client.ts'
import { whyNot } from '../grant/match.ts'
import { bundlerCodeError, bundlerTextError, rateLimitError, validationRuleError } from './bundlerError.ts'
import { callError } from './callError.ts'
import { entryPointError } from './entryPointError.ts'
import type { ErrorContext } from './errorContext.ts'
import { decodeModuleError, moduleError } from './moduleError.ts'
import { redact, redactCause } from './redact.ts'
import { revertTraces } from './revertData.ts'
import { unwrap } from './unwrap.ts'

/**
 * The typed error behind whatever a node, a bundler or viem threw: a custom error of the module, alone or inside an EntryPoint's
 * simulation; a rule of ERC-7562; an EntryPoint's code; what a bundler or a node says of its mempool; the reason of a call that
 * reverted; a JSON-RPC code; otherwise RequestFailedError. What was thrown stays as the cause, without signatures. An error of the SDK
 * is returned as it is.
 * @param context What was asked. With grant and calls, a refusal names the argument and what is allowed.
 */
export function toLatchkeyError(error: unknown, context: ErrorContext = {}): BaseError {
  const own = ownError(error)
  if (own) return own
  const traces = revertTraces(error)
  const unwrapped = traces.data.map(unwrap)
  const data = unwrapped.flatMap((each) => each.data)
  const texts = [...unwrapped.flatMap((each) => each.reasons), ...traces.texts]
  const reverted = callErrorIn(data, context)
  const typed =
    moduleErrorIn(data, context) ??
    // A contract may say in its own words what sounds like a bundler's.
    (reverted ? undefined : (validationRuleError(traces.texts) ?? pendingError(texts, context))) ??
    entryPointError(texts, context, reverted?.reason) ??
    reverted ??
    bundlerTextError(texts, context) ??
    unknownRevert(data, texts) ??
    rateLimitError(traces) ??
    bundlerCodeError(traces)
  return withCause(typed ?? requestFailed(error), error)
}

/** alto tells what waits already by the code of a wrong nonce, though the nonce is right. */
function pendingError(texts: readonly string[], context: ErrorContext): BaseError | undefined {
  return bundlerTextError(
    texts.filter((text) =>
      /already present in mempool|already being processed|bump the (?:gas )?price/i.test(text),
    ),
    context,
  )
}

/** The typed error of revert data alone, such as an EntryPoint emits; undefined when there is none. */
export function revertError(data: Hex | undefined, context: ErrorContext = {}): BaseError | undefined {
  if (!data || !isHex(data) || data === '0x') return undefined
  return moduleErrorIn(unwrap(data).data, context)
}

/** An error of the SDK, also one that was thrown inside a library that wrapped it. */
function ownError(error: unknown): BaseError | undefined {
  let current = error
  // What a server answered is no Error, and stands in the chain too.
  for (let depth = 0; typeof current === 'object' && current !== null && depth < 12; depth++) {
    if (current instanceof BaseError) return current
    current = (current as { readonly cause?: unknown }).cause
  }
  return undefined
}

function moduleErrorIn(data: readonly Hex[], context: ErrorContext): BaseError | undefined {
  for (const bytes of data) {
    const decoded = decodeModuleError(bytes)
    const error = decoded && moduleError(decoded)
    if (error) return inWords(error, context)
  }
  return undefined
}

/** The same refusal as the SDK finds it, which knows the names of arguments and what the permission allows. */
function inWords(error: BaseError, context: ErrorContext): BaseError {
  const { grant, calls = [], permissionIndexes = [], annotations, module } = context
  for (const [position, call] of calls.entries()) {
    const permission = grant?.permissions[permissionIndexes[position] ?? -1]
    if (!grant || !permission) continue
    const options = { ...(annotations ? { annotations } : {}), ...(module ? { module } : {}) }
    const own = whyNot(grant, permission, call, options)
    if (own?.name === error.name) return own
  }
  return error
}

function callErrorIn(data: readonly Hex[], { calls }: ErrorContext): CallRevertedError | undefined {
  for (const bytes of data) {
    const found = callError(bytes, calls)
    if (found) return new CallRevertedError({ ...found, reason: found.text })
  }
  return undefined
}

function unknownRevert(data: readonly Hex[], texts: readonly string[]): BaseError | undefined {
  const reverted = texts.find((text) => /revert/i.test(text))
  return reverted === undefined ? undefined : new CallRevertedError({ reason: unknownReason(data) })
}

function unknownReason(data: readonly Hex[]): string | undefined {
  const [first] = data.filter((bytes) => bytes.length >= 10 && bytes.length % 64 === 10)
  return first && `an error with selector ${first.slice(0, 10)}`
}

function requestFailed(error: unknown): BaseError {
  const { shortMessage, message } = (error ?? {}) as { shortMessage?: unknown; message?: unknown }
  const text =
    typeof shortMessage === 'string' ? shortMessage : typeof message === 'string' ? message : 'unknown'
  return new RequestFailedError({ reason: redact(text.split('\n')[0] ?? text) })
}

function withCause(error: BaseError, cause: unknown): BaseError {
  if (error.cause !== undefined) return error
  return Object.defineProperty(error, 'cause', {
    value: redactCause(cause),
    configurable: true,
    writable: true,
  })
}
