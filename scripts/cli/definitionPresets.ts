import { z } from 'zod'
import {
  erc20Transfer,
  type LimitDefinition,
  type LimitDefinitions,
  type PermissionDefinition,
  type Preset,
} from '../../sdk/onchain/index.ts'
import { FileError } from './errors.ts'
import { swapPresetSchema, toSwapPreset } from './definitionSwaps.ts'
import { address, bigWhole } from './values.ts'

const transferSchema = z.strictObject({
  preset: z.literal('erc20-transfer'),
  token: address,
  recipients: z.union([z.array(address), z.literal('anyone')]),
  maxPerCall: bigWhole,
  limit: bigWhole,
  limitName: z.string().exactOptional(),
})

/** A preset, as a definition writes it: its name and its parameters, amounts in smallest units. */
export const presetSchema = z.discriminatedUnion('preset', [transferSchema, ...swapPresetSchema.options])

type Part = Required<Pick<Preset, 'permissions' | 'limits'>> & Pick<Preset, 'messages' | 'guards'>

/**
 * The preset of an entry.
 * @throws what the SDK's presets throw.
 */
export function toPreset(entry: z.infer<typeof presetSchema>): Preset {
  return entry.preset === 'erc20-transfer' ? erc20Transfer(entry) : toSwapPreset(entry)
}

/**
 * What several parts allow together. Permissions that are the same are one; limits of one name are shared, and have to be the same.
 * @throws FileError for two limits of one name that differ.
 */
export function mergeParts(path: string, parts: readonly Part[]): Required<Part> {
  return {
    permissions: onePerText(parts.flatMap(({ permissions }) => permissions)),
    limits: mergeLimits(path, parts),
    messages: parts.flatMap(({ messages = [] }) => messages),
    guards: parts.flatMap(({ guards = [] }) => guards),
  }
}

function onePerText(permissions: readonly PermissionDefinition[]): readonly PermissionDefinition[] {
  return [...new Map(permissions.map((one) => [asText({ ...one, item: undefined }), one])).values()]
}

function mergeLimits(path: string, parts: readonly Part[]): LimitDefinitions {
  const merged = new Map<string, LimitDefinition>()
  for (const [name, limit] of parts.flatMap(({ limits }) => Object.entries(limits))) {
    const other = merged.get(name)
    if (other && asText(other) !== asText(limit)) {
      const details = [
        'Limits of one name are shared: give them the same amount, or one of them another "limitName".',
      ]
      throw new FileError(`two limits are named "${name}" and differ.`, { path, details })
    }
    merged.set(name, limit)
  }
  return Object.fromEntries(merged)
}

function asText(value: object): string {
  return JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? `${member}n` : member))
}
