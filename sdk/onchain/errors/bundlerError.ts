import type { BaseError } from '../../errors/base.ts'
import {
  AlreadyPendingError,
  BundlerRefusedError,
  EntryPointUnsupportedError,
  FeeTooLowError,
  MempoolLimitReachedError,
  MethodUnsupportedError,
  RateLimitedError,
  ReplacementUnderpricedError,
  ReputationInsufficientError,
  ValidationRuleBrokenError,
} from '../../errors/mempool.ts'
import { SenderFundsInsufficientError, TransactionNonceInvalidError } from '../../errors/operation.ts'
import { BUNDLER_CODES } from './bundlerCodes.ts'
import type { ErrorContext } from './errorContext.ts'
import { redact } from './redact.ts'
import type { RevertTraces } from './revertData.ts'
import { validationRuleIn } from './validationRules.ts'

type Make = (reason: string, context: ErrorContext) => BaseError

/** What bundlers and nodes say of what waits with them, in their words. Looked for in this order. */
const TEXTS: readonly (readonly [pattern: RegExp, make: Make])[] = [
  [
    /replacement (?:fee|transaction|user ?op\w*)[^.]*(?:too low|underpriced)|bump the (?:gas )?price|replacement underpriced/i,
    (reason) => new ReplacementUnderpricedError({ reason }),
  ],
  [
    /already known|already (?:present |imported|in (?:the )?mempool)|is already pending|user ?operation already|already being processed/i,
    (reason) => new AlreadyPendingError({ reason }),
  ],
  [
    /max(?:imum)? .{0,40}(?:for|from|of) (?:the )?(?:same )?(?:unstaked )?sender|too many .{0,40}mempool|mempool (?:is )?full|max operations .{0,20}reached|exceeds? .{0,30}parallel|sender .{0,60}already has .{0,20}operations/i,
    (reason) => new MempoolLimitReachedError({ reason }),
  ],
  [
    /max(?:Priority)?FeePerGas (?:must be|is too low|too low)|preVerificationGas (?:is not enough|too low|is too low)|transaction underpriced|max fee per gas less than block base fee|fee too low/i,
    (reason) => new FeeTooLowError({ reason }),
  ],
  [
    /entry ?point .{0,60}not supported|unsupported entry ?point/i,
    (reason) => new EntryPointUnsupportedError({ reason }),
  ],
  [
    /insufficient funds|lack of funds|exceeds the balance of the account|funds for gas/i,
    (_reason, { sender }) => new SenderFundsInsufficientError({ sender }),
  ],
  [
    /nonce (?:is )?too (?:low|high)|nonce .{0,40}(?:lower|higher) than/i,
    (reason) => new TransactionNonceInvalidError({ reason }),
  ],
]

const REPUTATION = /^(?:GREP|SREP)-/

/** JSON-RPC codes that say nothing of an operation by themselves. */
const LIMIT_EXCEEDED = -32005
const METHOD_NOT_FOUND = -32601

/** What a bundler or a node says by its words; undefined when they are none of these. */
export function bundlerTextError(texts: readonly string[], context: ErrorContext): BaseError | undefined {
  for (const [pattern, make] of TEXTS) {
    const text = texts.find((candidate) => pattern.test(candidate))
    if (text !== undefined) return make(sentence(text), context)
  }
  return undefined
}

/** The rule of ERC-7562 that a bundler complains about; undefined when it does not. */
export function validationRuleError(texts: readonly string[]): BaseError | undefined {
  for (const text of texts) {
    const found = validationRuleIn(text)
    if (!found) continue
    const { rule, meaning, advice } = found
    const parameters = { rule, reason: sentence(text), meaning, advice }
    if (rule === 'UREP-010' || rule === 'UREP-020') {
      return new MempoolLimitReachedError({ reason: parameters.reason })
    }
    if (REPUTATION.test(rule)) return new ReputationInsufficientError(parameters)
    return new ValidationRuleBrokenError(parameters)
  }
  return undefined
}

/** What an endpoint says by HTTP status; undefined when it says nothing of the kind. */
export function rateLimitError({ statuses, codes, waitSeconds }: RevertTraces): BaseError | undefined {
  if (!statuses.includes(429) && !codes.includes(LIMIT_EXCEEDED)) return undefined
  return new RateLimitedError({ waitSeconds })
}

/** What a JSON-RPC code says when nothing else was understood. */
export function bundlerCodeError({ codes, texts, details }: RevertTraces): BaseError | undefined {
  const code = codes.find((candidate) => candidate in BUNDLER_CODES)
  const known = code === undefined ? undefined : BUNDLER_CODES[code]
  if (code === undefined || !known) return undefined
  const reason = sentence(details[0] ?? texts[0] ?? 'without a message')
  if (code === METHOD_NOT_FOUND) return new MethodUnsupportedError({ reason })
  return new BundlerRefusedError({ code, reason, ...known })
}

function sentence(text: string): string {
  const line = redact(text.split('\n')[0] ?? text).trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}
