import { z } from 'zod'
import type { DefineVenueGrantParameters } from '../../sdk/cex/grant/defineVenueGrant.ts'
import { expandVenueAccess, type VenueAccess } from '../../sdk/cex/grant/expandVenueAccess.ts'
import {
  venueMarketSchema,
  venueNetworkSchema,
  venuePermissionSchema,
} from '../../sdk/cex/grant/venueGrantFile.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { VENUES } from '../../sdk/cex/venues/index.ts'
import { CANCEL_RULES } from '../../sdk/core/cancelRule.ts'
import { UNLIMITED_KEY_LIFETIME } from '../../sdk/core/constants.ts'
import { ORDER_TYPES } from '../../sdk/core/orderType.ts'
import { SIDES } from '../../sdk/core/side.ts'
import { ANY_MARKET } from '../../sdk/core/venueConstants.ts'
import type { VenueLimit } from '../../sdk/core/venueLimit.ts'
import { VenueUnknownError } from '../../sdk/errors/venue.ts'
import { FileError } from './errors.ts'
import { readJson } from './files.ts'
import { duration, salt, time } from './values.ts'

const whole = z.int().min(1).max(255)
const notional = { asset: z.string(), market: z.string().default(ANY_MARKET), amount: z.string() }

const limitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notionalPerOrder'), ...notional }),
  z.strictObject({
    kind: z.literal('notionalPerPeriod'),
    ...notional,
    period: duration,
    periodStart: time.optional(),
  }),
  z.strictObject({ kind: z.literal('notionalTotal'), ...notional }),
  z.strictObject({
    kind: z.literal('openOrders'),
    market: z.string().default(ANY_MARKET),
    amount: z.string(),
  }),
  z.strictObject({
    kind: z.literal('position'),
    market: z.string(),
    unit: z.enum(['base', 'contracts']),
    amount: z.string(),
  }),
  z.strictObject({ kind: z.literal('requestRate'), amount: z.string(), period: duration }),
])

const schema = z.strictObject({
  venue: z.string(),
  account: z.string().optional(),
  network: venueNetworkSchema,
  sessionKey: z.string(),
  accessLevel: z.enum(['read', 'trade', 'full']).optional(),
  markets: z.union([z.literal(ANY_MARKET), z.array(venueMarketSchema)]).optional(),
  sides: z.array(z.enum(SIDES)).optional(),
  orderTypes: z.array(z.enum(ORDER_TYPES)).optional(),
  cancel: z.enum(CANCEL_RULES).optional(),
  mayMoveAssetsToOthers: z.boolean().optional(),
  permissions: z.array(venuePermissionSchema).optional(),
  limits: z.array(limitSchema).optional(),
  validAfter: time.optional(),
  validUntil: time.optional(),
  validFor: duration.optional(),
  keyLifetime: z.union([z.literal('unlimited'), duration]),
  overlap: duration.optional(),
  maxKeys: whole.optional(),
  salt: salt.optional(),
})

type Definition = z.infer<typeof schema>

/** What a definition is read with. */
export interface VenueDefinitionOptions {
  /** Unix seconds: where a definition that does not say so begins. */
  readonly now: number
  /** Every venue by default. */
  readonly venues?: readonly Venue[]
}

/**
 * A definition file of a grant at a venue, as `defineVenueGrant` takes it. Periods are durations such as `1d`, times unix seconds or ISO
 * 8601; amounts are decimals as text, in whole units of the asset.
 * @throws FileError, VenueUnknownError, GrantInvalidError.
 */
export function readVenueGrantDefinition(
  path: string,
  { now, venues = VENUES }: VenueDefinitionOptions,
): DefineVenueGrantParameters {
  const definition = readJson(path, schema, 'a definition of a grant at a venue')
  const { account, network, sessionKey, overlap, maxKeys, salt: ownSalt, validAfter = now } = definition
  const venue = venues.find(({ id }) => id === definition.venue)
  if (!venue) throw new VenueUnknownError({ venue: definition.venue, known: venues.map(({ id }) => id) })
  return {
    ...{ venue, account, network, sessionKey, validAfter, overlap, maxKeys, salt: ownSalt },
    permissions: permissionsOf(path, definition),
    limits: (definition.limits ?? []).map((limit) => toLimit(limit, validAfter)),
    validUntil: endOf(path, definition, validAfter),
    keyLifetime: definition.keyLifetime === 'unlimited' ? UNLIMITED_KEY_LIFETIME : definition.keyLifetime,
    clock: { now: () => now },
  }
}

function toLimit(limit: z.infer<typeof limitSchema>, validAfter: number): VenueLimit {
  return limit.kind === 'notionalPerPeriod'
    ? { ...limit, periodStart: limit.periodStart ?? validAfter }
    : limit
}

function endOf(path: string, { validUntil, validFor }: Definition, validAfter: number): number {
  if (validUntil !== undefined && validFor === undefined) return validUntil
  if (validFor !== undefined && validUntil === undefined) return validAfter + validFor - 1
  throw new FileError('it says either "validUntil" or "validFor".', { path })
}

function permissionsOf(path: string, definition: Definition): DefineVenueGrantParameters['permissions'] {
  const { accessLevel, permissions, markets, sides, orderTypes, cancel, mayMoveAssetsToOthers } = definition
  const terms = { markets, sides, orderTypes, cancel, mayMoveAssetsToOthers }
  const given = Object.entries(terms).filter(([, value]) => value !== undefined)
  if (accessLevel === undefined) {
    if (permissions !== undefined && given.length === 0) return permissions
    throw new FileError('it says either an "accessLevel", with what goes with it, or "permissions".', {
      path,
    })
  }
  if (permissions !== undefined) throw new FileError('permissions stand without an "accessLevel".', { path })
  if (accessLevel === 'read' && given.length > 0) {
    throw new FileError(`"read" has nothing to do with ${given.map(([name]) => name).join(', ')}.`, { path })
  }
  if (accessLevel !== 'read' && markets === undefined) {
    throw new FileError(`"${accessLevel}" needs "markets": a list, or "any" by name.`, { path })
  }
  // What `full` needs is judged there: the types of a file are not known here.
  return expandVenueAccess({ accessLevel, ...Object.fromEntries(given) } as VenueAccess)
}
