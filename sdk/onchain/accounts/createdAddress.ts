import { type Address, BaseError, concatHex, parseAbi, zeroAddress } from 'viem'
import { simulateContract } from 'viem/actions'
import { RequestFailedError } from '../../errors/client.ts'
import type { AccountCreation } from './accountCreation.ts'
import type { PortClient } from './accountPort.ts'
import { type EntryPointVersion, entryPointOf } from './entryPoint.ts'

export type CreatedAddressParameters = { creation: AccountCreation; entryPoint: EntryPointVersion }

const senderAbi = parseAbi([
  'function getSenderAddress(bytes initCode)',
  'error SenderAddressResult(address sender)',
])

/**
 * The address that an account will have, deployed or not: what its factory answers to the EntryPoint.
 * @throws RequestFailedError when the factory would not create it, for example because a registry does not vouch for a module that it
 * is to start with.
 */
export async function createdAddress(
  client: PortClient,
  { creation, entryPoint }: CreatedAddressParameters,
): Promise<Address> {
  const { factory, factoryData } = creation
  const error = await simulateContract(client, {
    address: entryPointOf(entryPoint).address,
    abi: senderAbi,
    functionName: 'getSenderAddress',
    args: [concatHex([factory, factoryData])],
  }).catch((cause: unknown) => cause)
  // It is told by a revert.
  const answer = error instanceof BaseError ? error.walk(isAnswer) : undefined
  if (isAnswer(answer) && answer.data.args[0] !== zeroAddress) return answer.data.args[0]
  throw new RequestFailedError({ reason: 'the factory would not create the account.', cause: error })
}

function isAnswer(error: unknown): error is { data: { args: readonly [Address] } } {
  const { data } = (error ?? {}) as { data?: { errorName?: unknown } }
  return data?.errorName === 'SenderAddressResult'
}
