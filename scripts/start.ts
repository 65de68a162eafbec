import { parseArgs } from 'node:util'
import { runLifecycle } from './demo/lifecycle.ts'
import { createRecorder, isAsExpected, type Step } from './demo/steps.ts'
import { createWorld } from './demo/world.ts'
import { startLocalStack } from './local/stack.ts'

const HELP = `npm start [-- options]

Runs the whole lifecycle of session keys on a local chain, with a real EntryPoint, bundler and Uniswap pool: mint, grant, use,
refusals, rotate, revoke. Once on a deployed account and once on an EOA that delegates by EIP-7702.

  --json   one JSON document on standard output: { steps: [{ account, name, path, expected, outcome, reason, error, gas,
           milliseconds }], asExpected, seconds }
  --help   this text

Exit code: 0 when every outcome is as expected, 1 when not, 2 for an unknown option, 130 when interrupted.
`

const options = readOptions()
if (options === undefined) process.exitCode = 2
else if (options.help) process.stdout.write(HELP)
else process.exitCode = await main(options.json ?? false)

function readOptions(): { json?: boolean; help?: boolean } | undefined {
  try {
    const known = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options: known }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
    return undefined
  }
}

async function main(json: boolean): Promise<number> {
  const start = performance.now()
  const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`)
  say('Starting a chain, a bundler and Uniswap ...')
  const stack = await startLocalStack({ uniswap: true, log: (step) => say(`  ${step}`) })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A terminal and npm may both hand the signal on: the second one must not cut the clean-up short.
    process.on(signal, () => void stack.stop().finally(() => process.exit(130)))
  }
  try {
    const world = await createWorld(stack, (line) => say(`  ${line}`))
    let heading = ''
    const recorder = createRecorder((step) => {
      if (step.account !== heading) say(`\n${step.account}`)
      heading = step.account
      say(row(step))
    })
    for (const account of world.accounts) await runLifecycle(world, account, recorder)

    const unexpected = recorder.steps.filter((step) => !isAsExpected(step))
    const seconds = Math.round((performance.now() - start) / 100) / 10
    const count = recorder.steps.length
    say(`\n${count - unexpected.length} of ${count} steps as expected, ${seconds} s`)
    for (const step of unexpected) say(`NOT AS EXPECTED: ${step.account}: ${step.name}: ${step.reason}`)
    const asExpected = unexpected.length === 0
    if (json) {
      const steps = recorder.steps.map(published)
      process.stdout.write(`${JSON.stringify({ steps, asExpected, seconds }, null, 2)}\n`)
    }
    return asExpected ? 0 : 1
  } finally {
    await stack.stop()
  }
}

function published(step: Step): Step {
  const { account, name, path, expected, outcome, reason, error, gas, milliseconds } = step
  return { account, name, path, expected, outcome, reason, error, gas, milliseconds }
}

function row(step: Step): string {
  const mark = isAsExpected(step) ? 'ok ' : '!! '
  const gas = step.gas === null ? '' : `${step.gas.toLocaleString('en')} gas`
  const cost = `${gas.padStart(12)} ${`${step.milliseconds} ms`.padStart(8)}`
  const why = step.error ? `${step.error}: ${step.reason}` : (step.reason ?? '')
  return `${mark} ${step.name.padEnd(44)} ${step.path.padEnd(12)} ${step.outcome.padEnd(8)} ${cost}  ${why}`
}
