import { correctedClock } from '../sdk/cex/clock/correctedClock.ts'
import type { Credentials } from '../sdk/cex/credentials.ts'
import { classifyEndpoint } from '../sdk/cex/endpoints/classifyEndpoint.ts'
import { inspectKey } from '../sdk/cex/keys/inspectKey.ts'
import type { VenueCall } from '../sdk/cex/keys/venueCall.ts'
import type { Venue } from '../sdk/cex/venue.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { UsageError } from './cli/errors.ts'
import { reportLines } from './cli/keyWords.ts'
import { flag, type Inputs } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { accountAsked, openVenuePlace, type VenuePlace, venuePlaceOptions } from './cli/venuePlace.ts'
import {
  credentialsOptions,
  openVenueStore,
  readCredentials,
  venueSecretNames,
  venueStoreOptions,
} from './cli/venueStore.ts'

/** What is asked in public shows nothing of the key but whether the venue lists it. */
const NOT_SIGNED = 'not signed: anybody may ask'

const options = {
  ...venuePlaceOptions,
  ...venueStoreOptions,
  ...credentialsOptions,
  yes: flag('--yes', 'really ask; without this the command only lists what it would send'),
}

await runCommand({
  name: 'venue:check',
  summary:
    'Checks signing, clock and permissions with your own key at the live venue, a testnet or a local server. It only reads, and lists first what it sends.',
  options,
  secrets: [venueSecretNames.credentials, venueSecretNames.store],
  examples: [
    '--venue okx-v5 --credentials-fd 0 < credentials.json',
    '--venue okx-v5 --credentials-fd 0 --yes < credentials.json',
    '--venue bybit-v5 --environment testnet --store bot.keys --id bybit --yes',
  ],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const place = openVenuePlace(input)
  const { venue, environment, baseUrl, keysUrl } = place
  const { questions, left, signed } = questionsOf(venue)
  terminal.plan([
    `To ${venue.name} (${environment}), and nothing else:`,
    ...(venue.serverTime ? [`  GET ${baseUrl}${venue.serverTime.path} (no key: the time)`] : []),
    ...questions.map((endpoint) => `  ${endpoint} at ${keysUrl} (${signed ? 'signed; reads' : NOT_SIGNED})`),
    ...left.map((endpoint) => `  Not asked, since it counts as more than reading: ${endpoint}`),
  ])
  if (!input.yes) return { sent: false, asked: questions, left }
  const { credentials, account: named = place.account } = await storedOf(input, place)
  const clock = venue.serverTime ? await measure(venue, baseUrl) : undefined
  terminal.say([
    clock
      ? `Clock: ${clock.offsetMs} ms off, ±${clock.uncertaintyMs} ms`
      : 'Clock: the venue does not tell its time',
  ])
  const { apiKey, call } = place.use('holder', credentials)
  const account = accountAsked({ ...place, account: named })
  const allows = (one: VenueCall): boolean => isRead(venue, one)
  const report = await inspectKey({
    venue,
    call,
    apiKey,
    allows,
    now: Math.floor(Date.now() / 1000),
    ...account,
  })
  const taken = `Signing: ${venue.name} took the request.`
  terminal.say([
    signed ? taken : `Signing: not tried, since the question is ${NOT_SIGNED}.`,
    ...reportLines(report),
  ])
  const signing = signed ? 'taken' : 'untried'
  return { sent: false, asked: questions, left, clock: clock ?? null, signing, report }
}

function questionsOf(venue: Venue): {
  readonly questions: readonly string[]
  readonly left: readonly string[]
  readonly signed: boolean
} {
  const unsigned = venue.inspection.next([], '', '')?.unsigned ? { unsigned: true as const } : {}
  const reads = (endpoint: string): boolean => {
    const [method, path] = endpoint.split(' ') as [VenueCall['method'], string]
    return isRead(venue, { method, path, params: [], ...unsigned })
  }
  const { endpoints } = venue.inspection
  return {
    questions: endpoints.filter(reads),
    left: endpoints.filter((one) => !reads(one)),
    signed: !('unsigned' in unsigned),
  }
}

/** What anybody may ask, or what the venue's table of endpoints says that it reads. */
function isRead(venue: Venue, call: VenueCall): boolean {
  if (call.unsigned) return true
  const [baseUrl = ''] = venue.hosts.production.rest
  return classifyEndpoint(venue, { ...call, baseUrl })?.class === 'read'
}

async function measure(venue: Venue, baseUrl: string) {
  return correctedClock({ venue, baseUrl }).measure()
}

async function storedOf(
  input: Inputs<typeof options>,
  { venue, environment }: VenuePlace,
): Promise<{ readonly credentials: Credentials; readonly account?: string }> {
  if (input.store !== undefined) {
    const { store, id } = await openVenueStore(input)
    return store.get({ id, role: 'holder', venue: venue.id, environment })
  }
  const given = readCredentials(input)
  if (given) return { credentials: given }
  throw new UsageError('Give credentials, or --store and --id.')
}
