import { type Abi, type AbiParameter, type Address, encodeFunctionData, type Hex } from 'viem'
import { z } from 'zod'
import { findFunction } from '../../sdk/onchain/grant/findFunction.ts'
import { readAbi } from './abi.ts'
import { UsageError } from './errors.ts'
import { parseJson, readJson } from './files.ts'
import { type Inputs, option } from './options.ts'
import { address, amount, bigWhole, file, hex, toUnits } from './values.ts'

/** Options that say what to call. */
export const callOptions = {
  to: option('--to <address>', 'contract to call, or recipient of native value', address),
  abi: option(
    '--abi <file>',
    "the contract's ABI: JSON, function texts, an artifact, or the name erc20",
    file,
  ),
  function: option('--function <name>', 'function of that ABI', z.string()),
  args: option('--args <json>', 'its arguments as a JSON list; integers may be decimal strings', z.string()),
  data: option('--data <hex>', 'calldata, instead of --abi, --function and --args', hex),
  value: option('--value <ether>', 'native value that goes along, in ether', amount),
  calls: option(
    '--calls <file>',
    'JSON list of calls, made as a batch: {to, abi, function, args, data, value (wei)}',
    file,
  ),
}

const callSchema = z.strictObject({
  to: address,
  abi: z.string().optional(),
  function: z.string().optional(),
  args: z.array(z.unknown()).optional(),
  data: hex.optional(),
  value: bigWhole.optional(),
})

type CallEntry = z.infer<typeof callSchema>

/** One call to make, with what is known of it. */
export interface CallToMake {
  readonly to: Address
  readonly value: bigint
  readonly data: Hex
  readonly abi: Abi | undefined
  /** In words. */
  readonly text: string
}

/**
 * The calls that the options ask for.
 * @throws UsageError, FileError.
 */
export function readCalls(input: Inputs<typeof callOptions>): readonly CallToMake[] {
  const { calls, to, value, abi, data, args } = input
  const single = [to, value, abi, data, args, input.function].some((one) => one !== undefined)
  if (calls !== undefined && single)
    throw new UsageError('Give --calls, or one call by --to and its like, not both.')
  if (calls !== undefined) {
    const entries = readJson(calls, z.array(callSchema).min(1), 'a list of calls')
    return entries.map((entry, index) => toCall(entry, `${calls}: call ${index}`))
  }
  if (to === undefined)
    throw new UsageError('Which call?', {
      details: ['Give --to with --abi, --function and --args, or --calls.'],
    })
  const entry: CallEntry = { to, abi, data, function: input.function }
  if (value !== undefined) entry.value = toUnits(value, 18, '--value')
  if (args !== undefined) entry.args = parseArguments(args)
  return [toCall(entry, '--function')]
}

function parseArguments(text: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(parseJson('--args', text))
  } catch (cause) {
    throw new UsageError('--args: is not a JSON list, such as \'["0x…", "1000000"]\'.', { cause })
  }
}

function toCall(entry: CallEntry, where: string): CallToMake {
  const { to, value = 0n, data } = entry
  const money = value > 0n ? ` with ${value} wei` : ''
  if (entry.function === undefined) {
    if (entry.abi !== undefined || entry.args !== undefined)
      throw new UsageError(`${where}: the function is missing.`)
    const text =
      data === undefined || data === '0x' ? `send ${value} wei to ${to}` : `call ${to} with ${data}${money}`
    return { to, value, data: data ?? '0x', abi: undefined, text }
  }
  if (entry.abi === undefined || data !== undefined) {
    throw new UsageError(`${where}: a function needs an ABI, and calldata of its own excludes it.`)
  }
  const abi = readAbi(entry.abi)
  const { args = [], function: functionName } = entry
  const encoded = encode(abi, functionName, args, where)
  return {
    to,
    value,
    data: encoded,
    abi,
    text: `call ${functionName}(${JSON.stringify(args).slice(1, -1)}) of ${to}${money}`,
  }
}

function encode(abi: Abi, functionName: string, args: readonly unknown[], where: string): Hex {
  const item = findFunction(abi, functionName)
  try {
    const values = item.inputs.map((input, index) => toValue(input, args[index]))
    if (args.length > values.length) throw new UsageError(`it takes ${values.length}, not ${args.length}.`)
    return encodeFunctionData({ abi: [item], args: values })
  } catch (error) {
    const reason = (error as { shortMessage?: string }).shortMessage ?? 'they do not fit their types.'
    throw new UsageError(`${where}: the arguments of ${functionName} cannot be encoded.`, {
      details: [reason],
      cause: error,
    })
  }
}

/** Integers are decimal strings or numbers in JSON and bigints in the ABI; tuples and arrays hold some too. */
function toValue(input: AbiParameter, value: unknown): unknown {
  const array = /^(.*)\[\d*\]$/.exec(input.type)
  if (array && Array.isArray(value)) {
    return value.map((one) => toValue({ ...input, type: array[1] ?? '' }, one))
  }
  if ('components' in input && typeof value === 'object' && value !== null) {
    return toTuple(input.components as readonly AbiParameter[], value)
  }
  if (!/^u?int/.test(input.type)) return value
  if (typeof value === 'string' && /^-?\d{1,78}$/.test(value)) return BigInt(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  throw new UsageError(
    `${input.name ?? input.type}: is not a whole number; write large ones as decimal strings.`,
  )
}

function toTuple(components: readonly AbiParameter[], value: object): unknown {
  if (Array.isArray(value)) return components.map((component, index) => toValue(component, value[index]))
  const members = new Map(Object.entries(value))
  const unknown = [...members.keys()].filter(
    (name) => !components.some((component) => component.name === name),
  )
  if (unknown.length > 0) throw new UsageError(`There is no member ${unknown.join(', ')}.`)
  return Object.fromEntries(
    components.map((component) => [component.name, toValue(component, members.get(component.name ?? ''))]),
  )
}
