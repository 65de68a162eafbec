import { type Address, type Hex, isAddressEqual, numberToHex, slice } from 'viem'
import { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { checkFee, maximumFeeOf } from '../grant/checkFee.ts'
import { weiText } from '../grant/describeOptions.ts'
import { ENTRY_POINTS } from '../grant/entryPoints.ts'
import { type ExplainedCall, explainCall } from './explainCall.ts'
import type { ExplainOptions } from './explainOptions.ts'
import { type ExplainedUse, explainUse, withoutGuardCalls } from './explainUse.ts'
import { type ReadExecution, readAccountCall } from './readExecution.ts'
import { type ReadOperation, readOperation } from './readOperation.ts'

export type ExplainOperationParameters = ExplainOptions & {
  /** A user operation of EntryPoint v0.6 to v0.9, packed or not; numbers as such, as hex or as decimals. */
  operation: unknown
  /** The EntryPoint that it is for, when that is known. */
  entryPoint?: Address | undefined
}

/** What an operation says, and what can be seen to be wrong with it without the chain. */
export type ExplainedOperation = {
  readonly kind: 'operation'
  readonly operation: ReadOperation
  /** `0.7` for example; undefined when the EntryPoint is not known. */
  readonly entryPointVersion: string | undefined
  /** Nonce key (192 bits) and sequence, which have to follow one another. */
  readonly nonceKey: bigint
  readonly sequence: bigint
  /** Whether the nonce key makes the account ask the module. */
  readonly asksModule: boolean
  readonly calls: readonly ExplainedCall[]
  /** Undefined when the signature is no use of a grant. */
  readonly use: ExplainedUse | undefined
  /** The most that it could cost, in wei. */
  readonly maximumFee: bigint
  /** Rules that it breaks, whatever the state of the chain. */
  readonly problems: readonly BaseError[]
  readonly words: readonly string[]
}

export type ExplainOperationErrorType = BaseError

/**
 * Decodes a user operation: account, grant, key, permissions, each call in words, limits, window, fee and paymaster, and what breaks the
 * grant's rules. It asks no node; whether the grant is live and what is left of its limits is for `checkDrift` and `simulateUse`.
 * @throws OperationUnreadableError.
 */
export function explainOperation(
  client: Pick<ModuleClient, 'chain' | 'module'>,
  { operation: value, entryPoint, ...options }: ExplainOperationParameters,
): ExplainedOperation {
  const { module } = client
  const operation = readOperation(value)
  const { sender, nonce, callData } = operation
  const nonceKey = nonce >> 64n
  const execution = readAccountCall(callData)
  const calls = (execution?.calls ?? []).map((call) => explainCall(call, { ...options, module }))
  const found = useOf(client, operation, execution, options)
  const version =
    entryPoint && ENTRY_POINTS.find(({ address }) => isAddressEqual(address, entryPoint))?.version
  const asksModule = numberToHex(nonceKey, { size: 24 }).includes(module.slice(2).toLowerCase())
  const explained = {
    ...{ kind: 'operation' as const, operation, entryPointVersion: version, nonceKey, asksModule, calls },
    ...{ sequence: nonce & (2n ** 64n - 1n), maximumFee: maximumFeeOf(operation) },
    use: found instanceof BaseError ? undefined : found,
    problems: problemsOf(operation, execution, asksModule, found),
  }
  return { ...explained, words: wordsOf(explained, sender) }
}

function useOf(
  { module, chain }: Pick<ModuleClient, 'chain' | 'module'>,
  { sender, signature }: ReadOperation,
  execution: ReadExecution | undefined,
  options: ExplainOptions,
): BaseError | ExplainedUse {
  const calls = withoutGuardCalls(execution?.calls ?? [], module)
  try {
    return explainUse({ ...options, module, account: sender, chainId: chain.id, use: signature, calls })
  } catch (error) {
    if (error instanceof BaseError) return error
    throw error
  }
}

function problemsOf(
  operation: ReadOperation,
  execution: ReadExecution | undefined,
  asksModule: boolean,
  found: BaseError | ExplainedUse,
): readonly BaseError[] {
  // An operation that another validator judges has nothing to do with a grant.
  if (!asksModule) return []
  const first = execution?.problem ? [execution.problem] : []
  if (found instanceof BaseError) return [...first, found]
  return [...first, ...found.problems, ...feeProblems(operation, found)]
}

function feeProblems(operation: ReadOperation, { terms }: ExplainedUse): readonly BaseError[] {
  try {
    checkFee(terms, operation, 0n)
    return []
  } catch (error) {
    if (error instanceof BaseError) return [error]
    throw error
  }
}

function wordsOf(explained: Omit<ExplainedOperation, 'words'>, sender: Address): readonly string[] {
  const { operation, entryPointVersion, nonceKey, sequence, asksModule, calls, use, problems } = explained
  const { paymaster, factory, maxFeePerGas, shape } = operation
  const judge = asksModule ? 'the session module' : 'another validator, or the owner'
  return [
    `User operation of account ${sender} (${shape}${entryPointVersion ? `, EntryPoint v${entryPointVersion}` : ''})`,
    `Nonce: sequence ${sequence} of key ${numberToHex(nonceKey, { size: 24 })}, which asks ${judge}`,
    ...(factory
      ? [`Deploys the account: ${factory === '0x7702' ? 'by its EIP-7702 delegation' : factory}`]
      : []),
    ...calls.map(({ text }, index) => `Call ${index}: ${text}`),
    ...(calls.length === 0 ? [`Calls: none that are understood (${selectorOf(operation.callData)})`] : []),
    ...(use?.words.slice(1) ?? []),
    `Fee: at most ${weiText(explained.maximumFee)}, at ${maxFeePerGas} wei per gas`,
    `Paymaster: ${paymaster ?? 'none, the account pays'}`,
    ...problemWords(problems),
  ]
}

function selectorOf(callData: Hex): string {
  return callData.length < 10 ? 'no function' : `function ${slice(callData, 0, 4)}`
}

/** Problems and what to do about each. */
export function problemWords(problems: readonly BaseError[]): readonly string[] {
  return problems.flatMap(({ name, shortMessage, metaMessages, docsPath }) => [
    `Problem: ${name}: ${shortMessage}`,
    ...metaMessages.map((line) => `  ${line}`),
    ...(docsPath ? [`  See ${docsPath.slice(1)}`] : []),
  ])
}
