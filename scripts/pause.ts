import { z } from 'zod'
import { runCommand } from './cli/command.ts'
import { readRoleKey, roleOptions, secretNames } from './cli/keys.ts'
import { option } from './cli/options.ts'
import { PAUSABLE, pausingOptions, runPausing } from './cli/pausing.ts'

await runCommand({
  name: 'pause',
  summary: 'Stops every use of a grant or of a whole account, until the owner resumes it.',
  argument: { name: 'what', description: 'grant or account', choices: PAUSABLE },
  options: {
    ...pausingOptions,
    by: option(
      '--by <who>',
      "owner; or the grant's keeper, who can pause it and not resume it (default: owner)",
      z.enum(['owner', 'keeper'], 'is not owner or keeper'),
    ),
    ...roleOptions('keeper'),
  },
  secrets: secretNames('owner', 'keeper'),
  examples: ['grant --grant g.json --yes', 'grant --grant g.json --by keeper --yes', 'account --yes'],
  run: (input, terminal, what) => {
    const keeper = input.by === 'keeper' ? () => readRoleKey('keeper', input) : undefined
    return runPausing({ verb: 'pause', keeper }, what, input, terminal)
  },
})
