import type { Hex } from 'viem'
import { z } from 'zod'
import { checkVenueGrant } from '../../sdk/cex/grant/checkVenueGrant.ts'
import { hashVenueGrant } from '../../sdk/cex/grant/hashVenueGrant.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { ACCESS_LEVELS } from '../../sdk/core/accessLevel.ts'
import { CANCEL_RULES } from '../../sdk/core/cancelRule.ts'
import { ENVIRONMENTS } from '../../sdk/core/environment.ts'
import type { VenueGrant } from '../../sdk/core/grant.ts'
import { ORDER_TYPES } from '../../sdk/core/orderType.ts'
import { SIDES } from '../../sdk/core/side.ts'
import { MARKET_KINDS } from '../../sdk/core/venueMarket.ts'
import { readJson } from './files.ts'

const texts = z.array(z.string())
const whole = z.int().nonnegative()

const market = z.strictObject({
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  kind: z.enum(MARKET_KINDS),
  contractSize: z.string().exactOptional(),
})

const permission = z.strictObject({
  endpointClass: z.enum(ACCESS_LEVELS),
  endpoints: z.union([z.literal('all'), texts]),
  markets: z.union([z.literal('any'), z.array(market)]),
  sides: z.array(z.enum(SIDES)),
  orderTypes: z.array(z.enum(ORDER_TYPES)),
  cancel: z.enum(CANCEL_RULES),
})

const notional = { asset: z.string(), market: z.string(), amount: z.string() }

const limit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notionalPerOrder'), ...notional }),
  z.strictObject({ kind: z.literal('notionalPerPeriod'), ...notional, period: whole, periodStart: whole }),
  z.strictObject({ kind: z.literal('notionalTotal'), ...notional }),
  z.strictObject({ kind: z.literal('openOrders'), market: z.string(), amount: z.string() }),
  z.strictObject({
    kind: z.literal('position'),
    market: z.string(),
    unit: z.enum(['base', 'contracts']),
    amount: z.string(),
  }),
  z.strictObject({ kind: z.literal('requestRate'), amount: z.string(), period: whole }),
])

const network = z.strictObject({
  environment: z.enum(ENVIRONMENTS),
  allowedIps: z.union([z.literal('any'), texts]),
  baseUrls: texts.exactOptional(),
})

const schema = z.strictObject({
  account: z.strictObject({ venue: z.string(), account: z.string().exactOptional() }),
  networks: z.tuple([network]),
  permissions: z.array(permission),
  limits: z.array(limit),
  validAfter: whole,
  validUntil: whole,
  keyLifetime: whole,
  overlap: whole,
  maxKeys: whole,
  sessionKey: z.string(),
  salt: z.custom<Hex>((text) => typeof text === 'string' && /^0x[0-9a-f]{32}$/.test(text), 'is not 16 bytes'),
})

/** A grant at a venue out of a file of its JSON, and its hash. @throws FileError, GrantInvalidError, LimitInvalidError. */
export function readVenueGrantFile(
  path: string,
  venue: Venue,
): { readonly grant: VenueGrant; readonly grantId: string } {
  const grant: VenueGrant = readJson(path, schema, 'a grant at a venue')
  checkVenueGrant(venue, grant)
  return { grant, grantId: hashVenueGrant(grant) }
}
