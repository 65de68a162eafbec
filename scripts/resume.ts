import { runCommand } from './cli/command.ts'
import { secretNames } from './cli/keys.ts'
import { PAUSABLE, pausingOptions, runPausing } from './cli/pausing.ts'

await runCommand({
  name: 'resume',
  summary: 'Lets a paused grant, or all grants of a paused account, go on.',
  argument: { name: 'what', description: 'grant or account', choices: PAUSABLE },
  options: pausingOptions,
  secrets: secretNames('owner'),
  examples: ['grant --grant g.json --yes', 'account --yes'],
  run: (input, terminal, what) => runPausing({ verb: 'resume' }, what, input, terminal),
})
