import { type Address, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestAccount } from '../../scripts/local/accounts.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import type { Uniswap } from '../../scripts/local/uniswap.ts'
import { tokenAbi } from '../../scripts/local/uniswap-abi.ts'
import { type Answer, answer, type CommandName, keepSecret, temporaryFolder } from './support/run.ts'

// The commands that tighten and replace what was granted: every test starts where the one before it ended.

vi.setConfig({ testTimeout: 180_000 })

const cwd = temporaryFolder()
const password = keepSecret('a password for tests')
let stack: LocalStack
let uniswap: Uniswap
let owner: TestAccount
let payee: Address

beforeAll(async () => {
  stack = await startLocalStack({ uniswap: true, bundler: false })
  if (!stack.uniswap) throw new Error('unreachable: asked for')
  uniswap = stack.uniswap
  const [, first, second] = stack.accounts
  if (!second) throw new Error('unreachable: there are ten accounts')
  ;[owner, payee] = [first, second.address]
  keepSecret(owner.privateKey)
  await as('owner', 'deploy', '--account', 'eip-7702', '--out', 'latchkey.json', '--yes')
  await stack.walletClient.writeContract({
    ...{ address: uniswap.usdc, abi: tokenAbi, functionName: 'mint' },
    args: [owner.address, parseUnits('500', 6)],
  })
})
afterAll(() => stack?.stop())

type Who = 'owner' | 'holder' | 'anybody'

async function as(who: Who, command: CommandName, ...args: string[]): Promise<Answer> {
  const secrets: Record<Who, Record<string, string>> = {
    owner: { LATCHKEY_OWNER_KEY: owner.privateKey },
    holder: { LATCHKEY_KEY_PASSWORD: password },
    anybody: {},
  }
  return answer(command, args, { cwd, env: { LATCHKEY_RPC_URL: stack.rpcUrl, ...secrets[who] } })
}

/** Runs it without `--yes`, makes sure that the chain stood still, and then with it. */
async function planAndSend(who: Who, command: CommandName, ...args: string[]): Promise<Answer> {
  const before = await stack.publicClient.getBlockNumber()
  const plan = await as(who, command, ...args)
  expect(plan, JSON.stringify(plan)).toMatchObject({ ok: true, sent: false })
  await expect(stack.publicClient.getBlockNumber()).resolves.toBe(before)
  const sent = await as(who, command, ...args, '--yes')
  expect(sent, JSON.stringify(sent)).toMatchObject({ ok: true, sent: true })
  return sent
}

async function mint(file: string): Promise<Address> {
  const { address } = await as('holder', 'mint', '--out', file)
  await stack.testClient.setBalance({ address, value: parseEther('1') })
  return address
}

const use = (grant: string, key: string, units = '1') =>
  as('holder', 'use', '--grant', grant, '--key', key, ...transfer(units), '--yes')

const transfer = (units: string) => [
  ...['--to', uniswap.usdc, '--abi', 'erc20', '--function', 'transfer'],
  ...['--args', JSON.stringify([payee, parseUnits(units, 6).toString()])],
]

const sending = (limit: string) => [
  ...['--preset', 'erc20-transfer', '--token', uniswap.usdc, '--to', payee],
  ...['--max-per-call', '50', '--limit', limit, '--for', '24h'],
]

describe('a pause', () => {
  test('stops a grant until it is resumed, and is listed', async () => {
    const key = await mint('bot.keys')
    await planAndSend('owner', 'grant', '--session-key', key, ...sending('100'), '--out', 'bot.json')
    await expect(use('bot.json', 'bot.keys', '30')).resolves.toMatchObject({ ok: true, sent: true })

    const paused = await planAndSend('owner', 'pause', 'grant', '--grant', 'bot.json')
    expect(paused.plan.join('\n')).toContain('Stops every use of grant')
    await expect(use('bot.json', 'bot.keys')).resolves.toMatchObject({
      ...{ exitCode: 1, error: { name: 'GrantIsPausedError' } },
    })
    const list = await as('anybody', 'list')
    expect(list.grants).toMatchObject([{ paused: true, holds: 'paused', published: true }])
    await expect(as('anybody', 'show', 'bot.json')).resolves.toMatchObject({
      state: { status: 'live', paused: true, holds: 'paused' },
    })

    await planAndSend('owner', 'resume', 'grant', '--grant-id', paused.grantId)
    await expect(use('bot.json', 'bot.keys')).resolves.toMatchObject({ ok: true })
  })

  test('stops a whole account', async () => {
    const paused = await planAndSend('owner', 'pause', 'account')
    expect(paused).toMatchObject({ kind: 'account', account: owner.address })
    await expect(use('bot.json', 'bot.keys')).resolves.toMatchObject({
      error: { name: 'AccountIsPausedError' },
    })
    await expect(as('anybody', 'list')).resolves.toMatchObject({ paused: true })
    const both = await as('owner', 'resume', 'grant', '--grant', 'bot.json')
    expect(both.plan.join('\n')).toContain('as long as the whole account is')
    await planAndSend('owner', 'resume', 'account')
    await expect(use('bot.json', 'bot.keys')).resolves.toMatchObject({ ok: true })
  })

  test('says what is missing', async () => {
    for (const args of [['grant'], ['account', '--grant', 'bot.json'], []]) {
      await expect(as('owner', 'pause', ...args)).resolves.toMatchObject({ exitCode: 2 })
    }
    const nobody = await as('owner', 'pause', 'grant', '--grant', 'bot.json', '--by', 'keeper')
    expect(nobody).toMatchObject({ exitCode: 1, error: { name: 'MismatchError' } })
    const stranger = { LATCHKEY_RPC_URL: stack.rpcUrl }
    const keyless = await answer('pause', ['account', '--yes'], { cwd, env: stranger })
    expect(keyless).toMatchObject({ exitCode: 1, error: { name: 'SecretMissingError' } })
  })
})
