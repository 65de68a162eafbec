import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, encodeFunctionData, parseAbi, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ecdsaKey } from '../../sdk/core/key.ts'
import { sendCalls } from '../../sdk/onchain/actions/sendCalls.ts'
import { serializeGrantFile } from '../../sdk/onchain/grant/grantFile.ts'
import { ACCOUNT_CASES } from '../conformance/support/accountCases.ts'
import { type AccountWorld, startAccountWorld } from '../conformance/support/accountWorld.ts'
import { UNIT } from '../integration/support/world.ts'
import { answer, type CommandName, keepSecret, temporaryFolder } from './support/run.ts'

// Each command is a process of its own, and opening a key file takes some tenths of a second on purpose.
vi.setConfig({ testTimeout: 120_000 })

const cwd = temporaryFolder()
const password = keepSecret('a password for tests')
let world: AccountWorld
let key: Address

beforeAll(async () => {
  world = await startAccountWorld()
  key = (await as('mint', '--out', 'bot.keys')).address
  await world.stack.testClient.setBalance({ address: key, value: parseEther('1') })
})
afterAll(() => world?.[Symbol.asyncDispose]())

function as(command: CommandName, ...args: string[]) {
  const env = {
    LATCHKEY_RPC_URL: world.stack.rpcUrl,
    LATCHKEY_BUNDLER_URL: world.stack.bundlerUrl ?? '',
    LATCHKEY_KEY_PASSWORD: password,
  }
  return answer(command, args, { cwd, env })
}

const use = (file: string, ...args: string[]) =>
  as('use', '--grant', file, '--key', 'bot.keys', ...transfer(), '--yes', ...args)

const transfer = () => [
  ...['--to', world.token, '--abi', 'erc20', '--function', 'transfer'],
  ...['--args', JSON.stringify([world.payee, UNIT.toString()])],
]

/** Grants to the key on an account of this kind, and writes the grant file. */
async function granted(name: string) {
  const found = ACCOUNT_CASES.find((one) => one.name.startsWith(name))
  if (!found || (found.foreign && !world.contracts)) return undefined
  const { port } = await found.make(world)
  const owner = world.owner(port, { path: 'bundler' })
  const { epoch } = await owner.installModule({ grantor: 'nobody' })
  const { warnings: _warnings, ...defined } = await world.define(port, epoch, { sessionKey: ecdsaKey(key) })
  await owner.grant({ grant: defined.grant })
  const file = `${name}.json`
  writeFileSync(join(cwd, file), serializeGrantFile(defined))
  return { file, owner, account: port.address }
}

test.for(['Safe', 'Kernel'])('use works on an account of %s, whose kind it finds out', async (name) => {
  const made = await granted(name)
  if (!made) return
  await expect(use(made.file, '--path', 'bundler')).resolves.toMatchObject({ ok: true, sent: true })
})

test('the kind may be said, in the file of addresses too, and a wrong one is refused', async () => {
  const made = await granted('Nexus')
  if (!made) return
  const { file, account } = made
  await expect(use(file, '--account-kind', 'wallet')).resolves.toMatchObject({ ok: false })
  const contradiction = use(file, '--account-kind', 'nexus', '--entry-point', '0.8')
  await expect(contradiction).resolves.toMatchObject({ ok: false })
  const config = {
    ...{ format: 'latchkey-config', version: 1, chainId: world.stack.chain.id, module: world.module },
    ...{ entryPoint: '0.7', implementation: world.token, factory: world.token, fromBlock: 0, account },
  }
  const write = (accountKind: string) =>
    writeFileSync(join(cwd, 'addresses.json'), JSON.stringify({ ...config, accountKind }))
  write('nexus')
  const named = ['--config', 'addresses.json']
  await expect(use(file, ...named)).resolves.toMatchObject({ ok: true, sent: true })
  write('kernel')
  await expect(use(file, ...named, '--path', 'bundler')).resolves.toMatchObject({ ok: false })
})

test('show tells that Kernel invalidated the validator', async () => {
  const made = await granted('Kernel')
  if (!made) return
  const { file, owner, account } = made
  const abi = parseAbi(['function invalidateNonce(uint32 nonce)'])
  const data = encodeFunctionData({ abi, functionName: 'invalidateNonce', args: [9] })
  await sendCalls(owner, { calls: [{ to: account, data }] })
  const show = await as('show', file, '--rpc', world.stack.rpcUrl)
  expect(show).toMatchObject({ state: { installed: { validator: false, executor: true } } })
  await expect(use(file, '--path', 'bundler')).resolves.toMatchObject({ ok: false })
})
