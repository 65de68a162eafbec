import {
  type Abi,
  type AbiFunction,
  type Address,
  decodeFunctionData,
  erc20Abi,
  getAddress,
  type Hex,
  isAddressEqual,
  size,
  slice,
  toFunctionSelector,
} from 'viem'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import { redact } from '../errors/redact.ts'
import { weiText } from '../grant/describeOptions.ts'
import type { ExplainOptions } from './explainOptions.ts'

/** One argument of a call, by name. Bytes that could be a signature are left out of the text. */
export type ExplainedArgument = {
  readonly name: string
  readonly type: string
  readonly value: unknown
  readonly text: string
}

/** One call in words. */
export type ExplainedCall = {
  readonly to: Address
  /** In wei. */
  readonly value: bigint
  readonly data: Hex
  /** Undefined for empty calldata and for a function that no ABI has. */
  readonly functionName: string | undefined
  readonly args: readonly ExplainedArgument[]
  readonly text: string
}

/** What is called, and by whose ABI it may be read. */
export type CallToExplain = {
  readonly to: Address
  readonly value?: bigint | undefined
  readonly data?: Hex | undefined
}

/** A call in words, by the ABIs given, then by the module's own and ERC-20's. */
export function explainCall(
  { to: address, value = 0n, data = '0x' }: CallToExplain,
  options: ExplainOptions & { readonly module?: Address | undefined },
): ExplainedCall {
  const to = getAddress(address)
  const money = value === 0n ? '' : ` with ${weiText(value)}`
  const plain = { to, value, data, functionName: undefined, args: [] }
  if (size(data) === 0) return { ...plain, text: `send ${weiText(value)} to ${to}` }
  if (size(data) < 4) return { ...plain, text: `call ${to} with ${size(data)} bytes${money}` }
  const found = decode(to, data, options)
  if (!found) {
    const bytes = size(data) - 4
    return {
      ...plain,
      text: `call unknown function ${slice(data, 0, 4)} of ${to} with ${bytes} bytes${money}`,
    }
  }
  const { functionName, args } = found
  const list = args.map(({ name, text }) => `${name}: ${text}`).join(', ')
  return { ...plain, functionName, args, text: `call ${functionName}(${list}) of ${to}${money}` }
}

/** The ABI by which a call can be read; undefined when none has its function. */
export function abiOfCall(
  to: Address,
  data: Hex,
  { abis = [], grants = [], module }: ExplainOptions & { readonly module?: Address | undefined },
): Abi | undefined {
  const named = grants.flatMap(({ annotations }) =>
    (annotations?.functions ?? []).map(({ target, item }) => ({ address: target, abi: [item] as Abi })),
  )
  const candidates: readonly { readonly abi: Abi; readonly address?: Address | undefined }[] = [
    ...abis.filter(({ address }) => address !== undefined),
    ...named,
    ...(module ? [{ abi: sessionModuleAbi as Abi, address: module }] : []),
    ...abis.filter(({ address }) => address === undefined),
    { abi: erc20Abi },
  ]
  return candidates.find(({ abi, address }) => {
    return (address === undefined || isAddressEqual(address, to)) && functionIn(abi, data) !== undefined
  })?.abi
}

function decode(to: Address, data: Hex, options: ExplainOptions & { readonly module?: Address | undefined }) {
  const abi = abiOfCall(to, data, options)
  const item = abi && functionIn(abi, data)
  if (!item) return undefined
  try {
    const { args = [] } = decodeFunctionData({ abi: [item], data }) as { args?: readonly unknown[] }
    const named = item.inputs.map((input, index) => ({
      name: input.name || `argument ${index}`,
      type: input.type,
      value: args[index],
      text: redact(valueText(args[index])),
    }))
    return { functionName: item.name, args: named }
  } catch {
    return undefined
  }
}

function functionIn(abi: Abi, data: Hex): AbiFunction | undefined {
  const selector = size(data) < 4 ? undefined : slice(data, 0, 4)
  return abi.find(
    (item): item is AbiFunction => item.type === 'function' && toFunctionSelector(item) === selector,
  )
}

function valueText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner))
}
