import { checkKeyDrift } from '../sdk/cex/keys/checkKeyDrift.ts'
import { decisionDrift } from '../sdk/cex/keys/decisionDrift.ts'
import { fileDecisionLog } from '../sdk/cex/keys/fileDecisionLog.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { driftLines, reportLines } from './cli/keyWords.ts'
import { type Inputs, option } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { file } from './cli/values.ts'
import { openVenuePlace, venuePlaceOptions } from './cli/venuePlace.ts'
import { openVenueStore, venueSecretNames, venueStoreOptions } from './cli/venueStore.ts'

const options = {
  ...venuePlaceOptions,
  ...venueStoreOptions,
  decisions: option('--decisions <file>', 'log of decisions (default: decisions.log)', file),
}

await runCommand({
  name: 'venue:drift',
  summary:
    'Asks a venue again about a stored key and reports what changed since it was taken. Exit code 1 when the key has more than it had, or is gone.',
  options,
  secrets: [venueSecretNames.store],
  examples: ['--venue okx-v5 --store bot.keys --id okx', '--venue okx-v5 --store bot.keys --id okx --json'],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const place = openVenuePlace(input)
  const { venue, environment } = place
  const { store, id } = await openVenueStore(input)
  const stored = await store.get({ id, role: 'holder', venue: venue.id, environment })
  const { apiKey, call } = place.use('holder', stored.credentials)
  const now = Math.floor(Date.now() / 1000)
  const named = stored.account ?? place.account
  const account = named === undefined ? {} : { account: named }
  const { report, drift } = await checkKeyDrift({
    ...{ venue, call, apiKey, now, before: stored.facts },
    ...account,
  })
  const decisions = await fileDecisionLog({ path: input.decisions ?? 'decisions.log' }).read()
  const lapsed = decisionDrift(stored, decisions, now)
  const changes = lapsed ? [...drift, lapsed] : drift
  if (report) terminal.say(reportLines(report))
  terminal.say(
    changes.length > 0
      ? ['Changed since it was taken:', ...driftLines(changes)]
      : ['Nothing changed since it was taken.'],
  )
  const refused = !report || changes.some(({ direction }) => direction === 'wider')
  return { sent: false, refused, drift: changes, report: report ?? null, known: stored.facts !== undefined }
}
