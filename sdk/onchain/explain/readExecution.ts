import {
  type Address,
  decodeAbiParameters,
  decodeFunctionData,
  type Hex,
  isHex,
  parseAbi,
  size,
  slice,
} from 'viem'
import type { BaseError } from '../../errors/base.ts'
import {
  ExecutionEmptyError,
  ExecutionFunctionUnsupportedError,
  ExecutionMalformedError,
  ExecutionModeUnsupportedError,
} from '../../errors/contractExecution.ts'
import { BATCH_PARAMETERS } from '../accounts/encodeExecution.ts'
import type { Call } from '../grant/call.ts'

/** What an account is asked to do. */
export type ReadExecution = {
  /** ERC-7579 mode; undefined for functions of other standards. */
  readonly mode: Hex | undefined
  readonly calls: readonly Call[]
  /** Why no session key may ask for it, whatever the calls are. */
  readonly problem: BaseError | undefined
  /** Whether the calls can fail one by one (try mode). */
  readonly tries: boolean
  /** Whether it runs foreign code as the account's own. */
  readonly delegates: boolean
}

/** Functions by which accounts take calls. The first is ERC-7579's; no session key can use the others. */
const accountAbi = parseAbi([
  'function execute(bytes32 mode, bytes executionCalldata)',
  'function execute(address target, uint256 value, bytes data)',
  'function executeBatch((address target, uint256 value, bytes data)[] calls)',
  'function executeBatch(address[] targets, bytes[] datas)',
  'function executeBatch(address[] targets, uint256[] values, bytes[] datas)',
])

const NOTHING = { mode: undefined, calls: [], tries: false, delegates: false }

/** ERC-4337's wrapper, by which accounts with hooks want operations; the call stands behind its selector. */
const EXECUTE_USER_OP: Hex = '0x8dd7712f'

/** The calls in the calldata of an operation, or of a transaction to an account. Undefined when it is none of the known functions. */
export function readAccountCall(callData: Hex): ReadExecution | undefined {
  if (size(callData) < 4) return undefined
  const selector = slice(callData, 0, 4)
  if (selector === EXECUTE_USER_OP) {
    const inner = size(callData) > 4 ? readAccountCall(slice(callData, 4)) : undefined
    return inner && { ...inner, problem: new ExecutionFunctionUnsupportedError({ selector }) }
  }
  try {
    const { args } = decodeFunctionData({ abi: accountAbi, data: callData })
    const [first, second, third] = args as readonly unknown[]
    if (isHex(first) && size(first) === 32) return readExecution(first, second as Hex)
    const problem = new ExecutionFunctionUnsupportedError({ selector })
    return { ...NOTHING, calls: otherCalls(first, second, third), problem }
  } catch {
    return undefined
  }
}

/** The calls that a mode and the calldata of an execution stand for, as ERC-7579 has it. */
export function readExecution(mode: Hex, executionCalldata: Hex): ReadExecution {
  const [callType, execType] = [slice(mode, 0, 1), slice(mode, 1, 2)]
  const known = { mode, tries: execType === '0x01', delegates: callType === '0xff' }
  const calls = readCalls(callType, executionCalldata)
  if (calls === undefined) return { ...known, calls: [], problem: new ExecutionMalformedError() }
  // Everything of a mode but the type of the call has to be zero.
  const plain = /^0x0[01]0{62}$/.test(mode)
  const unsupported = plain ? undefined : new ExecutionModeUnsupportedError({ mode })
  return {
    ...known,
    calls,
    problem: unsupported ?? (calls.length === 0 ? new ExecutionEmptyError() : undefined),
  }
}

function readCalls(callType: Hex, data: Hex): readonly Call[] | undefined {
  try {
    if (callType === '0x01') {
      const [batch] = decodeAbiParameters(BATCH_PARAMETERS, data)
      return batch.map(({ target, value, callData }) => ({ to: target, value, data: callData }))
    }
    if (callType === '0xff') return [{ to: slice(data, 0, 20), value: 0n, data: tail(data, 20) }]
    if (callType !== '0x00') return undefined
    return [{ to: slice(data, 0, 20), value: BigInt(slice(data, 20, 52)), data: tail(data, 52) }]
  } catch {
    return undefined
  }
}

function tail(data: Hex, from: number): Hex {
  return size(data) > from ? slice(data, from) : '0x'
}

function otherCalls(first: unknown, second: unknown, third: unknown): readonly Call[] {
  if (typeof first === 'string')
    return [{ to: first as Address, value: second as bigint, data: third as Hex }]
  const items = first as readonly (Address | { target: Address; value: bigint; data: Hex })[]
  return items.map((item, index) => {
    if (typeof item !== 'string') return { to: item.target, value: item.value, data: item.data }
    const values = third === undefined ? undefined : (second as readonly bigint[])
    const datas = (third ?? second) as readonly Hex[]
    return { to: item, value: values?.[index] ?? 0n, data: datas[index] ?? '0x' }
  })
}
