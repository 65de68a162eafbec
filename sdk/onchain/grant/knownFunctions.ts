import { type Hex, toFunctionSelector } from 'viem'

/** Where a function that approves a spender keeps its arguments, by word. */
export type Approval = {
  readonly spender: number
  readonly amount: number | undefined
  /** Where the token is an argument, and not the called contract. */
  readonly token?: number
}

/** Where a function that moves tokens keeps its arguments, by word; no amount where an id stands, or a list. */
export type Transfer = { readonly recipient: number; readonly amount: number | undefined }

/** Functions that carry out calls, commands or approvals taken from their arguments, which no condition here looks into. */
const FORWARDING = [
  'aggregate((address,bytes)[])',
  'aggregate3((address,bool,bytes)[])',
  'aggregate3Value((address,bool,uint256,bytes)[])',
  'batch(bytes[],bool)',
  'blockAndAggregate((address,bytes)[])',
  'callContractWithToken(bytes32,string,string,bytes)',
  'cook(uint8[],uint256[],bytes[])',
  'exec(address,bytes)',
  'exec(address,bytes,uint256)',
  'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
  'execTransactionFromModule(address,uint256,bytes,uint8)',
  'execTransactionFromModuleReturnData(address,uint256,bytes,uint8)',
  'execute((address,uint256,bytes)[])',
  'execute(address,bytes)',
  'execute(address,uint256,bytes)',
  'execute(bytes,bytes[])',
  'execute(bytes,bytes[],uint256)',
  'execute(bytes32,bytes)',
  'executeBatch((address,uint256,bytes)[])',
  'executeBatch(address[],bytes[])',
  'executeBatch(address[],uint256[],bytes[])',
  'executeCall(address,uint256,bytes)',
  'executeFromExecutor(bytes32,bytes)',
  'flashLoan(address,address,uint256,bytes)',
  'forward(address,bytes)',
  'multicall(bytes32,bytes[])',
  'multicall(bytes[])',
  'multicall(uint256,bytes[])',
  'multiSend(bytes)',
  // Permit2: approvals and transfers of whatever token the arguments name.
  'approve(address,address,uint160,uint48)',
  'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)',
  'permit(address,((address,uint160,uint48,uint48)[],address,uint256),bytes)',
  'permitTransferFrom(((address,uint256),uint256,uint256),(address,uint256),address,bytes)',
  'permitTransferFrom(((address,uint256)[],uint256,uint256),(address,uint256)[],address,bytes)',
  'permitWitnessTransferFrom(((address,uint256),uint256,uint256),(address,uint256),address,bytes32,string,bytes)',
  'permitWitnessTransferFrom(((address,uint256)[],uint256,uint256),(address,uint256)[],address,bytes32,string,bytes)',
  'transferFrom((address,address,uint160,address)[])',
  'transferFrom(address,address,uint160,address)',
  'proxy((uint8,address,uint256,bytes)[])',
  'proxy(address,bytes)',
  'redeemDelegations(bytes[],bytes32[],bytes[])',
  'swap(address,(address,address,address,address,uint256,uint256,uint256),bytes)',
  'swap(address,(address,address,address,address,uint256,uint256,uint256),bytes,bytes)',
  'tryAggregate(bool,(address,bytes)[])',
  'tryBlockAndAggregate(bool,(address,bytes)[])',
  'upgradeToAndCall(address,bytes)',
] as const

const APPROVING: readonly (readonly [string, Approval])[] = [
  ['approve(address,uint256)', { spender: 0, amount: 1 }],
  ['approve(address,address,uint160,uint48)', { spender: 1, amount: 2, token: 0 }],
  ['approveAndCall(address,uint256)', { spender: 0, amount: 1 }],
  ['approveAndCall(address,uint256,bytes)', { spender: 0, amount: 1 }],
  ['increaseAllowance(address,uint256)', { spender: 0, amount: 1 }],
  ['increaseApproval(address,uint256)', { spender: 0, amount: 1 }],
  ['permit(address,address,uint256,uint256,uint8,bytes32,bytes32)', { spender: 1, amount: 2 }],
  ['setApprovalForAll(address,bool)', { spender: 0, amount: undefined }],
]

const TRANSFERRING: readonly (readonly [string, Transfer])[] = [
  ['transfer(address,uint256)', { recipient: 0, amount: 1 }],
  ['transferFrom(address,address,uint256)', { recipient: 1, amount: 2 }],
  ['transferAndCall(address,uint256)', { recipient: 0, amount: 1 }],
  ['transferAndCall(address,uint256,bytes)', { recipient: 0, amount: 1 }],
  ['transferFromAndCall(address,address,uint256)', { recipient: 1, amount: 2 }],
  ['transferFromAndCall(address,address,uint256,bytes)', { recipient: 1, amount: 2 }],
  ['safeTransferFrom(address,address,uint256)', { recipient: 1, amount: undefined }],
  ['safeTransferFrom(address,address,uint256,bytes)', { recipient: 1, amount: undefined }],
  ['safeTransferFrom(address,address,uint256,uint256,bytes)', { recipient: 1, amount: 3 }],
  ['safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)', { recipient: 1, amount: undefined }],
  ['send(address,uint256,bytes)', { recipient: 0, amount: 1 }],
  ['operatorSend(address,address,uint256,bytes,bytes)', { recipient: 1, amount: 2 }],
  ['push(address,uint256)', { recipient: 0, amount: 1 }],
  ['move(address,address,uint256)', { recipient: 1, amount: 2 }],
  ['withdrawTo(address,uint256)', { recipient: 0, amount: 1 }],
  ['withdraw(address,uint256,address)', { recipient: 2, amount: 1 }],
  ['withdraw(uint256,address,address)', { recipient: 1, amount: 0 }],
  ['redeem(uint256,address,address)', { recipient: 1, amount: 0 }],
]

const forwarding = new Map<Hex, string>(FORWARDING.map((text) => [toFunctionSelector(text), text]))
const approving = new Map<Hex, Approval>(APPROVING.map(([text, at]) => [toFunctionSelector(text), at]))
const transferring = new Map<Hex, Transfer>(TRANSFERRING.map(([text, at]) => [toFunctionSelector(text), at]))

/** Signature of the known function that forwards calls and has this selector. */
export function forwardingFunction(selector: Hex): string | undefined {
  return forwarding.get(selector)
}

/** Where the known function that approves a spender and has this selector keeps its arguments. */
export function approvingFunction(selector: Hex): Approval | undefined {
  return approving.get(selector)
}

/** Where the known function that moves tokens and has this selector keeps its arguments. */
export function transferringFunction(selector: Hex): Transfer | undefined {
  return transferring.get(selector)
}
