import { type Address, type Hex, isAddressEqual } from 'viem'
import * as z from 'zod'
import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'
import type { Call } from '../grant/call.ts'
import {
  addressParameter,
  bytesParameter,
  chainIdParameter,
  invalidParameters,
  quantityParameter,
} from './parameters.ts'
import type { Fees } from './submitCalls.ts'

/** Kinds of transactions that say nothing but how gas is priced. */
const TYPES = ['0x0', '0x1', '0x2', '0x00', '0x01', '0x02']

const NONCE = 'cannot be chosen: it is that of an operation of the account, or of the session key'

/**
 * A transaction as `eth_sendTransaction` takes it. A nonce, blobs and authorizations are refused rather than left out: without them
 * something else would happen.
 */
export const transactionParameter = z.strictObject({
  from: addressParameter.optional(),
  to: addressParameter.nullish(),
  value: quantityParameter.optional(),
  data: bytesParameter.optional(),
  input: bytesParameter.optional(),
  chainId: chainIdParameter.optional(),
  gas: quantityParameter.optional(),
  gasPrice: quantityParameter.optional(),
  maxFeePerGas: quantityParameter.optional(),
  maxPriorityFeePerGas: quantityParameter.optional(),
  type: z
    .string()
    .refine((value) => TYPES.includes(value), 'is a type that an account cannot send')
    .optional(),
  accessList: z.array(z.unknown()).optional(),
  nonce: z.undefined(NONCE).optional(),
})

/** {@link transactionParameter}, checked. */
export type TransactionParameter = z.output<typeof transactionParameter>

/**
 * The call that a transaction makes.
 * @throws ProviderRpcError when it would deploy a contract, or names two different calldatas.
 */
export function transactionCall({ to, value, data, input }: TransactionParameter): Call {
  if (data !== undefined && input !== undefined && data.toLowerCase() !== input.toLowerCase()) {
    throw invalidParameters('data and input differ.')
  }
  return calledWith({ to, value, data: data ?? input })
}

/**
 * A call with a target.
 * @throws ProviderRpcError with 4100 for one without.
 */
export function calledWith(call: {
  to: Address | null | undefined
  value: bigint | undefined
  data: Hex | undefined
}): Call {
  const { to, value = 0n, data = '0x' } = call
  if (to) return { to, value, data }
  throw new ProviderRpcError({
    code: PROVIDER_CODE.unauthorized,
    reason: 'A session key deploys no contracts: a grant allows calls of targets that it names.',
  })
}

/** What a transaction says of the price of gas; its gas limit is that of another transaction than the one that will be sent. */
export function transactionFees(transaction: TransactionParameter): Fees {
  const { gasPrice, maxFeePerGas = gasPrice, maxPriorityFeePerGas = gasPrice } = transaction
  return {
    ...(maxFeePerGas === undefined ? {} : { maxFeePerGas }),
    ...(maxPriorityFeePerGas === undefined ? {} : { maxPriorityFeePerGas }),
  }
}

/** Whether a transaction is the account's own. */
export function isFrom({ from }: TransactionParameter, account: Address): boolean {
  return from !== undefined && isAddressEqual(from, account)
}
