import { registerHooks } from 'node:module'
import { startVenueSetting } from './demo/venueSetting.ts'
import { createWorld } from './demo/world.ts'
import { startLocalStack } from './local/stack.ts'
import { SOURCE_CONDITION } from './tasks/package/exportsMap.ts'

// Examples import `latchkey/...` as any other project does; here that means the sources.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, { ...context, conditions: [...(context.conditions ?? []), SOURCE_CONDITION] }),
})
const examples = await import('../docs/examples/index.ts')

const names = Object.keys(examples)
const HELP = `npm run example -- NAME

Runs an example of docs/examples: ${names.join(', ')}. On a local chain with a real bundler; venue at a local double of OKX.
`

const [name, ...more] = process.argv.slice(2)
if (name === '--help' || name === '-h') process.stdout.write(HELP)
else if (name === undefined || !isExample(name) || more.length > 0) {
  process.stderr.write(HELP)
  process.exitCode = 2
} else await main(name)

function isExample(asked: string): asked is keyof typeof examples {
  return names.includes(asked)
}

async function main(asked: keyof typeof examples): Promise<void> {
  if (asked === 'venue') {
    await using venue = await startVenueSetting()
    console.log(await examples.venue({ ...venue.setting, say: (line) => console.log(line) }))
    return
  }
  await using stack = await startLocalStack({ uniswap: true })
  const world = await createWorld(stack, () => undefined)
  const [account] = world.accounts
  if (!account) throw new Error('unreachable: the world has accounts')
  const result = await examples[asked]({
    ...{ connection: world.config, account: account.port, token: world.uniswap.usdc },
    ...{ payee: world.relayer.address, fund: world.fund, say: (line) => console.log(line) },
    now: async () => Number(await stack.clock.now()),
  })
  console.log(result)
}
