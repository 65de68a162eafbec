import { z } from 'zod'
import type { Expiry } from '../../sdk/core/expiry.ts'
import { ACCESS_LEVELS } from '../../sdk/core/index.ts'
import { expandAccessLevel, type MaximumFeeDefinition, type Preset } from '../../sdk/onchain/index.ts'
import { presetSchema, toPreset } from './definitionPresets.ts'
import { FileError } from './errors.ts'

/** What a definition says of its access level and of presets. */
export const accessFields = {
  accessLevel: z.enum(ACCESS_LEVELS as ['read', 'trade', 'full']).optional(),
  presets: z.array(presetSchema).optional(),
  /** Sites that the holder may sign in to. */
  signIn: z.array(z.string()).optional(),
  mayMoveAssetsToOthers: z.boolean().optional(),
}

type AccessInput = z.infer<z.ZodObject<typeof accessFields>>

/** What the options say of the grant, and access levels and presets depend on. */
export interface DefinitionTerms extends Expiry {
  readonly chainId: number
  readonly maximumFee: MaximumFeeDefinition
}

/** What a definition says, and nothing left out. */
export type Definition = Required<Omit<Preset, 'accessLevel'>> & { readonly allowOverlapping?: boolean }

/**
 * What the access level and the presets of a definition come to, with what it writes out itself. That has no access level that anything
 * could tell, so it needs `full`, but for guards, which only tighten.
 * @throws FileError, and what `expandAccessLevel` and the presets throw.
 */
export function withAccess(
  path: string,
  input: AccessInput,
  own: Definition,
  terms: DefinitionTerms,
): Definition {
  const { accessLevel, presets = [], signIn = [], mayMoveAssetsToOthers } = input
  if (accessLevel === undefined) {
    if (presets.length + signIn.length === 0 && mayMoveAssetsToOthers === undefined) return own
    throw new FileError('presets and sign-ins stand under an "accessLevel": read, trade or full.', { path })
  }
  const { guards, ...written } = own
  const isWritten = [written.permissions, Object.keys(written.limits), written.messages].some(
    ({ length }) => length > 0,
  )
  if (isWritten && accessLevel !== 'full') {
    const what = 'permissions, limits and messages that it writes out itself'
    throw new FileError(`${what} need the accessLevel "full", not "${accessLevel}".`, { path })
  }
  const expanded = expandAccessLevel({
    ...{ ...terms, accessLevel, signIn, mayMoveAssetsToOthers },
    presets: [
      ...presets.map((preset) => toPreset(preset, terms)),
      ...(isWritten ? [{ ...written, accessLevel: 'full' }] : []),
    ],
    // What a file says is judged there: its types are not known here.
  } as Parameters<typeof expandAccessLevel>[0])
  const { permissions, limits, messages, allowOverlapping } = expanded
  return { permissions, limits, messages, allowOverlapping, guards: [...expanded.guards, ...guards] }
}
