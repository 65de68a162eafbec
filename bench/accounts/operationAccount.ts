import type { Address, PrivateKeyAccount } from 'viem'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { buildOperation, sendOperation } from '../operation.ts'
import type { Measured } from '../system.ts'
import type { World } from '../world.ts'

/** The smart account of the operation workloads, with one ECDSA validator for its owner. */
export type OperationAccount = {
  /** Name and version. */
  readonly label: string
  readonly address: Address
  readonly owner: PrivateKeyAccount
  /** Asks for the owner's raw ECDSA signature, for operations and for ERC-1271. */
  readonly ownerValidator: Address
  /** How the account differs from the one that goals and rivals are measured on. */
  readonly deviation?: string
  /** The nonce key that makes the account ask a validator. */
  nonceKey(validator: Address): bigint
}

/** What an implementation adds. */
export type OperationAccountPart = Omit<OperationAccount, 'owner' | 'ownerValidator'>

/** What an implementation needs to create an account. */
export type OperationAccountParameters = {
  readonly world: World
  readonly owner: PrivateKeyAccount
  readonly ownerValidator: Address
}

/** An operation of the account's owner. */
export async function ownerOperation(
  world: World,
  account: OperationAccount,
  calls: readonly Call[],
  callGasLimit?: bigint,
): Promise<Measured> {
  const unsigned = await buildOperation(world, {
    ...{ sender: account.address, nonceKey: account.nonceKey(account.ownerValidator) },
    callData: encodeExecute(calls),
    ...(callGasLimit === undefined ? {} : { callGasLimit }),
  })
  return sendOperation(world, unsigned, await account.owner.sign({ hash: unsigned.hash }))
}
