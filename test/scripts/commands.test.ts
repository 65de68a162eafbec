import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, erc20Abi, maxUint256, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestAccount } from '../../scripts/local/accounts.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import type { Uniswap } from '../../scripts/local/uniswap.ts'
import { tokenAbi } from '../../scripts/local/uniswap-abi.ts'
import { type Answer, answer, type CommandName, keepSecret, temporaryFolder } from './support/run.ts'

// The walk through docs/commands.md: every test starts where the one before it ended.

// Each test starts a dozen processes, and every key file that is opened costs some tenths of a second on purpose.
vi.setConfig({ testTimeout: 180_000 })

const cwd = temporaryFolder()
const password = keepSecret('a password for tests')
let stack: LocalStack
let uniswap: Uniswap
let owner: TestAccount
let carrier: TestAccount
let rotator: TestAccount
let payee: Address

beforeAll(async () => {
  stack = await startLocalStack({ uniswap: true })
  if (!stack.uniswap) throw new Error('unreachable: asked for')
  uniswap = stack.uniswap
  const [, first, second, third, fourth] = stack.accounts
  if (!second || !third || !fourth) throw new Error('unreachable: there are ten accounts')
  ;[owner, carrier, rotator, payee] = [first, second, third, fourth.address]
  for (const { privateKey } of [owner, carrier, rotator]) keepSecret(privateKey)
})
afterAll(() => stack?.stop())

/** As whom a command is run: nobody has more than its own secret. */
type Who = 'owner' | 'carrier' | 'rotator' | 'holder' | 'anybody'

async function as(who: Who, command: CommandName, ...args: string[]): Promise<Answer> {
  const secrets: Record<Who, Record<string, string>> = {
    owner: { LATCHKEY_OWNER_KEY: owner.privateKey },
    carrier: { LATCHKEY_SENDER_KEY: carrier.privateKey },
    rotator: { LATCHKEY_ROTATOR_KEY: rotator.privateKey, LATCHKEY_KEY_PASSWORD: password },
    holder: { LATCHKEY_KEY_PASSWORD: password },
    anybody: {},
  }
  const endpoints = { LATCHKEY_RPC_URL: stack.rpcUrl, LATCHKEY_BUNDLER_URL: stack.bundlerUrl ?? '' }
  return answer(command, args, { cwd, env: { ...endpoints, ...secrets[who] } })
}

/** Runs it without `--yes`, makes sure that the chain stood still, and then with it. */
async function planAndSend(who: Who, command: CommandName, ...args: string[]): Promise<Answer> {
  const before = await stack.publicClient.getBlockNumber()
  const plan = await as(who, command, ...args)
  expect(plan, JSON.stringify(plan)).toMatchObject({ ok: true, sent: false })
  expect(plan.plan.length).toBeGreaterThan(0)
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

const balance = (token: Address, of: Address) =>
  stack.publicClient.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [of] })

const transfer = (units: string) => [
  ...['--to', uniswap.usdc, '--abi', 'erc20', '--function', 'transfer'],
  ...['--args', JSON.stringify([payee, parseUnits(units, 6).toString()])],
]

test('deploy puts the contracts on the chain and sets up an EOA as account', async () => {
  const args = ['--account', 'eip-7702', '--out', 'latchkey.json']
  const plan = await as('owner', 'deploy', ...args)
  expect(plan).toMatchObject({ sent: false, account: owner.address })
  expect(plan.missing).toEqual([
    'SessionExtension',
    'SessionModule',
    'LatchkeyAccount',
    'LatchkeyAccountFactory',
  ])
  await expect(stack.publicClient.getCode({ address: plan.module })).resolves.toBeUndefined()

  const done = await planAndSend('owner', 'deploy', ...args)
  expect(done).toMatchObject({ module: plan.module, deployed: plan.missing, epoch: '2' })
  expect(JSON.parse(readFileSync(join(cwd, 'latchkey.json'), 'utf8'))).toMatchObject({
    ...{ chainId: 31_337, module: plan.module, entryPoint: '0.8', account: owner.address },
  })
  const again = await as('owner', 'deploy', ...args)
  expect(again.missing).toEqual([])
  expect(again.plan).toContain('  Nothing to do')
  for (const [token, amount] of [[uniswap.usdc, parseUnits('500', 6)]] as const) {
    const mintTo = [owner.address, amount] as const
    await stack.walletClient.writeContract({
      address: token,
      abi: tokenAbi,
      functionName: 'mint',
      args: mintTo,
    })
  }
})

