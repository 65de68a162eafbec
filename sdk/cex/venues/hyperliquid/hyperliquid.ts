import { answerAt } from '../../answers/answerAt.ts'
import { answerText } from '../../answers/answerText.ts'
import type { Json } from '../../json.ts'
import type { VenueRequest } from '../../request.ts'
import type { Venue, VenueRefusal } from '../../venue.ts'
import { hyperliquidEndpoints } from './endpoints.ts'
import { hyperliquidEndpointOf } from './hyperliquidEndpointOf.ts'
import { hyperliquidInspection } from './inspection.ts'
import { readHyperliquidOrders } from './readOrders.ts'
import { hyperliquidSigning } from './signing.ts'

/** Hyperliquid. */
export const hyperliquid: Venue = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  hosts: {
    production: { rest: ['https://api.hyperliquid.xyz'], ws: [] },
    testnet: { rest: ['https://api.hyperliquid-testnet.xyz'], ws: [] },
  },
  signing: hyperliquidSigning,
  endpoints: hyperliquidEndpoints,
  publicKeys: { secp256k1: 'address' },
  inspection: hyperliquidInspection,
  endpointOf: hyperliquidEndpointOf,
  isFor: isForAccount,
  readOrders: readHyperliquidOrders,
  refusalOf: hyperliquidRefusal,
}

/** A vault or a sub-account is named by its address, in whatever case; the account that the key signs for is not named. */
function isForAccount({ params }: VenueRequest, account: string | undefined): boolean {
  const [value = null, ...more] = (params ?? [])
    .filter(([name]) => name.toLowerCase() === 'vaultaddress')
    .map(([, address]) => address)
  const named = value === null ? undefined : String(value).toLowerCase()
  return more.length === 0 && named === account?.toLowerCase()
}

/** A batch is refused when every part of it is. */
function hyperliquidRefusal(answer: Json): VenueRefusal | undefined {
  if (answerText(answer, 'status') === 'err') {
    return { code: undefined, message: answerText(answer, 'response') ?? '' }
  }
  const statuses = answerAt(answer, 'response', 'data', 'statuses')
  if (!Array.isArray(statuses)) return undefined
  const errors = statuses.map((status) => answerText(status, 'error'))
  const [first] = errors
  return first === undefined || errors.includes(undefined) ? undefined : { code: undefined, message: first }
}
