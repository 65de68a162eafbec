import { type Address, type Hex, isAddress, isHex } from 'viem'
import * as z from 'zod'
import { isTime } from '../../../core/expiry.ts'
import { PERMISSION_TYPES, type PermissionType } from '../permissionTypes.ts'

/** Longest justification that is shown to an owner. */
const MAX_JUSTIFICATION = 10_000

/** Most requests in one call: each of them is shown to the owner. */
const MAX_REQUESTS = 32

const address = z.custom<Address>(
  (value) => typeof value === 'string' && isAddress(value),
  'is not an address',
)
const bytes = z.custom<Hex>((value) => isHex(value) && value.length % 2 === 0, 'is not whole bytes in hex')
const quantity = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value),
  'is not a number in hex',
)
const chainId = quantity.refine(
  (value) => BigInt(value) > 0n && BigInt(value) <= BigInt(Number.MAX_SAFE_INTEGER),
  'is not a chain id',
)
const amount = quantity.transform(BigInt).refine((value) => value > 0n, 'is not above 0')
const time = z.number().refine((value) => isTime(value) && value > 0, 'is not a time in unix seconds')
const addresses = z.array(address).min(1).max(255)
const record = z.record(z.string(), z.unknown())

const request = z.strictObject({
  chainId,
  from: address.nullish(),
  to: address,
  permission: z.strictObject({ type: z.string(), isAdjustmentAllowed: z.boolean(), data: record }),
  rules: z
    .array(z.strictObject({ type: z.string(), data: record }))
    .max(16)
    .nullish(),
})

/** Parameters of `wallet_requestExecutionPermissions`: the frame, without what types and rules say. */
export const requestsSchema = z.array(request).min(1).max(MAX_REQUESTS)

/** Result of `wallet_requestExecutionPermissions`, the same. */
export const answersSchema = z.array(
  z.strictObject({
    ...request.shape,
    context: bytes,
    dependencies: z.array(z.strictObject({ factory: address, factoryData: bytes })),
    delegationManager: address,
  }),
)

/** Parameters of `wallet_revokeExecutionPermission`: an object, as the draft says, or a list of one. */
export const revocationSchema = z
  .union([
    z.strictObject({ permissionContext: bytes }),
    z.tuple([z.strictObject({ permissionContext: bytes })]),
  ])
  .transform((params) => (Array.isArray(params) ? params[0] : params))

/** Parameters of a method that takes none. */
export const noParametersSchema = z.union([z.undefined(), z.null(), z.tuple([])])

const shared = {
  startTime: time.nullish(),
  justification: z.string().max(MAX_JUSTIFICATION).nullish(),
}
const token = { tokenAddress: address }
const allowance = { allowanceAmount: amount }
const periodic = { periodAmount: amount, periodDuration: z.int().positive() }

/** `data` of each permission type that a grant can keep. */
export const dataSchemas = {
  'native-token-allowance': z.strictObject({ ...shared, ...allowance }),
  'native-token-periodic': z.strictObject({ ...shared, ...periodic }),
  'erc20-token-allowance': z.strictObject({ ...shared, ...allowance, ...token }),
  'erc20-token-periodic': z.strictObject({ ...shared, ...periodic, ...token }),
} satisfies Record<PermissionType, z.ZodType>

/** `data` of each rule that a grant can keep. The second of an expiry is the first one after the end. */
export const ruleSchemas = {
  expiry: z.strictObject({ timestamp: time.refine((value) => value > 1, 'leaves no second') }),
  payee: z.strictObject({ addresses }),
  redeemer: z.strictObject({ addresses }),
}

/** What is wrong, one line each, under the place where it stands. */
export function issuesOf(error: z.ZodError, place: string): string[] {
  return error.issues.map(({ path, message }) => {
    const at = [place, ...path.map(String)].filter((part) => part !== '').join('.')
    return at === '' ? message : `${at}: ${message}`
  })
}

/** Types of which the form is known. */
export const KNOWN_TYPES = Object.keys(PERMISSION_TYPES)
