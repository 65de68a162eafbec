import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
let keeper: TestAccount
let payee: Address

beforeAll(async () => {
  stack = await startLocalStack({ uniswap: true, bundler: false })
  if (!stack.uniswap) throw new Error('unreachable: asked for')
  uniswap = stack.uniswap
  const [, first, second, third] = stack.accounts
  if (!second || !third) throw new Error('unreachable: there are ten accounts')
  ;[owner, keeper, payee] = [first, second, third.address]
  for (const { privateKey } of [owner, keeper]) keepSecret(privateKey)
  await as('owner', 'deploy', '--account', 'eip-7702', '--out', 'latchkey.json', '--yes')
  await stack.walletClient.writeContract({
    ...{ address: uniswap.usdc, abi: tokenAbi, functionName: 'mint' },
    args: [owner.address, parseUnits('500', 6)],
  })
})
afterAll(() => stack?.stop())

type Who = 'owner' | 'keeper' | 'holder' | 'anybody'

async function as(who: Who, command: CommandName, ...args: string[]): Promise<Answer> {
  const secrets: Record<Who, Record<string, string>> = {
    owner: { LATCHKEY_OWNER_KEY: owner.privateKey },
    keeper: { LATCHKEY_KEEPER_KEY: keeper.privateKey },
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
  ...['--max-per-call', '50', '--limit', limit, '--for', '24h', '--max-fee', 'unlimited'],
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

describe('a keeper', () => {
  test('publishes how dangerous things are, which decides over permissions with a tier', async () => {
    const key = await mint('tiered.keys')
    const terms = [...sending('100'), '--keeper', keeper.address, '--worst-tier', 'B', '--max-keys', '2']
    const args = ['--session-key', key, ...terms, '--out', 'tiered.json']
    const granted = await planAndSend('owner', 'grant', ...args)
    expect(granted.plan.join('\n')).toMatch(/tier/i)
    await expect(use('tiered.json', 'tiered.keys')).resolves.toMatchObject({
      ...{ exitCode: 1, error: { name: 'TierExceededError' } },
    })
    await expect(as('anybody', 'tier', '--grant', 'tiered.json')).resolves.toMatchObject({
      ...{ sent: false, present: { tier: 'D', validUntil: 0 } },
    })
    await planAndSend('keeper', 'tier', '--account', owner.address, '--tier', 'A', '--for', '1h')
    await expect(use('tiered.json', 'tiered.keys')).resolves.toMatchObject({ ok: true })
    const list = await as('anybody', 'list')
    const listed = list.grants.find(({ grantId }: Answer) => grantId === granted.grantId)
    expect(listed).toMatchObject({ tier: { tier: 0 }, holds: 'now' })
    await planAndSend('keeper', 'tier', '--account', owner.address, '--tier', 'C', '--for', '1h')
    await expect(use('tiered.json', 'tiered.keys')).resolves.toMatchObject({
      error: { name: 'TierExceededError', tier: 2, worstTier: 1 },
    })
  })

  test('pauses the grant that names it, and resumes nothing', async () => {
    await planAndSend('keeper', 'tier', '--account', owner.address, '--tier', 'A', '--for', '1h')
    await planAndSend('keeper', 'pause', 'grant', '--grant', 'tiered.json', '--by', 'keeper')
    await expect(use('tiered.json', 'tiered.keys')).resolves.toMatchObject({
      error: { name: 'GrantIsPausedError' },
    })
    const resumed = await as('keeper', 'resume', 'grant', '--grant', 'tiered.json', '--yes')
    expect(resumed).toMatchObject({ ok: false, error: { name: 'SecretMissingError' } })
    await planAndSend('owner', 'resume', 'grant', '--grant', 'tiered.json')
    await expect(use('tiered.json', 'tiered.keys')).resolves.toMatchObject({ ok: true })
  })
})

test('a wider grant takes the place of another one and carries what was spent', async () => {
  const { key } = (await as('anybody', 'show', 'bot.json')).grant.sessionKey
  const next = ['--session-key', key, ...sending('200'), '--supersedes', 'bot.json']
  const unsaid = await as('owner', 'grant', ...next, '--draft', '--out', 'wider.json')
  expect(unsaid).toMatchObject({ exitCode: 2, error: { name: 'UsageError' } })
  const draft = await as('owner', 'grant', ...next, '--carry', 'all', '--draft', '--out', 'wider.json')
  expect(draft, JSON.stringify(draft)).toMatchObject({ ok: true, sent: false })

  const done = await planAndSend('owner', 'supersede', '--old', 'bot.json', '--grant', 'wider.json')
  const plan = done.plan.join('\n')
  expect(plan).toContain('carries 32 USDC that was spent, 168 USDC left of 200 USDC')
  expect(plan).toMatch(/^- .*at most 100 USDC/m)
  expect(plan).toMatch(/^\+ .*at most 200 USDC/m)
  await expect(use('bot.json', 'bot.keys')).resolves.toMatchObject({ error: { name: 'GrantEndedError' } })
  await expect(use('wider.json', 'bot.keys')).resolves.toMatchObject({ ok: true })
})

describe('a definition', () => {
  const types = {
    Order: [
      { name: 'receiver', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
  }
  const domain = () => ({ name: 'Book', chainId: stack.chain.id, verifyingContract: payee })

  test('says everything that a grant can say', async () => {
    const key = await mint('full.keys')
    const content = {
      permissions: [
        {
          ...{ target: uniswap.usdc, abi: 'erc20', function: 'transfer', worstTier: 'C' },
          ...{ where: { recipient: { equal: payee } }, spends: { amount: 'dollars' }, spendsCall: 'calls' },
        },
      ],
      limits: {
        dollars: { token: uniswap.usdc, amount: '50000000', period: '1d' },
        calls: { count: '3' },
      },
      messages: [
        {
          ...{ domain: domain(), types, primaryType: 'Order', receiver: 'receiver', uncounted: true },
          where: { amount: { atMost: '1000' } },
        },
        { site: 'book.example', uncounted: true },
      ],
    }
    writeFileSync(join(cwd, 'full-definition.json'), JSON.stringify(content))
    const args = [
      ...['--session-key', key, '--definition', 'full-definition.json', '--for', '7d'],
      ...['--keeper', keeper.address, '--max-fee', '0.5', '--max-fee-price', '100', '--paymaster', 'any'],
    ]
    const granted = await planAndSend('owner', 'grant', ...args, '--out', 'full.json')
    const { grant } = await as('anybody', 'show', 'full.json')
    expect(grant).toMatchObject({
      permissions: [{ worstTier: 2, spends: [{ source: 3 }, { source: 2 }] }],
      limits: [
        { kind: 2, period: 86_400 },
        { kind: 3, amount: '3' },
      ],
      messages: [
        { kind: 1, uncounted: true, conditions: [{}, {}] },
        { kind: 2, contents: 'book.example' },
      ],
      ...{ maximumFee: { budget: parseEther('0.5').toString(), price: parseUnits('100', 9).toString() } },
      ...{ paymaster: { kind: 2 }, keeper: { kind: 1, key: keeper.address.toLowerCase() } },
    })
    for (const _ of [1, 2, 3]) {
      await expect(use('full.json', 'full.keys')).resolves.toMatchObject({ ok: true })
    }
    await expect(use('full.json', 'full.keys')).resolves.toMatchObject({
      error: { name: 'LimitExceededError', limitId: 1, remaining: '0' },
    })
    const list = await as('anybody', 'list')
    const listed = list.grants.find(({ grantId }: Answer) => grantId === granted.grantId)
    expect(listed).toMatchObject({ fee: { spent: '0' }, limits: [{ spent: '3000000' }, { kind: 'count' }] })
  })

  test('lets the holder sign what it says, for whoever asks the account', async () => {
    const message = { receiver: owner.address, amount: '1000' }
    const order = { domain: domain(), types, primaryType: 'Order', message }
    writeFileSync(join(cwd, 'order.json'), JSON.stringify(order))
    const sign = (name: string, ...more: string[]) => {
      const key = ['--grant', 'full.json', '--key', 'full.keys']
      return as('holder', 'message', 'sign', ...key, '--typed-data', name, ...more)
    }
    const signed = await sign('order.json', '--out', 'order.sig')
    expect(signed, JSON.stringify(signed)).toMatchObject({ ok: true, sent: false })
    const check = ['message', 'check', '--typed-data', 'order.json', '--signature', 'order.sig'] as const
    await expect(as('anybody', ...check)).resolves.toMatchObject({ valid: true })

    const greedy = { ...order, message: { ...message, amount: '1001' } }
    writeFileSync(join(cwd, 'greedy.json'), JSON.stringify(greedy))
    await expect(sign('greedy.json')).resolves.toMatchObject({
      ...{ exitCode: 1, error: { name: 'ConditionFailedError' } },
    })
    await planAndSend('owner', 'revoke', 'key', '--grant', 'full.json', '--session-key', signed.signer)
    await expect(as('anybody', ...check)).resolves.toMatchObject({ valid: false })
  })
})
