import { z } from 'zod'
import { correctedClock } from '../../sdk/cex/clock/correctedClock.ts'
import { machineClock } from '../../sdk/cex/clock/machineClock.ts'
import type { VenueClock } from '../../sdk/cex/clock/venueClock.ts'
import type { Credentials } from '../../sdk/cex/credentials.ts'
import { inspectionBaseUrl } from '../../sdk/cex/keys/inspectionBaseUrl.ts'
import { type KeyUser, keyUser } from '../../sdk/cex/keys/keyUser.ts'
import type { CredentialRole } from '../../sdk/cex/keys/storedCredentials.ts'
import { fileNonceAuthority } from '../../sdk/cex/nonces/fileNonceAuthority.ts'
import { memoryNonceAuthority } from '../../sdk/cex/nonces/memoryNonceAuthority.ts'
import type { Venue } from '../../sdk/cex/venue.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { ENVIRONMENTS, type Environment } from '../../sdk/core/environment.ts'
import { UsageError } from './errors.ts'
import { type Inputs, option } from './options.ts'
import { file, url } from './values.ts'

/** Options that say which venue, and which of its systems. */
export const venuePlaceOptions = {
  venue: option('--venue <id>', 'the venue, such as okx-v5', z.string().min(1)),
  environment: option(
    '--environment <name>',
    'production, testnet or local (default: production)',
    z.enum(ENVIRONMENTS, `is not one of ${ENVIRONMENTS.join(', ')}`),
  ),
  baseUrl: option('--base-url <url>', "where it answers; needed for local, else one of the venue's own", url),
  account: option('--account <name>', 'the (sub-)account, as the venue names it', z.string().min(1)),
  nonces: option(
    '--nonces <file>',
    'file of nonces that everything with this key shares (default: the time)',
    file,
  ),
}

/** A venue, one of its environments, and how to use keys there. */
export interface VenuePlace {
  readonly venue: Venue
  readonly environment: Environment
  readonly baseUrl: string
  /** Where keys are asked about, which is not the same host everywhere. */
  readonly keysUrl: string
  readonly account: string | undefined
  readonly clock: VenueClock
  /** Makes a key ready to ask about itself, or to make others. */
  use<role extends CredentialRole>(role: role, credentials: Credentials): KeyUser<role>
}

/**
 * The venue of a command.
 * @throws UsageError when it is not named, or the host is not one of its environment; VenueUnknownError.
 */
export function openVenuePlace(input: Inputs<typeof venuePlaceOptions>): VenuePlace {
  const { environment = 'production', account, nonces } = input
  if (input.venue === undefined) throw new UsageError('--venue is needed.')
  const venue = findVenue(input.venue)
  const baseUrl = baseUrlOf(venue, environment, input.baseUrl)
  const clock = venue.serverTime ? correctedClock({ venue, baseUrl }) : machineClock
  const authority = nonces === undefined ? memoryNonceAuthority() : fileNonceAuthority({ path: nonces })
  const host = inspectionBaseUrl(venue, environment, baseUrl)
  return {
    ...{ venue, environment, baseUrl, keysUrl: host, account, clock },
    use: (role, credentials) =>
      keyUser({ role, credentials }, { venue, baseUrl: host, clock, nonces: authority }),
  }
}

/** A key is sent to hosts of its own environment only. */
function baseUrlOf(venue: Venue, environment: Environment, asked: string | undefined): string {
  if (environment === 'local') {
    if (asked !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(asked).hostname))
      return asked
    throw new UsageError('--base-url is needed for a local server, and has to be on this machine.')
  }
  const hosts = venue.hosts[environment]?.rest ?? []
  const [first] = hosts
  if (first === undefined) throw new UsageError(`${venue.name} has no ${environment}.`)
  if (asked === undefined) return first
  if (hosts.includes(asked)) return asked
  throw new UsageError(`--base-url is none of ${venue.name} in ${environment}.`, { details: hosts })
}

/**
 * The account as questions about a key name it.
 * @throws UsageError when the venue is asked by account, and none is named.
 */
export function accountAsked({ venue, account }: VenuePlace): { readonly account?: string } {
  if (account !== undefined) return { account }
  if (!venue.inspection.needsAccount) return {}
  throw new UsageError(`--account is needed: ${venue.name} is asked about the keys of an account.`)
}
