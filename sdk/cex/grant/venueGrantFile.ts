import type { Hash } from 'viem'
import * as z from 'zod'
import { CANCEL_RULES } from '../../core/cancelRule.ts'
import { ENVIRONMENTS } from '../../core/environment.ts'
import type { VenueGrant } from '../../core/grant.ts'
import { ORDER_TYPES } from '../../core/orderType.ts'
import { SIDES } from '../../core/side.ts'
import { ALL_ENDPOINTS, ANY_IP, ANY_MARKET } from '../../core/venueConstants.ts'
import { MARKET_KINDS } from '../../core/venueMarket.ts'
import { GrantFileInvalidError } from '../../errors/encoding.ts'
import { hashVenueGrant } from './hashVenueGrant.ts'

/** What a file of a grant at a venue holds. It holds no secret. */
export type VenueGrantFile = {
  readonly grant: VenueGrant
  readonly grantId: Hash
}

const text = z.string().max(1024)
const seconds = z.int().min(0)
const hex = (bytes: number) =>
  z.custom<`0x${string}`>(
    (value) => typeof value === 'string' && new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`).test(value),
    `is not ${bytes} bytes in lower-case hex`,
  )

/** A market of a grant, as files write it. */
export const venueMarketSchema = z.strictObject({
  symbol: text,
  base: text,
  quote: text,
  kind: z.enum(MARKET_KINDS),
  contractSize: z.exactOptional(text),
})

/** A permission of a grant, as files write it. */
export const venuePermissionSchema = z.strictObject({
  endpointClass: z.enum(['read', 'trade', 'full']),
  endpoints: z.union([z.literal(ALL_ENDPOINTS), z.array(text)]),
  markets: z.union([z.literal(ANY_MARKET), z.array(venueMarketSchema)]),
  sides: z.array(z.enum(SIDES)),
  orderTypes: z.array(z.enum(ORDER_TYPES)),
  cancel: z.enum(CANCEL_RULES),
})

/** Where a grant holds, as files write it. */
export const venueNetworkSchema = z.strictObject({
  environment: z.enum(ENVIRONMENTS),
  allowedIps: z.union([z.literal(ANY_IP), z.array(text)]),
  baseUrls: z.exactOptional(z.array(text)),
})

const notional = { asset: text, market: text, amount: text }

const limit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('notionalPerOrder'), ...notional }),
  z.strictObject({
    kind: z.literal('notionalPerPeriod'),
    ...notional,
    period: seconds,
    periodStart: seconds,
  }),
  z.strictObject({ kind: z.literal('notionalTotal'), ...notional }),
  z.strictObject({ kind: z.literal('openOrders'), market: text, amount: text }),
  z.strictObject({
    kind: z.literal('position'),
    market: text,
    unit: z.enum(['base', 'contracts']),
    amount: text,
  }),
  z.strictObject({ kind: z.literal('requestRate'), amount: text, period: seconds }),
])

/** A grant at a venue, as files write it. */
export const venueGrantSchema = z.strictObject({
  account: z.strictObject({ venue: text, account: z.exactOptional(text) }),
  networks: z.tuple([venueNetworkSchema]),
  permissions: z.array(venuePermissionSchema).max(255),
  limits: z.array(limit).max(255),
  validAfter: seconds,
  validUntil: seconds,
  keyLifetime: seconds,
  overlap: seconds,
  maxKeys: seconds,
  sessionKey: text,
  salt: hex(16),
})

const fileSchema = z.strictObject({
  format: z.literal('latchkey-venue-grant'),
  version: z.literal(1),
  grantId: hex(32),
  grant: venueGrantSchema,
})

/** A grant at a venue as JSON text. */
export function serializeVenueGrantFile(grant: VenueGrant): string {
  const content = { format: 'latchkey-venue-grant', version: 1, grantId: hashVenueGrant(grant), grant }
  return `${JSON.stringify(content, null, 2)}\n`
}

/**
 * The grant of a file. Unknown members and versions are refused, and so is a file whose grantId is not the hash of its grant. Whether the
 * grant can hold at its venue is for `checkVenueGrant`, which every client asks.
 * @throws GrantFileInvalidError.
 */
export function parseVenueGrantFile(content: string): VenueGrantFile {
  const result = fileSchema.safeParse(jsonOf(content))
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`)
    throw new GrantFileInvalidError({ issues })
  }
  const { grant, grantId } = result.data
  if (hashVenueGrant(grant) !== grantId) {
    throw new GrantFileInvalidError({ issues: ['grantId: it is not the hash of the grant'] })
  }
  return { grant, grantId }
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (cause) {
    throw new GrantFileInvalidError({ issues: ['file: it is not JSON'] }, { cause })
  }
}
