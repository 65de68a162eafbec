import { dirname, resolve } from 'node:path'
import type { Abi } from 'viem'
import { z } from 'zod'
import {
  type ArgumentCondition,
  anySelectorPermission,
  type LimitDefinition,
  nativeLimit,
  type PermissionDefinition,
  type Preset,
  permission,
  tokenLimit,
  transferPermission,
} from '../../sdk/onchain/index.ts'
import { abiSchema, readAbi, toAbi } from './abi.ts'
import { FileError } from './errors.ts'
import { readJson } from './files.ts'
import { address, bigWhole } from './values.ts'

/** Conditions as a definition writes them, one name and its values. */
const CONDITIONS = [
  'equal',
  'notEqual',
  'less',
  'atMost',
  'greater',
  'atLeast',
  'range',
  'oneOf',
  'mask',
  'isAccount',
] as const

type Tree = { readonly [argument: string]: unknown }

const spending = { maxValue: bigWhole.optional(), spendsValue: z.string().optional() }
const permissionSchema = z.union([
  z.strictObject({
    ...spending,
    target: address,
    abi: z.union([z.string(), abiSchema]),
    function: z.string(),
    where: z.record(z.string(), z.unknown()).optional(),
    spends: z.record(z.string(), z.unknown()).optional(),
    allowTokenMismatch: z.boolean().optional(),
  }),
  z.strictObject({ ...spending, target: address, anySelector: z.literal(true) }),
  z.strictObject({ ...spending, target: address, transfer: z.literal(true), maxValue: bigWhole }),
])
const limitSchema = z.union([
  z.strictObject({ token: address, amount: bigWhole }),
  z.strictObject({ native: bigWhole }),
])
const schema = z.strictObject({
  permissions: z.array(permissionSchema).min(1),
  limits: z.record(z.string(), limitSchema).optional(),
})

type PermissionEntry = z.infer<typeof permissionSchema>

/**
 * Permissions and limits of a definition file. All amounts in it are smallest units, as decimal strings.
 * @throws FileError, and what `permission` of the SDK throws.
 */
export function readDefinition(path: string): Preset {
  const { permissions, limits = {} } = readJson(path, schema, 'a grant definition')
  return {
    permissions: permissions.map((entry) => toPermission(path, entry)),
    limits: Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, toLimit(limit)])),
  }
}

function toLimit(limit: z.infer<typeof limitSchema>): LimitDefinition {
  return 'native' in limit ? nativeLimit({ amount: limit.native }) : tokenLimit(limit)
}

function toPermission(path: string, entry: PermissionEntry): PermissionDefinition {
  const value = {
    target: entry.target,
    ...(entry.maxValue === undefined ? {} : { maxValue: entry.maxValue }),
    ...(entry.spendsValue === undefined ? {} : { spendsValue: entry.spendsValue }),
  }
  if ('anySelector' in entry) return anySelectorPermission(value)
  if ('transfer' in entry) return transferPermission({ ...value, maxValue: entry.maxValue })
  const { where = {}, spends = {}, allowTokenMismatch = false } = entry
  return permission({
    ...{ ...value, allowTokenMismatch, functionName: entry.function },
    abi: abiOf(path, entry.abi) as Abi,
    where: conditions(path, where) as never,
    spends: spends as never,
  })
}

function abiOf(path: string, abi: string | z.infer<typeof abiSchema>): Abi {
  if (typeof abi !== 'string') return toAbi(path, abi)
  return abi === 'erc20' ? readAbi(abi) : readAbi(resolve(dirname(path), abi))
}

/** Conditions by argument; an argument that is a tuple has its members below it. */
function conditions(path: string, tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([argument, node]) => {
      if (Array.isArray(node)) return [argument, node.map((one) => condition(path, argument, one))]
      if (!isTree(node)) throw new FileError(`the condition on ${argument} is not an object.`, { path })
      return [argument, isCondition(node) ? condition(path, argument, node) : conditions(path, node)]
    }),
  )
}

function condition(path: string, argument: string, node: unknown): ArgumentCondition {
  if (!isTree(node) || !isCondition(node)) {
    throw new FileError(`the condition on ${argument} has to be one of ${CONDITIONS.join(', ')}.`, { path })
  }
  const [name, given] = Object.entries(node)[0] ?? []
  const values = name === 'isAccount' ? [] : [given].flat()
  return { name: name as ArgumentCondition['name'], values: values.map(conditionValue) }
}

/** Integers of any size are decimal strings in JSON. */
function conditionValue(value: unknown): bigint | boolean | string | number {
  return typeof value === 'string' && /^-?\d{1,78}$/.test(value) ? BigInt(value) : (value as string)
}

function isTree(node: unknown): node is Tree {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}

function isCondition(node: Tree): boolean {
  const names = Object.keys(node)
  return names.length === 1 && CONDITIONS.some((name) => name === names[0])
}
