import { decodeAbiParameters, decodeFunctionData, getAddress, type Hex, hexToBigInt, size, slice } from 'viem'
import { ExecutionMalformedError, ExecutionModeUnsupportedError } from '../../errors/contractExecution.ts'
import type { Call } from '../grant/call.ts'
import { BATCH_MODE, BATCH_PARAMETERS, erc7579ExecuteAbi, SINGLE_MODE } from './encodeExecution.ts'

/** Address and value of a single call. */
const SINGLE_HEAD = 52

/**
 * The calls of calldata of ERC-7579 `execute`, the only form in which the module takes them from an operation.
 * @throws ExecutionMalformedError, ExecutionModeUnsupportedError.
 */
export function decodeExecute(callData: Hex): readonly Required<Call>[] {
  const [mode, execution] = argsOf(callData)
  if (mode === SINGLE_MODE) {
    if (size(execution) < SINGLE_HEAD) throw new ExecutionMalformedError()
    const data = size(execution) === SINGLE_HEAD ? '0x' : slice(execution, SINGLE_HEAD)
    return [{ to: getAddress(slice(execution, 0, 20)), value: hexToBigInt(slice(execution, 20, 52)), data }]
  }
  if (mode !== BATCH_MODE) throw new ExecutionModeUnsupportedError({ mode })
  const calls = decoded(() => decodeAbiParameters(BATCH_PARAMETERS, execution)[0])
  return calls.map(({ target, value, callData: data }) => ({ to: target, value, data }))
}

function argsOf(callData: Hex): readonly [mode: Hex, execution: Hex] {
  return decoded(() => decodeFunctionData({ abi: erc7579ExecuteAbi, data: callData }).args)
}

function decoded<result>(decode: () => result): result {
  const found = attempted(decode)
  if (!found) throw new ExecutionMalformedError()
  return found.result
}

/** Undefined when it fails: what a library says of it would quote the calldata. */
function attempted<result>(decode: () => result): { readonly result: result } | undefined {
  try {
    return { result: decode() }
  } catch {
    return undefined
  }
}