describe('a key that may swap', () => {
  let holder: Address
  const grantArgs = (key: Address) => [
    ...['--session-key', key, '--preset', 'uniswap-v3-swap', '--router', uniswap.router],
    ...['--router-version', 'SwapRouter', '--token-in', uniswap.usdc, '--token-out', uniswap.weth],
    ...[
      '--fee',
      '3000',
      '--max-per-call',
      '100',
      '--limit',
      '150',
      '--min-out',
      '0.000001',
      '--for',
      '24h',
      '--max-fee',
      '0.5',
    ],
  ]

  const calls = (name: string, dollars: string) => {
    const amountIn = parseUnits(dollars, 6).toString()
    const params = {
      ...{ tokenIn: uniswap.usdc, tokenOut: uniswap.weth, fee: 3_000, recipient: owner.address },
      ...{
        deadline: maxUint256.toString(),
        amountIn,
        amountOutMinimum: '1000000000000',
        sqrtPriceLimitX96: '0',
      },
    }
    const batch = [
      { to: uniswap.usdc, abi: 'erc20', function: 'approve', args: [uniswap.router, amountIn] },
      { to: uniswap.router, abi: 'router.json', function: 'exactInputSingle', args: [params] },
    ]
    const abi = [
      'struct Params { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }',
      'function exactInputSingle(Params params) payable returns (uint256 amountOut)',
    ]
    writeFileSync(join(cwd, 'router.json'), JSON.stringify(abi))
    writeFileSync(join(cwd, name), JSON.stringify(batch))
    return ['--grant', 'swap.json', '--key', 'swap.keys', '--calls', name]
  }

  test('is granted by transaction', async () => {
    holder = await mint('swap.keys')
    const granted = await planAndSend('owner', 'grant', ...grantArgs(holder), '--out', 'swap.json')
    expect(granted.plan.join('\n')).toContain('where params.amountIn is at most 100 USDC (100000000)')
    expect(statSync(join(cwd, 'swap.json')).mode & 0o777).toBe(0o600)
    const shown = await as('anybody', 'show', 'swap.json')
    expect(shown).toMatchObject({
      grantId: granted.grantId,
      state: { status: 'live', holds: 'now', epoch: '2' },
    })
  })

  test('swaps within its bounds, and is told beforehand what is out of them', async () => {
    const before = await balance(uniswap.weth, owner.address)
    const used = await planAndSend('holder', 'use', ...calls('swap-60.json', '60'))
    expect(used).toMatchObject({ path: 'bundler', permissionIndexes: [1, 0], grants: false })
    expect(await balance(uniswap.weth, owner.address)).toBeGreaterThan(before)

    const block = await stack.publicClient.getBlockNumber()
    const perCall = await as('holder', 'use', ...calls('swap-101.json', '101'), '--yes')
    expect(perCall).toMatchObject({ exitCode: 1, error: { name: 'ConditionFailedError' } })
    const sum = await as('holder', 'use', ...calls('swap-100.json', '100'), '--yes')
    expect(sum.error).toMatchObject({
      name: 'LimitExceededError',
      requested: '100000000',
      remaining: '90000000',
    })
    const other = await as(
      'holder',
      'use',
      '--grant',
      'swap.json',
      '--key',
      'swap.keys',
      ...transfer('1'),
      '--yes',
    )
    expect(other.error.name).toMatch(/^(SelectorNotAllowed|PermissionNotGranted)Error$/)
    await expect(stack.publicClient.getBlockNumber()).resolves.toBe(block)

    const list = await as('anybody', 'list')
    expect(list.grants).toMatchObject([
      { holds: 'now', limits: [{ spent: '60000000', remaining: '90000000' }] },
    ])
  })

  test('is used on the direct path, and by a signature that somebody carries', async () => {
    const direct = await planAndSend('holder', 'use', ...calls('swap-10.json', '10'), '--path', 'direct')
    expect(direct).toMatchObject({ path: 'direct' })
    const relayed = [...calls('swap-10.json', '10'), '--path', 'relayed', '--sign-only', '--out', 'use.json']
    expect(await as('holder', 'use', ...relayed)).toMatchObject({ ok: true, sent: false, file: 'use.json' })
    expect(statSync(join(cwd, 'use.json')).mode & 0o777).toBe(0o600)
    await planAndSend('carrier', 'use', '--carry', 'use.json')
    const again = await as('carrier', 'use', '--carry', 'use.json', '--yes')
    expect(again).toMatchObject({ exitCode: 1, error: { name: 'NonceMismatchError' } })
  })

  test('is revoked by its holder', async () => {
    const key = ['key', '--grant', 'swap.json', '--by', 'holder', '--key', 'swap.keys']
    const revoked = await planAndSend('holder', 'revoke', ...key)
    expect(revoked.plan.join(' ')).toContain('No key is left')
    const dead = await as('holder', 'use', ...calls('swap-10.json', '10'))
    expect(dead).toMatchObject({ exitCode: 1, error: { name: 'KeyEndedError' } })
  })
})

