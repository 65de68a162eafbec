import { EncodingRangeError } from '../../errors/encoding.ts'
import { defaultPath } from '../actions/checkUse.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import { type BotActions, botActions } from './botActions.ts'
import type { IntentPath } from './intent.ts'
import type { BotClientBase } from './internal/botBase.ts'
import { bundlerCarrier } from './internal/bundlerCarrier.ts'
import { cached } from './internal/cached.ts'
import type { CarrierSettings } from './internal/carrierSettings.ts'
import { directCarrier } from './internal/directCarrier.ts'
import type { EstimateFees } from './internal/feeSource.ts'
import { readSituation } from './internal/situation.ts'
import type { Ledger } from './ledger.ts'

/** What a bot is made of, and how much it may do at once. */
export type BotClientConfig = {
  /** The holder's client: grant, key and account. */
  client: HolderClientBase
  /** Where intents, reservations and nonces are kept. Bots that share an account, a limit or a key share one. */
  ledger: Ledger
  /** `bundler` when the client has one, otherwise `direct`: without a bundler, by transactions of the key itself. */
  path?: IntentPath | undefined
  /** Intents in flight at once; 4 by default, which is what public bundlers take of one account. */
  maxInFlight?: number | undefined
  /** First of the lanes to use, `maxInFlight` of them; 0 by default. Bots that do not share a ledger must not share lanes. */
  firstLane?: number | undefined
  /** Milliseconds for which is kept what was read: of the chain (60,000), fees (30,000) and gas (600,000). */
  maximumAge?: { readonly state?: number; readonly fees?: number; readonly gas?: number } | undefined
  /** Percent on top of gas that was measured before; 10 by default. */
  gasMargin?: number | undefined
  /** Percent by which a replacement's fees go up at least; 12 by default, 10 is what bundlers and nodes ask for. */
  feeBump?: number | undefined
  /** Where fees come from; the node by default. */
  estimateFees?: EstimateFees | undefined
  /** Milliseconds between questions for a receipt; the client's by default. */
  pollingInterval?: number | undefined
  /** Milliseconds that preparing and signing one intent may take; 30,000 by default. */
  claimTime?: number | undefined
}

/** A bot: it sends calls in parallel, each at most once, with one request each. */
export type BotClient = BotClientBase & BotActions

const CARRIERS = { bundler: bundlerCarrier, direct: directCarrier }

/**
 * Creates a bot over a holder's client.
 * @throws EncodingRangeError, ClientIncompleteError, SignerUnsupportedError.
 */
export function createBotClient(config: BotClientConfig): BotClient {
  const { client, ledger, path, claimTime = 30_000 } = config
  const { state: stateAge = 60_000 } = config.maximumAge ?? {}
  const chosen = path ?? (defaultPath(client) === 'bundler' ? 'bundler' : 'direct')
  const scope = `${client.chain.id} ${client.grant.account}`
  const readNow = async () =>
    readSituation(client, await ledger.transact((page) => page.revision(), { durable: false }))
  const base: BotClientBase = {
    ...{ holder: client, ledger, scope, claimTime, callsById: new Map() },
    carrier: CARRIERS[chosen](client, carrierSettings(config)),
    situation: cached(readNow, stateAge),
    pollingInterval: config.pollingInterval ?? client.pollingInterval,
  }
  return Object.assign(base, botActions(base))
}

/** First value that is no whole percentage or number of lanes here. */
const END = 1_000

function carrierSettings(config: BotClientConfig): CarrierSettings {
  const { maxInFlight = 4, firstLane = 0, gasMargin = 10, feeBump = 12, estimateFees } = config
  const { fees: feeAge = 30_000, gas: gasAge = 600_000 } = config.maximumAge ?? {}
  check('maxInFlight', maxInFlight, 1)
  check('gasMargin', gasMargin, 0)
  check('feeBump', feeBump, 10)
  return {
    lanes: Array.from({ length: maxInFlight }, (_, index) => firstLane + index),
    ...{ maxInFlight, feeAge, gasAge, estimateFees },
    ...{ gasMargin: BigInt(gasMargin), bump: BigInt(feeBump) },
  }
}

function check(field: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least || value >= END) {
    throw new EncodingRangeError({ field, expected: `a whole number from ${least} to ${END - 1}` })
  }
}
