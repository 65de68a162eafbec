import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, parseEther } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestAccount } from '../../scripts/local/accounts.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import { type Answer, answer, type CommandName, keepSecret, temporaryFolder } from './support/run.ts'

// One grant for two chains by command: every test starts where the one before it ended.

vi.setConfig({ testTimeout: 180_000 })

const ONE_WEI = '0.000000000000000001'
const cwd = temporaryFolder()
const password = keepSecret('a password for tests')
let stacks: readonly [LocalStack, LocalStack]
let owner: TestAccount
let payee: Address

beforeAll(async () => {
  const [one, other] = await Promise.all(
    [31_337, 31_338].map((chainId) => startLocalStack({ bundler: false, chain: { chainId } })),
  )
  if (!one || !other) throw new Error('unreachable: there are two')
  stacks = [one, other]
  const [, first, second] = one.accounts
  if (!second) throw new Error('unreachable: there are ten accounts')
  ;[owner, payee] = [first, second.address]
  keepSecret(owner.privateKey)
  for (const [index, stack] of stacks.entries()) {
    const deploy = ['--account', 'eip-7702', '--out', `chain-${index}.json`, '--yes']
    await as('owner', stack, 'deploy', ...deploy)
  }
})
afterAll(() => Promise.all((stacks ?? []).map((stack) => stack.stop())))

async function as(
  who: 'owner' | 'holder',
  { rpcUrl }: LocalStack,
  command: CommandName,
  ...args: string[]
): Promise<Answer> {
  const secret =
    who === 'owner' ? { LATCHKEY_OWNER_KEY: owner.privateKey } : { LATCHKEY_KEY_PASSWORD: password }
  return answer(command, args, { cwd, env: { LATCHKEY_RPC_URL: rpcUrl, ...secret } })
}

const use = (stack: LocalStack) => {
  const key = ['--grant', 'both.json', '--key', 'bot.keys', '--entry-point', '0.8']
  return as('holder', stack, 'use', ...key, '--to', payee, '--value', ONE_WEI, '--path', 'direct', '--yes')
}

test('is signed once and starts with its first use on each', async () => {
  const [one, other] = stacks
  const { address } = await as('holder', one, 'mint', '--out', 'bot.keys')
  for (const { testClient } of stacks) await testClient.setBalance({ address, value: parseEther('1') })
  for (const { testClient } of stacks) {
    await testClient.setBalance({ address: owner.address, value: parseEther('10') })
  }
  const content = {
    permissions: [{ target: payee, transfer: true, maxValue: '5', spendsValue: 'wei' }],
    limits: { wei: { native: '10', period: '1h' } },
    guards: [{ guard: payee, config: '0x' }],
  }
  writeFileSync(join(cwd, 'guarded.json'), JSON.stringify(content))
  writeFileSync(join(cwd, 'definition.json'), JSON.stringify({ ...content, guards: [] }))
  const place = ['--config', 'chain-0.json', '--session-key', address, '--for', '24h', '--also-on', '31338:2']
  const guarded = ['--definition', 'guarded.json', '--max-fee', '0.1', '--draft', '--out', 'draft.json']
  await as('owner', one, 'grant', ...place, ...guarded)
  await expect(as('owner', one, 'show', 'draft.json')).resolves.toMatchObject({
    grant: { guards: [{ guard: payee, config: '0x' }], limits: [{ period: 3_600 }] },
  })

  const signing = ['--definition', 'definition.json', '--max-fee', '0.5', '--sign-only', '--out', 'both.json']
  const signed = await as('owner', one, 'grant', ...place, ...signing)
  expect(signed, JSON.stringify(signed)).toMatchObject({ ok: true, sent: false })
  for (const stack of [one, other]) {
    const used = await use(stack)
    expect(used, JSON.stringify(used)).toMatchObject({ ok: true, sent: true, grants: true })
  }
})

test('is revoked on both, and a chain that cannot be reached is told', async () => {
  const [one, other] = stacks
  const revoke = ['grant', '--config', 'chain-0.json', '--grant', 'both.json']
  const plan = await as('owner', one, 'revoke', ...revoke, '--also-rpc', other.rpcUrl)
  expect(plan, JSON.stringify(plan)).toMatchObject({ ok: true, sent: false, chains: [{}, {}] })
  await expect(use(other)).resolves.toMatchObject({ ok: true })

  const nowhere = 'http://127.0.0.1:9'
  const partly = await as('owner', one, 'revoke', ...revoke, '--also-rpc', nowhere, '--yes')
  expect(partly).toMatchObject({ exitCode: 1, error: { name: 'ChainsFailedError' } })
  expect(partly.error.message).toContain('1 of 2 chains')
  expect(partly.error.details.join('\n')).toContain('Chain 2 of 2')
  await expect(use(one)).resolves.toMatchObject({ error: { name: 'GrantEndedError' } })
  await expect(use(other)).resolves.toMatchObject({ ok: true })

  const both = await as('owner', one, 'revoke', ...revoke, '--also-rpc', other.rpcUrl, '--yes')
  expect(both, JSON.stringify(both)).toMatchObject({ ok: true, sent: true, chains: [{}, {}] })
  await expect(use(other)).resolves.toMatchObject({ error: { name: 'GrantEndedError' } })
})
