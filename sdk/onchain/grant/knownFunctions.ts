import { type Hex, toFunctionSelector } from 'viem'

/** Where a function that approves a spender keeps its arguments, by word. */
export type Approval = { readonly spender: number; readonly amount: number | undefined }

/** Functions that carry out calls or commands taken from their arguments, which no condition here looks into. */
const FORWARDING = [
  'aggregate((address,bytes)[])',
  'aggregate3((address,bool,bytes)[])',
  'aggregate3Value((address,bool,uint256,bytes)[])',
  'callContractWithToken(bytes32,string,string,bytes)',
  'exec(address,bytes)',
  'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
  'execTransactionFromModule(address,uint256,bytes,uint8)',
  'execute((address,uint256,bytes)[])',
  'execute(address,bytes)',
  'execute(address,uint256,bytes)',
  'execute(bytes,bytes[])',
  'execute(bytes,bytes[],uint256)',
  'execute(bytes32,bytes)',
  'executeBatch((address,uint256,bytes)[])',
  'executeBatch(address[],bytes[])',
  'executeBatch(address[],uint256[],bytes[])',
  'forward(address,bytes)',
  'multicall(bytes32,bytes[])',
  'multicall(bytes[])',
  'multicall(uint256,bytes[])',
  'multiSend(bytes)',
  'permitTransferFrom(((address,uint256),uint256,uint256),(address,uint256),address,bytes)',
  'tryAggregate(bool,(address,bytes)[])',
] as const

const APPROVING: readonly (readonly [string, Approval])[] = [
  ['approve(address,uint256)', { spender: 0, amount: 1 }],
  ['approve(address,address,uint160,uint48)', { spender: 1, amount: 2 }],
  ['approveAndCall(address,uint256)', { spender: 0, amount: 1 }],
  ['approveAndCall(address,uint256,bytes)', { spender: 0, amount: 1 }],
  ['increaseAllowance(address,uint256)', { spender: 0, amount: 1 }],
  ['increaseApproval(address,uint256)', { spender: 0, amount: 1 }],
  ['permit(address,address,uint256,uint256,uint8,bytes32,bytes32)', { spender: 1, amount: 2 }],
  ['setApprovalForAll(address,bool)', { spender: 0, amount: undefined }],
]

const forwarding = new Map<Hex, string>(FORWARDING.map((text) => [toFunctionSelector(text), text]))
const approving = new Map<Hex, Approval>(APPROVING.map(([text, at]) => [toFunctionSelector(text), at]))

/** Signature of the known function that forwards calls and has this selector. */
export function forwardingFunction(selector: Hex): string | undefined {
  return forwarding.get(selector)
}

/** Where the known function that approves a spender and has this selector keeps its arguments. */
export function approvingFunction(selector: Hex): Approval | undefined {
  return approving.get(selector)
}
