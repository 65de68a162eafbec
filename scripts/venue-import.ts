import { z } from 'zod'
import type { Credentials } from '../sdk/cex/credentials.ts'
import { compareKey } from '../sdk/cex/keys/compareKey.ts'
import type { CredentialStore } from '../sdk/cex/keys/credentialStore.ts'
import { openFindings } from '../sdk/cex/keys/decision.ts'
import { factsHash } from '../sdk/cex/keys/factsHash.ts'
import { fileDecisionLog } from '../sdk/cex/keys/fileDecisionLog.ts'
import type { Finding } from '../sdk/cex/keys/finding.ts'
import { finishVenueKey } from '../sdk/cex/keys/finishVenueKey.ts'
import { importKey } from '../sdk/cex/keys/importKey.ts'
import { inspectKey } from '../sdk/cex/keys/inspectKey.ts'
import { keyNeeds } from '../sdk/cex/keys/keyNeeds.ts'
import { DEFAULT_KEY_POLICY, type KeyPolicy } from '../sdk/cex/keys/keyPolicy.ts'
import type { KeyReport } from '../sdk/cex/keys/keyReport.ts'
import { mintVenueKey } from '../sdk/cex/keys/mintVenueKey.ts'
import { venueKeyId } from '../sdk/cex/nonces/venueKeyId.ts'
import { UNLIMITED_KEY_LIFETIME } from '../sdk/core/constants.ts'
import { CredentialsPlaceError, CredentialsRoleError, VenueKeyRefusedError } from '../sdk/errors/venueKey.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { MismatchError, SecretMissingError, UsageError } from './cli/errors.ts'
import { keyDecisionOptions, recordDecision } from './cli/keyDecision.ts'
import { findingLines, reportLines, shortKey } from './cli/keyWords.ts'
import { flag, type Inputs, option } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { duration, file } from './cli/values.ts'
import { readVenueGrantFile } from './cli/venueGrantFile.ts'
import { accountAsked, openVenuePlace, type VenuePlace, venuePlaceOptions } from './cli/venuePlace.ts'
import {
  credentialsOptions,
  openNewVenueStore,
  readCredentials,
  venueSecretNames,
  venueStoreOptions,
} from './cli/venueStore.ts'

