import type { AbiFunction } from 'abitype'
import { type Address, type Hash, type Hex, isAddress, isHex, parseAbiItem } from 'viem'
import * as z from 'zod'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { GrantFileInvalidError } from '../../errors/encoding.ts'
import { functionText } from '../../internal/functionText.ts'
import type { Annotations } from './annotations.ts'
import { hashGrant } from './hashGrant.ts'

/** What a grant file holds. */
export type GrantFile = {
  readonly module: Address
  readonly grant: Grant
  readonly grantId: Hash
  readonly annotations: Annotations
  /** The owner's approval, when the grant was signed rather than sent. */
  readonly grantor?: { readonly key: Key; readonly signature: Hex }
}

const address = z.custom<Address>(
  (value) => typeof value === 'string' && isAddress(value),
  'is not an address',
)
const uint = (bits: number) =>
  z
    .int()
    .min(0)
    .max(2 ** bits - 1)
const bigUint = (bits: number) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,77})$/, 'is not a decimal number')
    .transform(BigInt)
    .refine((value) => value >> BigInt(bits) === 0n, `does not fit ${bits} bits`)
const bytes = (length?: number) =>
  z.custom<Hex>(
    (value) => {
      if (!isHex(value) || value.length % 2 !== 0) return false
      return length === undefined || value.length === 2 + 2 * length
    },
    length === undefined ? 'is not whole bytes in hex' : `is not ${length} bytes in hex`,
  )
const oneOf = <const values extends readonly number[]>(...values: values) => z.literal(values)

const key = z.strictObject({ kind: oneOf(0, 1, 2, 3, 4), key: bytes() })
const condition = z.strictObject({
  argument: bigUint(256),
  operator: oneOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
  values: z.array(bytes(32)).max(255),
})
const spend = z.strictObject({ limit: uint(16), source: oneOf(0, 1, 2, 3), argument: bigUint(256) })
const permission = z.strictObject({
  target: address,
  call: oneOf(0, 1, 2, 3),
  selector: bytes(4),
  maxValue: bigUint(256),
  conditions: z.array(condition).max(255),
  spends: z.array(spend).max(255),
  worstTier: uint(8),
})
const limit = z.strictObject({
  kind: oneOf(0, 1, 2, 3),
  token: address,
  amount: bigUint(128),
  period: uint(32),
  periodStart: uint(48),
})
const message = z.strictObject({
  kind: oneOf(0, 1, 2),
  domain: bytes(32),
  contents: z.string(),
  conditions: z.array(condition),
  uncounted: z.boolean(),
})
const grant = z.strictObject({
  account: address,
  networks: z.array(z.strictObject({ chainId: bigUint(256), epoch: bigUint(64) })).min(1),
  permissions: z.array(permission).max(1024),
  limits: z.array(limit).max(1024),
  messages: z.array(message),
  guards: z.array(z.strictObject({ guard: address, config: bytes() })),
  validAfter: uint(48),
  validUntil: uint(48),
  keyLifetime: uint(32),
  overlap: uint(32),
  maxKeys: uint(8),
  maximumFee: z.strictObject({ budget: bigUint(256), price: bigUint(256) }),
  paymaster: z.strictObject({ kind: oneOf(0, 1, 2), listed: z.array(address) }),
  rotator: key,
  keeper: key,
  identity: z.strictObject({ kind: uint(8), registry: address, subject: bytes() }),
  supersedes: z.strictObject({ grantId: bytes(32), carries: z.array(uint(16)) }),
  sessionKey: key,
  salt: bytes(16),
})
const file = z.strictObject({
  format: z.literal('latchkey-grant'),
  version: z.literal(1),
  module: address,
  grantId: bytes(32),
  grant,
  annotations: z.strictObject({
    limits: z.array(z.string().max(100)),
    functions: z.array(z.strictObject({ target: address, item: z.string().max(10_000) })),
  }),
  grantor: z.strictObject({ key, signature: bytes() }).optional(),
})

/** A grant as JSON text: big numbers as decimal strings, functions by their signature with names. */
export function serializeGrantFile(parameters: GrantFile): string {
  const { module, grantId, annotations, grantor } = parameters
  const functions = annotations.functions.map(({ target, item }) => ({
    target,
    item: functionText(item),
  }))
  const content = {
    format: 'latchkey-grant',
    version: 1,
    module,
    grantId,
    grant: parameters.grant,
    annotations: { limits: annotations.limits, functions },
    ...(grantor ? { grantor } : {}),
  }
  const replace = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)
  return `${JSON.stringify(content, replace, 2)}\n`
}

/**
 * The grant of a grant file. Unknown fields and versions are refused, and so is a file whose grantId is not the hash of its
 * grant. Names of functions fit their selectors; names of arguments and limits are the writer's claim.
 * @throws GrantFileInvalidError.
 */
export function parseGrantFile(text: string): GrantFile {
  const result = file.safeParse(parseJson(text))
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new GrantFileInvalidError({ issues })
  }
  const { module, grantId, annotations, grantor } = result.data
  if (hashGrant(result.data.grant, module) !== grantId.toLowerCase()) {
    throw new GrantFileInvalidError({ issues: ['grantId: is not the hash of the grant'] })
  }
  const functions = annotations.functions.map(({ target, item }) => ({ target, item: parseFunction(item) }))
  return {
    module,
    grantId,
    grant: result.data.grant,
    annotations: { limits: annotations.limits, functions },
    ...(grantor ? { grantor } : {}),
  }
}

function parseFunction(text: string): AbiFunction {
  const issues = [`annotations.functions: "${text}" is not a function`]
  try {
    const item: { readonly type: string } = parseAbiItem(text as string)
    if (item.type === 'function') return item as AbiFunction
  } catch (cause) {
    throw new GrantFileInvalidError({ issues }, { cause })
  }
  throw new GrantFileInvalidError({ issues })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GrantFileInvalidError({ issues: ['it is not JSON'] }, { cause })
  }
}