describe('a grant that was signed', () => {
  test('is carried to the chain by its first use', async () => {
    const holder = await mint('pay.keys')
    const args = [
      ...['--session-key', holder, '--preset', 'erc20-transfer', '--token', uniswap.usdc, '--to', payee],
      ...['--max-per-call', '5', '--limit', '20', '--for', '24h', '--max-fee', '0.5'],
      ...['--rotator', rotator.address, '--key-lifetime', '6h', '--overlap', '5m'],
    ]
    const stranger = await as('carrier', 'grant', ...args, '--sign-only', '--out', 'pay.json')
    expect(stranger.error).toMatchObject({ name: 'SecretMissingError' })
    const signed = await as('owner', 'grant', ...args, '--sign-only', '--out', 'pay.json')
    expect(signed).toMatchObject({ ok: true, sent: false, grantor: owner.address.toLowerCase() })
    expect(statSync(join(cwd, 'pay.json')).mode & 0o777).toBe(0o600)
    expect((await as('anybody', 'show', 'pay.json')).state.status).toBe('unknown')

    const before = await balance(uniswap.usdc, payee)
    const use = ['--grant', 'pay.json', '--key', 'pay.keys', ...transfer('5')]
    expect(await planAndSend('holder', 'use', ...use)).toMatchObject({ grants: true })
    expect(await balance(uniswap.usdc, payee)).toBe(before + parseUnits('5', 6))
    const unknown = (await as('anybody', 'list')).grants.at(-1)
    expect(unknown).toMatchObject({ contents: 'unknown', grantId: signed.grantId })
    const known = (await as('anybody', 'list', '--known', 'pay.json')).grants.at(-1)
    expect(known).toMatchObject({ contents: 'known', grantId: signed.grantId })
  })

  test('gets another key from its rotator, from its owner, and by a signature', async () => {
    const own = ['--grant', 'pay.json', '--by', 'rotator', '--mint', 'second.keys', '--overlap', '1m']
    const rotated = await planAndSend('rotator', 'rotate', ...own)
    expect(rotated.minted.file).toBe('second.keys')
    const foreign = await as(
      'owner',
      'rotate',
      '--grant',
      'swap.json',
      '--by',
      'rotator',
      '--new-key',
      payee,
      '--yes',
    )
    expect(foreign).toMatchObject({ exitCode: 1, error: { message: 'The grant names no rotator.' } })

    const third = await mint('third.keys')
    const signing = ['--grant', 'pay.json', '--new-key', third, '--sign-only', '--out', 'rotation.json']
    expect(await as('rotator', 'rotate', ...signing)).toMatchObject({ ok: true, sent: false, sequence: 1 })
    await planAndSend('carrier', 'rotate', '--carry', 'rotation.json')
    await planAndSend('owner', 'rotate', '--grant', 'pay.json', '--new-key', await mint('fourth.keys'))

    const { state } = await as('anybody', 'show', 'pay.json')
    expect(state.keys.map(({ status }: Answer) => status)).toEqual(['ending', 'ended', 'ended', 'current'])
    expect(state.limits).toMatchObject([{ spent: '5000000' }])
    const stale = await as('holder', 'use', '--grant', 'pay.json', '--key', 'third.keys', ...transfer('1'))
    expect(stale.error.name).toBe('KeyEndedError')
    const use = ['--grant', 'pay.json', '--key', 'fourth.keys', ...transfer('1')]
    expect(await as('holder', 'use', ...use, '--yes')).toMatchObject({ ok: true, sent: true })
  })

  test('ends by its owner, and by a signature that anybody carries', async () => {
    const id = JSON.parse(readFileSync(join(cwd, 'swap.json'), 'utf8')).grantId
    expect(await planAndSend('owner', 'revoke', 'grant', '--grant-id', id)).toMatchObject({ grantId: id })
    const signing = ['grant', '--grant', 'pay.json', '--sign-only', '--out', 'end.json']
    expect(await as('owner', 'revoke', ...signing)).toMatchObject({ ok: true, sent: false })
    await planAndSend('carrier', 'revoke', '--carry', 'end.json')
    const dead = await as('holder', 'use', '--grant', 'pay.json', '--key', 'fourth.keys', ...transfer('1'))
    expect(dead.error.name).toBe('GrantEndedError')
    expect((await as('anybody', 'list')).grants).toEqual([])
  })

  test('everything ends by a signature made ahead of time', async () => {
    expect(await as('owner', 'revoke', 'all', '--sign-only', '--out', 'all.json')).toMatchObject({
      epoch: '2',
    })
    await planAndSend('carrier', 'revoke', '--carry', 'all.json')
    expect((await as('anybody', 'list')).epoch).toBe('3')
    const again = await as('carrier', 'revoke', '--carry', 'all.json')
    expect(again.error).toMatchObject({ name: 'GrantEpochEndedError' })
  })
})

test('a clone is set up, granted to and revoked through the bundler', async () => {
  const args = ['--account', 'clone', '--fund', '1', '--out', 'clone.json']
  const { account } = await planAndSend('owner', 'deploy', ...args)
  const place = ['--config', 'clone.json']
  const foreign = await as('owner', 'revoke', 'all', '--account', carrier.address, '--yes')
  expect(foreign).toMatchObject({ exitCode: 1, error: { name: 'MismatchError' } })
  const grant = [
    ...[
      ...place,
      '--session-key',
      payee,
      '--preset',
      'erc20-transfer',
      '--token',
      uniswap.usdc,
      '--to',
      payee,
    ],
    ...[
      '--max-per-call',
      '5',
      '--limit',
      '20',
      '--for',
      '24h',
      '--max-fee',
      'unlimited',
      '--out',
      'clone-grant.json',
    ],
  ]
  expect(await planAndSend('owner', 'grant', ...grant)).toMatchObject({ account })
  const end = ['key', ...place, '--grant', 'clone-grant.json', '--session-key', payee]
  expect(await planAndSend('owner', 'revoke', ...end)).toMatchObject({ account })
})
