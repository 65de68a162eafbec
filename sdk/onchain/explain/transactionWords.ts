import { isAddressEqual } from 'viem'
import { weiText } from '../grant/describeOptions.ts'
import type { ExplainedFailure } from './explainedFailure.ts'
import { problemWords } from './explainOperation.ts'
import type { ExplainedTransaction } from './explainedTransaction.ts'
import type { OperationOutcome } from './operationOutcomes.ts'
import type { TransactionKind } from './transactionParts.ts'

const KINDS: { readonly [kind in TransactionKind]: string } = {
  account: 'calls of an account, by itself or by whoever it obeys',
  creation: 'a contract is created',
  direct: 'a use of a session key, by its own transaction',
  module: 'a call of the session module',
  operations: 'a bundle of user operations',
  other: 'a call',
  redeemed: 'uses of session keys, redeemed together (ERC-7710)',
  relayed: 'a use of a session key, carried by somebody else',
}

/** A transaction in plain words, one line each. */
export function transactionWords(explained: Omit<ExplainedTransaction, 'words'>): readonly string[] {
  const { hash, status, blockNumber, kind, from, to, operations, uses, calls, events, fee, failure } =
    explained
  const own = to !== null && isAddressEqual(from, to) ? ', the account itself' : ''
  return [
    `Transaction ${hash}: ${status}${blockNumber === undefined ? '' : ` in block ${blockNumber}`}`,
    `It is ${KINDS[kind]}`,
    `From: ${from}${own}`,
    `To: ${to ?? 'nobody'}`,
    ...operations.flatMap(outcomeWords),
    ...uses.flatMap(({ words }) => words),
    ...calls.map(({ text }, index) => `Call ${index}: ${text}`),
    ...events.map((event) => `Event: ${event}`),
    ...(fee === undefined ? [] : [`The sender paid ${weiText(fee)}`]),
    ...(failure ? failureWords(failure) : []),
  ]
}

function outcomeWords(outcome: OperationOutcome, index: number): readonly string[] {
  const { operation, userOpHash, success, cost, paidBy, failure } = outcome
  const said = success === undefined ? 'not done' : success ? 'done' : 'its calls reverted'
  return [
    `Operation ${index}: ${said}${userOpHash ? `, ${userOpHash}` : ''}`,
    ...operation.words.map((line) => `  ${line}`),
    ...(cost === undefined ? [] : [`  Charged: ${weiText(cost)} to ${paidBy}`]),
    ...(failure && success === false ? failureWords(failure).map((line) => `  ${line}`) : []),
  ]
}

const SOURCES: { readonly [source in ExplainedFailure['source']]: string } = {
  events: 'from the events of the transaction',
  replay: 'from making it again on the state before its block, without the others of that block',
  trace: "from the node's trace of the transaction",
}

function failureWords({ error, where, source }: ExplainedFailure): readonly string[] {
  const [first = '', ...others] = problemWords([error])
  return [
    first.replace('Problem: ', 'Why: '),
    ...others,
    ...(where ? [`  Where: ${where}`] : []),
    `  Known ${SOURCES[source]}`,
  ]
}
