import { inspectKey } from '../sdk/cex/keys/inspectKey.ts'
import type { StoredCredentials } from '../sdk/cex/keys/storedCredentials.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { UsageError } from './cli/errors.ts'
import { reportLines } from './cli/keyWords.ts'
import type { Inputs } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { accountAsked, openVenuePlace, venuePlaceOptions } from './cli/venuePlace.ts'
import {
  credentialsOptions,
  openVenueStore,
  readCredentials,
  venueSecretNames,
  venueStoreOptions,
} from './cli/venueStore.ts'

const options = { ...venuePlaceOptions, ...venueStoreOptions, ...credentialsOptions }

await runCommand({
  name: 'venue:inspect',
  summary: 'Asks a venue what a key may do: permissions, addresses, age and end. Nothing is changed.',
  options,
  secrets: [venueSecretNames.credentials, venueSecretNames.store],
  examples: [
    '--venue okx-v5 --store bot.keys --id okx',
    '--venue bybit-v5 --environment testnet --credentials-fd 0 < credentials.json',
  ],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const place = openVenuePlace(input)
  const { venue, environment } = place
  const given = input.store === undefined ? readCredentials(input) : undefined
  const { credentials, account: named = place.account } = given
    ? { credentials: given }
    : await stored(input, place)
  terminal.plan([`Ask ${venue.name} (${environment}): ${venue.inspection.endpoints.join(', ')}`])
  const { apiKey, call } = place.use('holder', credentials)
  const now = Math.floor(Date.now() / 1000)
  const account = accountAsked({ ...place, account: named })
  const report = await inspectKey({ venue, call, apiKey, now, ...account })
  terminal.say(reportLines(report))
  return { sent: false, report }
}

async function stored(
  input: Inputs<typeof options>,
  { venue, environment }: ReturnType<typeof openVenuePlace>,
): Promise<Pick<StoredCredentials, 'credentials' | 'account'>> {
  if (input.store === undefined) throw new UsageError('Give --store and --id, or credentials.')
  const { store, id } = await openVenueStore(input)
  return store.get({ id, role: 'holder', venue: venue.id, environment })
}
