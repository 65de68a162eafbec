import { z } from 'zod'
import { defineVenueGrant } from '../sdk/cex/grant/defineVenueGrant.ts'
import { describeVenueGrant } from '../sdk/cex/grant/describeVenueGrant.ts'
import { serializeVenueGrantFile } from '../sdk/cex/grant/venueGrantFile.ts'
import { VENUES } from '../sdk/cex/venues/index.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { UsageError } from './cli/errors.ts'
import { checkNewFile, writeText } from './cli/files.ts'
import { type Inputs, option } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { file } from './cli/values.ts'
import { readVenueGrantDefinition } from './cli/venueGrantDefinition.ts'

const options = {
  definition: option('--definition <file>', 'what the grant says, see docs/venues.md', file),
  out: option('--out <file>', 'a new file for the grant; without it the command only shows the grant', file),
  through: option(
    '--through <who>',
    'who holds requests to it: client or gateway (default: client)',
    z.enum(['client', 'gateway'], 'is not client or gateway'),
  ),
}

await runCommand({
  name: 'venue:grant',
  summary:
    'Shows what a definition of a grant at a venue comes to, with who enforces each bound, and writes the grant into a file. It asks no venue.',
  options,
  secrets: [],
  examples: ['--definition bot.json', '--definition bot.json --out bot.grant.json'],
  run,
})

async function run(input: Inputs<typeof options>, terminal: Terminal): Promise<CommandResult> {
  const { definition, out, through = 'client' } = input
  if (definition === undefined) throw new UsageError('--definition is needed: what the grant says.')
  if (out !== undefined) await checkNewFile(out)
  const parameters = readVenueGrantDefinition(definition, {
    now: Math.floor(Date.now() / 1000),
    venues: VENUES,
  })
  const { grant, grantId } = defineVenueGrant(parameters)
  const lines = describeVenueGrant(parameters.venue, grant, { through })
  terminal.say(lines)
  if (out !== undefined) {
    await writeText(out, serializeVenueGrantFile(grant))
    terminal.say([`Written to ${out}.`])
  }
  return { sent: false, grantId, grant, words: lines, file: out ?? null }
}
