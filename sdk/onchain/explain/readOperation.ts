import {
  type Address,
  concatHex,
  getAddress,
  type Hex,
  isAddress,
  isHex,
  numberToHex,
  size,
  slice,
} from 'viem'
import { z } from 'zod'
import { OperationUnreadableError } from '../../errors/explain.ts'

/** A user operation, whatever shape it came in. */
export type ReadOperation = {
  /** `v0.6`, or from v0.7 on as bundlers take it (`unpacked`) or as the EntryPoint does (`packed`). */
  readonly shape: 'packed' | 'unpacked' | 'v0.6'
  readonly sender: Address
  readonly nonce: bigint
  /** The bare marker `0x7702` for an EIP-7702 account; undefined when nothing is deployed. */
  readonly factory: Hex | undefined
  readonly factoryData: Hex
  readonly callData: Hex
  readonly callGasLimit: bigint
  readonly verificationGasLimit: bigint
  readonly preVerificationGas: bigint
  /** In wei. */
  readonly maxFeePerGas: bigint
  /** In wei. */
  readonly maxPriorityFeePerGas: bigint
  readonly paymaster: Address | undefined
  readonly paymasterVerificationGasLimit: bigint
  readonly paymasterPostOpGasLimit: bigint
  readonly paymasterData: Hex
  readonly signature: Hex
}

const bytes = z.custom<Hex>((value) => isHex(value) && value.length % 2 === 0, 'is not whole bytes in hex')
const address = z
  .custom<Address>(
    (value) => typeof value === 'string' && isAddress(value, { strict: false }),
    'is not an address',
  )
  .transform((value) => getAddress(value))
const number = z
  .union([
    z.bigint().nonnegative(),
    z.int().nonnegative(),
    z.string().regex(/^(?:0x[0-9a-fA-F]{1,64}|\d{1,78})$/),
  ])
  .transform(BigInt)
const common = {
  sender: address,
  nonce: number,
  callData: bytes,
  preVerificationGas: number,
  signature: bytes,
}
const fees = { maxFeePerGas: number, maxPriorityFeePerGas: number }
const gas = { callGasLimit: number, verificationGasLimit: number }
const none = z.null().transform(() => undefined)

const oldest = z.looseObject({ ...common, ...gas, ...fees, initCode: bytes, paymasterAndData: bytes })
const packed = z.looseObject({
  ...{ ...common, initCode: bytes, paymasterAndData: bytes },
  ...{ accountGasLimits: bytes, gasFees: bytes },
})
const unpacked = z.looseObject({
  ...{ ...common, ...gas, ...fees },
  factory: bytes.optional().or(none),
  factoryData: bytes.optional().or(none),
  paymaster: address.optional().or(none),
  paymasterVerificationGasLimit: number.optional().or(none),
  paymasterPostOpGasLimit: number.optional().or(none),
  paymasterData: bytes.optional().or(none),
})

/**
 * A user operation of EntryPoint v0.6 to v0.9, packed or not, with numbers as such, as hex or as decimals.
 * @throws OperationUnreadableError that names every member that is wrong.
 */
export function readOperation(value: unknown): ReadOperation {
  const members = (typeof value === 'object' && value !== null ? value : {}) as { [name: string]: unknown }
  if ('accountGasLimits' in members) return fromPacked(parse(packed, members))
  return 'initCode' in members ? fromOldest(parse(oldest, members)) : fromUnpacked(parse(unpacked, members))
}

function parse<value>(schema: z.ZodType<value>, members: unknown): value {
  const result = schema.safeParse(members)
  if (result.success) return result.data
  throw new OperationUnreadableError({
    issues: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  })
}

function fromOldest(operation: z.infer<typeof oldest>): ReadOperation {
  return {
    ...{ ...pick(operation), shape: 'v0.6', callGasLimit: operation.callGasLimit },
    ...{ verificationGasLimit: operation.verificationGasLimit, ...feesOf(operation) },
    ...deploymentOf(operation.initCode),
    ...paymasterOf(operation.paymasterAndData, 20),
  }
}

function fromPacked(operation: z.infer<typeof packed>): ReadOperation {
  const [verificationGasLimit, callGasLimit] = halves(operation.accountGasLimits)
  const [maxPriorityFeePerGas, maxFeePerGas] = halves(operation.gasFees)
  return {
    ...{ ...pick(operation), shape: 'packed' },
    ...{ verificationGasLimit, callGasLimit, maxFeePerGas, maxPriorityFeePerGas },
    ...deploymentOf(operation.initCode),
    ...paymasterOf(operation.paymasterAndData, 52),
  }
}

function fromUnpacked(operation: z.infer<typeof unpacked>): ReadOperation {
  const { factory, factoryData = '0x', paymaster, paymasterData = '0x' } = operation
  const { paymasterVerificationGasLimit = 0n, paymasterPostOpGasLimit = 0n } = operation
  return {
    ...{ ...pick(operation), shape: 'unpacked', callGasLimit: operation.callGasLimit },
    ...{ verificationGasLimit: operation.verificationGasLimit, ...feesOf(operation) },
    ...{
      factory,
      factoryData,
      paymaster,
      paymasterVerificationGasLimit,
      paymasterPostOpGasLimit,
      paymasterData,
    },
  }
}

type Common = z.infer<z.ZodObject<typeof common>>

function pick({ sender, nonce, callData, preVerificationGas, signature }: Common) {
  return { sender, nonce, callData, preVerificationGas, signature }
}

function feesOf({ maxFeePerGas, maxPriorityFeePerGas }: z.infer<z.ZodObject<typeof fees>>) {
  return { maxFeePerGas, maxPriorityFeePerGas }
}

function halves(word: Hex): readonly [high: bigint, low: bigint] {
  const value = BigInt(word)
  return [value >> 128n, value & (2n ** 128n - 1n)]
}

function deploymentOf(initCode: Hex): Pick<ReadOperation, 'factory' | 'factoryData'> {
  if (initCode === '0x') return { factory: undefined, factoryData: '0x' }
  // EIP-7702 writes its marker padded to an address, or bare.
  const marker = /^0x7702(?:0{36})?/.exec(initCode)?.[0] as Hex | undefined
  const length = marker ? size(marker) : Math.min(20, size(initCode))
  return { factory: marker ? '0x7702' : slice(initCode, 0, length), factoryData: tail(initCode, length) }
}

/** What follows the paymaster's address, from v0.7 on with two gas limits before it. */
function paymasterOf(paymasterAndData: Hex, dataFrom: 20 | 52) {
  const nothing = {
    paymasterVerificationGasLimit: 0n,
    paymasterPostOpGasLimit: 0n,
    paymasterData: '0x' as const,
  }
  if (size(paymasterAndData) < 20) return { ...nothing, paymaster: undefined }
  const padded = concatHex([paymasterAndData, numberToHex(0, { size: 32 })])
  const limits = dataFrom === 20 ? {} : limitsOf(slice(padded, 20, 52))
  const paymaster = getAddress(slice(paymasterAndData, 0, 20))
  return { ...nothing, ...limits, paymaster, paymasterData: tail(paymasterAndData, dataFrom) }
}

function limitsOf(word: Hex) {
  const [paymasterVerificationGasLimit, paymasterPostOpGasLimit] = halves(word)
  return { paymasterVerificationGasLimit, paymasterPostOpGasLimit }
}

function tail(data: Hex, from: number): Hex {
  return size(data) > from ? slice(data, from) : '0x'
}
