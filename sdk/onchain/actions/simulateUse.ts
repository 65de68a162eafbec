import { estimateFeesPerGas, estimateGas, getBalance } from 'viem/actions'
import { BaseError } from '../../errors/base.ts'
import { SenderFundsInsufficientError } from '../../errors/operation.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import { maximumFeeOf } from '../grant/checkFee.ts'
import { type CheckUseReturnType, checkUse, defaultPath } from './checkUse.ts'
import type { RemainingLimit } from './getRemaining.ts'
import { chainTime } from './internal/chainTime.ts'
import { missingFunds, operationCalls } from './internal/operationCalls.ts'
import { ownSender } from './internal/ownSender.ts'
import { checkRelay, useCall } from './internal/relayCalls.ts'
import { isNoAnswer, type SimulatedCalls, simulateCalls } from './internal/simulateCalls.ts'
import { type UseEffects, useEffects } from './internal/useEffects.ts'
import { type PreparedUse, type PrepareUseParameters, prepareUse } from './prepareUse.ts'
import type { UsePath } from './usePath.ts'

export type SimulateUseParameters<calls extends readonly unknown[] = readonly unknown[]> = Omit<
  PrepareUseParameters<calls>,
  'check'
>

/** What a use would cost. */
export type UseGas = {
  /** Who pays: the account, the session key, or whoever carries it. */
  readonly payer: 'account' | 'key' | 'carrier'
  /** All gas limits together; undefined on the relayed path, where the carrier sets it. */
  readonly limit: bigint | undefined
  /** The most that the payer could be charged, in wei; undefined on the relayed path. */
  readonly maximumFee: bigint | undefined
  /** What the simulation used, without what an EntryPoint adds; undefined when the node cannot tell. */
  readonly used: bigint | undefined
}

/** A limit that the use draws on. Amounts are in the limit's unit. */
export type SimulatedLimit = RemainingLimit & {
  readonly requested: bigint
  /** What would be left afterwards. */
  readonly left: bigint
}

/** The use would go through. */
export type UseAllowed = Pick<
  CheckUseReturnType,
  'endedBy' | 'grants' | 'path' | 'permissionIndexes' | 'validAfter' | 'validUntil'
> & {
  readonly allowed: true
  readonly limits: readonly SimulatedLimit[]
  readonly gas: UseGas
  /** What changes for the account; undefined when the node has no `eth_simulateV1`. */
  readonly effects: UseEffects | undefined
  readonly simulatedBy: SimulatedCalls['by']
}

/** The use would be refused, or its calls revert. */
export type UseRefused = {
  readonly allowed: false
  readonly path: UsePath
  /** The same error that `use` would throw. */
  readonly refusal: BaseError
  /** Whether the SDK's own rules found it, the bundler's estimate or the node's, or the simulation of the calls. */
  readonly foundBy: 'check' | 'estimate' | 'simulation'
}

export type SimulateUseReturnType = UseAllowed | UseRefused

export type SimulateUseErrorType = BaseError

/**
 * Says what a use would do, before anything is signed or sent: whether it goes through, what it costs and draws on, what it changes, or
 * why it is refused. Nothing that leaves this process could be sent by somebody else: operations carry a stub signature, and other
 * uses are simulated as calls that need none. What it cannot know is what happens in between, and, through a bundler, whether that
 * bundler enforces ERC-7562 or has a mempool that is full.
 * @throws RequestFailedError, RateLimitedError when node or bundler give no answer; ClientIncompleteError.
 * @example
 * const answer = await holder.simulateUse({ calls })
 * if (!answer.allowed) console.log(answer.refusal.message)
 */
export async function simulateUse<const calls extends readonly unknown[]>(
  client: HolderClientBase,
  parameters: SimulateUseParameters<calls>,
): Promise<SimulateUseReturnType> {
  const { path = defaultPath(client) } = parameters
  const refused = (foundBy: UseRefused['foundBy']) => (error: unknown) => {
    const refusal = error instanceof BaseError ? error : toLatchkeyError(error)
    if (isNoAnswer(refusal)) throw refusal
    return { allowed: false, path, refusal, foundBy } as const
  }
  const checked = await checkUse(client, { ...parameters, path }).catch(refused('check'))
  if ('allowed' in checked) return checked
  const prepared = await prepareUse(client, { ...parameters, path }).catch(refused('estimate'))
  if ('allowed' in prepared) return prepared
  const made = await simulate(client, prepared).catch(refused('simulation'))
  if ('allowed' in made) return made
  const { refusal, by } = made
  if (refusal) return { allowed: false, path, refusal, foundBy: 'simulation' }
  const gas = await gasOf(client, prepared, made).catch(refused('estimate'))
  if ('allowed' in gas) return gas
  const { amounts, limits, ...rest } = checked
  // A validation moves the fee only.
  const logs = made.logs.at(-1)
  return {
    ...{ allowed: true, ...rest, limits: limits.map((limit) => drawn(limit, amounts)), gas, simulatedBy: by },
    effects: logs && useEffects(client.grant.account, logs),
  }
}

async function simulate(client: HolderClientBase, prepared: PreparedUse): Promise<SimulatedCalls> {
  const { context } = prepared
  const { next: timestamp } = await chainTime(client)
  if (prepared.path === 'bundler') {
    const { userOperation, userOpHash } = prepared
    const missing = await missingFunds(client, userOperation)
    const calls = operationCalls(client, { userOperation, userOpHash, missingFunds: missing })
    return simulateCalls(client, { calls, timestamp, context })
  }
  if (prepared.path === 'relayed') await checkRelay(client, prepared.relay, timestamp)
  if (prepared.path === 'direct') ownSender(client)
  return simulateCalls(client, { calls: [useCall(client, prepared)], timestamp, context })
}

async function gasOf(
  client: HolderClientBase,
  prepared: PreparedUse,
  { gasUsed: used }: SimulatedCalls,
): Promise<UseGas> {
  if (prepared.path === 'relayed') return { payer: 'carrier', limit: undefined, maximumFee: undefined, used }
  if (prepared.path === 'bundler') {
    const { userOperation } = prepared
    const { callGasLimit, verificationGasLimit, preVerificationGas } = userOperation
    const limit = callGasLimit + verificationGasLimit + preVerificationGas
    return { payer: 'account', limit, maximumFee: maximumFeeOf(userOperation), used }
  }
  const { from, to, data } = useCall(client, prepared)
  const [limit, { maxFeePerGas }, balance] = await Promise.all([
    prepared.gas ?? estimateGas(client, { account: from, to, data }),
    estimateFeesPerGas(client),
    getBalance(client, { address: from }),
  ]).catch((error: unknown) => {
    throw toLatchkeyError(error, { ...prepared.context, sender: from })
  })
  const maximumFee = limit * maxFeePerGas
  if (maximumFee > balance) throw new SenderFundsInsufficientError({ sender: from })
  return { payer: 'key', limit, maximumFee, used }
}

function drawn(limit: RemainingLimit, amounts: CheckUseReturnType['amounts']): SimulatedLimit {
  const requested = amounts.get(limit.limitId) ?? 0n
  return { ...limit, requested, left: limit.remaining - requested }
}
