import { type Abi, type Address, decodeFunctionData, type Hex, isAddressEqual, slice } from 'viem'
import { entryPoint06Abi, entryPoint07Abi } from 'viem/account-abstraction'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { ENTRY_POINTS } from '../grant/entryPoints.ts'
import { type ExplainedCall, explainCall } from './explainCall.ts'
import { type ExplainedOperation, explainOperation } from './explainOperation.ts'
import type { ExplainOptions } from './explainOptions.ts'
import { type ExplainedUse, explainUse } from './explainUse.ts'
import { readAccountCall, readExecution } from './readExecution.ts'

/** What kind of transaction it is, as far as the module is concerned. */
export type TransactionKind =
  | 'account'
  | 'creation'
  | 'direct'
  | 'module'
  | 'operations'
  | 'other'
  | 'redeemed'
  | 'relayed'

/** What a transaction asks for. */
export type TransactionParts = {
  readonly kind: TransactionKind
  readonly operations: readonly ExplainedOperation[]
  readonly uses: readonly ExplainedUse[]
  readonly calls: readonly ExplainedCall[]
}

type Asked = { readonly to: Address | null; readonly input: Hex; readonly value: bigint }
type Place = Pick<ModuleClient, 'chain' | 'module'>

const NOTHING: Omit<TransactionParts, 'kind'> = { operations: [], uses: [], calls: [] }

/** Takes apart what a transaction, or a call inside one, asks for. */
export function transactionParts(client: Place, asked: Asked, options: ExplainOptions): TransactionParts {
  const { to, input, value } = asked
  if (to === null) return { ...NOTHING, kind: 'creation' }
  const operations = isEntryPoint(to) ? bundleOf(client, to, input, options) : []
  if (operations.length > 0) return { ...NOTHING, kind: 'operations', operations }
  if (isAddressEqual(to, client.module)) return modulePart(client, { to, input, value }, options)
  const execution = readAccountCall(input)
  const plain = explainCall({ to, value, data: input }, { ...options, module: client.module })
  if (!execution) return { ...NOTHING, kind: 'other', calls: [plain] }
  const calls = execution.calls.map((call) => explainCall(call, { ...options, module: client.module }))
  return { ...NOTHING, kind: 'account', calls }
}

/** Whether an address is an EntryPoint. */
export function isEntryPoint(address: Address): boolean {
  return ENTRY_POINTS.some((one) => isAddressEqual(one.address, address))
}

function bundleOf(
  client: Place,
  entryPoint: Address,
  input: Hex,
  options: ExplainOptions,
): readonly ExplainedOperation[] {
  const old = isAddressEqual(entryPoint, ENTRY_POINTS[0]?.address ?? entryPoint)
  const found = decode(old ? entryPoint06Abi : entryPoint07Abi, input)
  const [first] = (found?.args ?? []) as readonly unknown[]
  if (!Array.isArray(first)) return []
  const operations: readonly unknown[] =
    found?.functionName === 'handleAggregatedOps'
      ? first.flatMap((each: { userOps: readonly unknown[] }) => each.userOps)
      : found?.functionName === 'handleOps'
        ? first
        : []
  return operations.map((operation) => explainOperation(client, { ...options, operation, entryPoint }))
}

function modulePart(
  client: Place,
  { to, input, value }: Asked & { to: Address },
  options: ExplainOptions,
): TransactionParts {
  const { module } = client
  const call = explainCall({ to, value, data: input }, { ...options, module })
  const found = decode(sessionModuleAbi as Abi, input)
  const args = (found?.args ?? []) as readonly unknown[]
  if (found?.functionName === 'redeemDelegations') {
    const [contexts, modes, executions] = args as readonly (readonly Hex[])[]
    const asked = (contexts ?? []).map((context, index) => ({
      account: slice(context, 0, 20),
      use: context.length > 42 ? slice(context, 20) : ('0x' as Hex),
      mode: modes?.[index] ?? ('0x' as Hex),
      executionCalldata: executions?.[index] ?? ('0x' as Hex),
    }))
    return usesPart(client, 'redeemed', asked, options)
  }
  if (found?.functionName !== 'execute' && found?.functionName !== 'executeRelayed') {
    return { ...NOTHING, kind: 'module', calls: [call] }
  }
  const [account, mode, executionCalldata, use] = args as readonly [Address, Hex, Hex, Hex]
  const kind = found.functionName === 'execute' ? 'direct' : 'relayed'
  return usesPart(client, kind, [{ account, use, mode, executionCalldata }], options)
}

type AskedUse = { account: Address; use: Hex; mode: Hex; executionCalldata: Hex }

function usesPart(
  { module, chain }: Place,
  kind: TransactionKind,
  asked: readonly AskedUse[],
  options: ExplainOptions,
): TransactionParts {
  const calls: ExplainedCall[] = []
  const uses: ExplainedUse[] = []
  for (const { account, use, mode, executionCalldata } of asked) {
    const execution = readExecution(mode, executionCalldata)
    calls.push(...execution.calls.map((call) => explainCall(call, { ...options, module })))
    try {
      const explained = explainUse({
        ...options,
        module,
        account,
        chainId: chain.id,
        use,
        calls: execution.calls,
      })
      const problems = execution.problem ? [execution.problem, ...explained.problems] : explained.problems
      uses.push({ ...explained, problems })
    } catch {
      // The module refuses what is no use with an error of its own.
    }
  }
  return { ...NOTHING, kind, uses, calls }
}

function decode(abi: Abi, data: Hex) {
  try {
    return decodeFunctionData({ abi, data })
  } catch {
    return undefined
  }
}
