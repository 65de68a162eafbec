import { dirname, resolve } from 'node:path'
import type { Abi } from 'viem'
import { z } from 'zod'
import type { Guard } from '../../sdk/core/guard.ts'
import {
  anySelectorPermission,
  balanceGuard,
  countLimit,
  type LimitDefinition,
  nativeLimit,
  type PermissionDefinition,
  type Preset,
  permission,
  tokenLimit,
  transferPermission,
} from '../../sdk/onchain/index.ts'
import { abiSchema, readAbi, toAbi } from './abi.ts'
import { readConditions } from './definitionConditions.ts'
import { messageSchema, toMessage } from './definitionMessages.ts'
import { mergeParts, presetSchema, toPreset } from './definitionPresets.ts'
import { FileError } from './errors.ts'
import { readJson } from './files.ts'
import { address, bigWhole, duration, hex, time } from './values.ts'

const spending = {
  maxValue: bigWhole.optional(),
  spendsValue: z.string().optional(),
  spendsCall: z.string().optional(),
  worstTier: z.enum(['A', 'B', 'C']).optional(),
}
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
const periodic = { period: duration.optional(), periodStart: time.optional() }
const limitSchema = z.union([
  z.strictObject({ ...periodic, token: address, amount: bigWhole }),
  z.strictObject({ ...periodic, native: bigWhole }),
  z.strictObject({ ...periodic, count: bigWhole }),
])
const balance = { guard: address, balance: z.union([address, z.literal('native')]) }
const guardSchema = z.union([
  z.strictObject({ guard: address, config: hex }),
  z.strictObject({ ...balance, spent: bigWhole }),
  z.strictObject({ ...balance, received: bigWhole }),
])
const schema = z.strictObject({
  presets: z.array(presetSchema).optional(),
  permissions: z.array(permissionSchema).optional(),
  limits: z.record(z.string(), limitSchema).optional(),
  messages: z.array(messageSchema).optional(),
  guards: z.array(guardSchema).optional(),
})

type PermissionEntry = z.infer<typeof permissionSchema>

/** What a definition says, and nothing left out. */
export type Definition = Required<Omit<Preset, 'accessLevel'>>

/**
 * A definition file. All amounts in it are smallest units, as decimal strings; periods are durations such as `1d`.
 * @throws FileError, and what `permission`, `typedDataMessage` and `signInMessage` of the SDK throw.
 */
export function readDefinition(path: string): Definition {
  const { presets = [], ...own } = readJson(path, schema, 'a grant definition')
  const { permissions = [], limits = {}, messages = [], guards = [] } = own
  if (permissions.length + presets.length === 0) throw new FileError('it allows nothing.', { path })
  return mergeParts(path, [
    ...presets.map(toPreset),
    {
      permissions: permissions.map((entry) => toPermission(path, entry)),
      limits: Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, toLimit(limit)])),
      messages: messages.map((message) => toMessage(path, message)),
      guards: guards.map(toGuard),
    },
  ])
}

function toLimit(limit: z.infer<typeof limitSchema>): LimitDefinition {
  const { period, periodStart } = limit
  if ('native' in limit) return nativeLimit({ amount: limit.native, period, periodStart })
  if ('count' in limit) return countLimit({ amount: limit.count, period, periodStart })
  return tokenLimit(limit)
}

function toGuard(entry: z.infer<typeof guardSchema>): Guard {
  if ('config' in entry) return entry
  const { guard, balance: token } = entry
  return 'spent' in entry
    ? balanceGuard({ guard, token, spent: entry.spent })
    : balanceGuard({ guard, token, received: entry.received })
}

function toPermission(path: string, entry: PermissionEntry): PermissionDefinition {
  const value = {
    target: entry.target,
    ...(entry.maxValue === undefined ? {} : { maxValue: entry.maxValue }),
    ...(entry.spendsValue === undefined ? {} : { spendsValue: entry.spendsValue }),
    ...(entry.spendsCall === undefined ? {} : { spendsCall: entry.spendsCall }),
    ...(entry.worstTier === undefined ? {} : { worstTier: entry.worstTier }),
  }
  if ('anySelector' in entry) return anySelectorPermission(value)
  if ('transfer' in entry) return transferPermission({ ...value, maxValue: entry.maxValue })
  const { where = {}, spends = {}, allowTokenMismatch = false } = entry
  return permission({
    ...{ ...value, allowTokenMismatch, functionName: entry.function },
    abi: abiOf(path, entry.abi) as Abi,
    where: readConditions(path, where) as never,
    spends: spends as never,
  })
}

function abiOf(path: string, abi: string | z.infer<typeof abiSchema>): Abi {
  if (typeof abi !== 'string') return toAbi(path, abi)
  return abi === 'erc20' ? readAbi(abi) : readAbi(resolve(dirname(path), abi))
}
