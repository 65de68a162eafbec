import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, pad, parseAbi, toHex } from 'viem'
import { ExecutionEmptyError } from '../../errors/contractExecution.ts'
import type { Call } from '../grant/call.ts'

/** ERC-7579 mode of one call: default execution, that is, reverts are passed on. */
export const SINGLE_MODE: Hex = pad('0x00', { size: 32, dir: 'right' })

/** ERC-7579 mode of a batch: default execution, that is, all calls or none. */
export const BATCH_MODE: Hex = pad('0x01', { size: 32, dir: 'right' })

/** Calls as ERC-7579 `execute` and `executeFromExecutor` take them. */
export type Execution = {
  /** 32 bytes. */
  readonly mode: Hex
  readonly executionCalldata: Hex
}

/** `execute` of ERC-7579. */
export const erc7579ExecuteAbi = parseAbi(['function execute(bytes32 mode, bytes executionCalldata) payable'])

export const BATCH_PARAMETERS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'target', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'callData', type: 'bytes' },
    ],
  },
] as const

/**
 * Encodes one call packed, several as a batch.
 * @throws ExecutionEmptyError when there is none.
 */
export function encodeExecution(calls: readonly Call[]): Execution {
  const [first, ...others] = calls
  if (!first) throw new ExecutionEmptyError()
  if (others.length === 0) {
    const value = toHex(first.value ?? 0n, { size: 32 })
    return {
      mode: SINGLE_MODE,
      executionCalldata: concatHex([first.to.toLowerCase() as Hex, value, first.data ?? '0x']),
    }
  }
  const batch = calls.map(({ to, value = 0n, data = '0x' }) => ({ target: to, value, callData: data }))
  return { mode: BATCH_MODE, executionCalldata: encodeAbiParameters(BATCH_PARAMETERS, [batch]) }
}

/** Calldata of `execute` for these calls. */
export function encodeExecute(calls: readonly Call[]): Hex {
  const { mode, executionCalldata } = encodeExecution(calls)
  return encodeFunctionData({
    abi: erc7579ExecuteAbi,
    functionName: 'execute',
    args: [mode, executionCalldata],
  })
}