const options = {
  ...venuePlaceOptions,
  ...venueStoreOptions,
  ...credentialsOptions,
  grant: option('--grant <file>', 'the grant that the key is for, as JSON', file),
  maxAge: option(
    '--max-age <duration>',
    'oldest age of a key, or any (default: 90d)',
    z.union([z.literal('any'), duration]),
  ),
  ...keyDecisionOptions,
  rotator: flag('--rotator', "take it as a rotator's key: full authority, held against no grant"),
  mint: flag('--mint', 'make a private key in the store and show its public half'),
  apiKey: option('--api-key <key>', 'the API key that the venue gave for a minted key', z.string().min(1)),
  yes: flag('--yes', 'really store it; without this the command only asks and shows'),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'venue:import',
  summary:
    'Takes a key of a venue: asks the venue what it may do, holds that against a grant, and only then keeps it in an encrypted file.',
  options,
  secrets: [venueSecretNames.credentials, venueSecretNames.store, venueSecretNames.newRotator],
  examples: [
    '--venue okx-v5 --store bot.keys --id okx --grant grant.json --credentials-fd 0 < credentials.json',
    '--venue okx-v5 … --accept noIps --who "A. Owner" --why "moves next week" --until 2030-01-31T00:00:00Z --yes',
    '--venue binance-spot --store bot.keys --id bot --mint --yes',
    '--venue okx-v5 --store rotator.keys --id okx --rotator --credentials-fd 0 --yes < rotator.json',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  const place = openVenuePlace(input)
  if (input.mint) return mint(input, place, terminal)
  const { store, id } = await openNewVenueStore(input, input.rotator ? 'rotator' : 'session')
  const credentials = await credentialsOf(input, place, store, id)
  const report = await ask(place, credentials, terminal)
  if (input.rotator) return keepRotator(input, place, { store, id, credentials, report }, terminal)
  return keepHolder(input, place, { store, id, credentials, report }, terminal)
}

interface Asked {
  readonly store: CredentialStore
  readonly id: string
  readonly credentials: Credentials
  readonly report: KeyReport
}

async function mint(input: Input, { venue, environment, account }: VenuePlace, terminal: Terminal) {
  if (!venue.publicKeys) {
    throw new UsageError(`${venue.name} takes no public keys: it makes the key.`, {
      details: ['Make one at the venue, and import its credentials, without --mint.'],
    })
  }
  terminal.plan([`Make a private key for ${venue.name} (${environment}) in ${input.store} as ${input.id}.`])
  if (!input.yes) return { sent: false, stored: false }
  const { store, id } = await openNewVenueStore(input, input.rotator ? 'rotator' : 'session')
  const role = input.rotator ? 'rotator' : 'holder'
  const now = Math.floor(Date.now() / 1000)
  if (await store.find(id))
    throw new UsageError(`There is something under "${id}" already: choose another --id.`)
  const named = account === undefined ? {} : { account }
  const { keyType, publicKey } = await mintVenueKey({ store, id, venue, environment, role, now, ...named })
  terminal.say([
    `Upload this public half (${keyType}) to ${venue.name}, then import with --api-key:`,
    ...publicKey.split('\n'),
  ])
  return { sent: false, stored: true, keyType, publicKey }
}

async function credentialsOf(
  input: Input,
  { venue, environment }: VenuePlace,
  store: CredentialStore,
  id: string,
): Promise<Credentials> {
  if (input.apiKey !== undefined) {
    const minted = await finishVenueKey({ store, id, apiKey: input.apiKey })
    // It was made for one purpose, and is taken for no other.
    const expected = input.rotator ? 'rotator' : 'holder'
    if (minted.role !== expected) throw new CredentialsRoleError({ id, actual: minted.role, expected })
    const [actual, wanted] = [`${minted.venue} (${minted.environment})`, `${venue.id} (${environment})`]
    if (actual !== wanted) throw new CredentialsPlaceError({ id, actual, expected: wanted })
    return minted.credentials
  }
  const given = readCredentials(input)
  if (given) return given
  throw new SecretMissingError('The credentials are needed.', { details: [venueSecretNames.credentials] })
}

async function ask(place: VenuePlace, credentials: Credentials, terminal: Terminal) {
  const { venue, environment, use } = place
  const named = accountAsked(place)
  const { apiKey, call } = use('holder', credentials)
  terminal.plan([`Ask ${venue.name} (${environment}): ${venue.inspection.endpoints.join(', ')}`])
  const report = await inspectKey({ venue, call, apiKey, now: Math.floor(Date.now() / 1000), ...named })
  terminal.say(reportLines(report))
  return report
}

async function keepRotator(
  { yes }: Input,
  { venue, environment, account }: VenuePlace,
  { store, id, credentials, report }: Asked,
  terminal: Terminal,
): Promise<CommandResult> {
  terminal.plan([`Keep it as a rotator's key under ${id}: it can make keys, which is full authority.`])
  if (!yes) return { sent: false, stored: false, report }
  const there = await store.find(id)
  const minted = there && !('credentials' in there) && there.secret.equals(credentials.secret)
  if (there && !minted) throw new UsageError(`There is something under "${id}" already: choose another --id.`)
  const { venue: _venue, apiKey: _apiKey, source: _source, inspectedAt, ...facts } = report
  await store.put(id, {
    ...{ role: 'rotator', venue: venue.id, environment, credentials, importedAt: inspectedAt, facts },
    ...(account === undefined ? {} : { account }),
  })
  terminal.say([`Kept under ${id}.`])
  return { sent: false, stored: true, report }
}

async function keepHolder(
  input: Input,
  { venue, environment, account }: VenuePlace,
  { store, id, credentials, report }: Asked,
  terminal: Terminal,
): Promise<CommandResult> {
  if (input.grant === undefined) throw new UsageError('--grant is needed: a key is taken for a grant.')
  const { grant, grantId } = readVenueGrantFile(input.grant, venue)
  if (grant.sessionKey !== credentials.apiKey) {
    throw new MismatchError('The grant is for another key than these credentials.', {
      details: [
        `The grant names ${shortKey(grant.sessionKey)}, the credentials are of ${shortKey(credentials.apiKey)}.`,
        'Give the credentials of that key, or make a grant with this key as its sessionKey.',
      ],
    })
  }
  const policy: KeyPolicy = {
    ...DEFAULT_KEY_POLICY,
    ...(input.maxAge === undefined
      ? {}
      : { maxAge: input.maxAge === 'any' ? UNLIMITED_KEY_LIFETIME : input.maxAge }),
  }
  const now = Math.floor(Date.now() / 1000)
  const findings = compareKey(report, keyNeeds(grant), policy, now)
  const keyId = venueKeyId(venue.id, credentials.apiKey)
  terminal.say(
    findings.length > 0 ? ['Held against the grant:', ...findingLines(findings)] : ['It fits the grant.'],
  )
  const decisions = fileDecisionLog({ path: input.decisions ?? 'decisions.log' })
  const place = { keyId, grantId, seen: factsHash(report), now }
  if (input.accept) await recordDecision(input, { decisions, findings, place }, terminal)
  if (!input.yes) {
    const open = openFindings(findings, await decisions.read(), place)
    const refused = open.length > 0 && !input.accept
    if (refused) {
      sayHowToAccept(open, terminal)
      throw new VenueKeyRefusedError({ findings: open })
    }
    terminal.plan([`Keep it under ${id} for the grant ${grantId}.`])
    return { sent: false, stored: false, report, findings }
  }
  const stored = { role: 'holder', venue: venue.id, environment, credentials } as const
  const named = account === undefined ? stored : { ...stored, account }
  await importKey({ store, id, report, stored: named, grant, grantId, policy, decisions, now }).catch(
    async (error: unknown) => {
      if (error instanceof VenueKeyRefusedError)
        sayHowToAccept(openFindings(findings, await decisions.read(), place), terminal)
      throw error
    },
  )
  terminal.say([`Kept under ${id}.`])
  return { sent: false, stored: true, report, findings }
}

/** What to add to the command where a person may decide; nothing where the key is refused whatever anybody says. */
function sayHowToAccept(open: readonly Finding[], terminal: Terminal): void {
  if (open.some(({ verdict }) => verdict !== 'decision')) return
  const names = open.map(({ name }) => name)
  const withdrawal = names.includes('canDoFull') ? ' --accept-withdrawal' : ''
  terminal.say([
    `To take it all the same, add: --accept ${names.join(' ')}${withdrawal} --who "…" --why "…" --until <time> --yes`,
  ])
}
