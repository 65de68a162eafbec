import type { Abi, AbiFunction } from 'abitype'
import { toFunctionSignature } from 'viem'
import { FunctionUnknownError } from '../../errors/permission.ts'

/**
 * The function of an ABI that changes state and has this name, or this full signature.
 * @throws FunctionUnknownError when there is none, or several by that name.
 */
export function findFunction(abi: Abi, functionName: string): AbiFunction {
  const functions = abi.filter((item) => item.type === 'function')
  const changing = functions.filter(
    ({ stateMutability }) => stateMutability === 'nonpayable' || stateMutability === 'payable',
  )
  const found = changing.filter(
    (item) => item.name === functionName || toFunctionSignature(item) === functionName,
  )
  const [item] = found
  if (!item || found.length > 1) {
    throw new FunctionUnknownError({ functionName, candidates: found.map((one) => toFunctionSignature(one)) })
  }
  return item
}
