import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { erc20Abi, getAddress, maxUint256 } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { type CallToMake, callOptions, readCalls } from '../../scripts/cli/calls.ts'
import { readDefinition } from '../../scripts/cli/definition.ts'
import type { DefinitionTerms } from '../../scripts/cli/definitionAccess.ts'
import { grantWindow, keyTerms, termsOptions } from '../../scripts/cli/grantWindow.ts'
import type { CommandOptions, Inputs } from '../../scripts/cli/options.ts'
import { buildPreset, presetOptions } from '../../scripts/cli/presets.ts'
import { refuseSecrets } from '../../scripts/cli/secrets.ts'
import { printable } from '../../scripts/cli/terminal.ts'
import { address, amount, descriptor, duration, time, toUnits, url, whole } from '../../scripts/cli/values.ts'
import { temporaryFolder } from './support/run.ts'

const folder = temporaryFolder()
const TOKEN = getAddress('0x00000000000000000000000000000000000000bb')
const PAYEE = getAddress('0x00000000000000000000000000000000000000cc')

/** Options as they are when only these are given. */
function given<const options extends CommandOptions>(
  options: options,
  values: Partial<Inputs<options>>,
): Inputs<options> {
  const nothing = Object.keys(options).map((name) => [name, undefined])
  return { ...Object.fromEntries(nothing), ...values }
}

function write(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(content))
  return path
}

describe('values', () => {
  const parse = (schema: z.ZodType, text: string): unknown => {
    const result = schema.safeParse(text)
    return result.success ? result.data : undefined
  }

  test('durations have a unit', () => {
    const texts = ['90s', '30m', '24h', '7d', '2w', '1d12h', '0s']
    expect(texts.map((text) => parse(duration, text))).toEqual([
      90, 1800, 86_400, 604_800, 1_209_600, 129_600, 0,
    ])
    for (const text of ['24', 'h', '1.5h', '-1h', '1 h', '1y', ''])
      expect(parse(duration, text)).toBeUndefined()
  })

  test('times are unix seconds or have a zone', () => {
    expect(parse(time, '1900000000')).toBe(1_900_000_000)
    expect(parse(time, '2030-01-31T12:00:00Z')).toBe(1_896_091_200)
    expect(parse(time, '2030-01-31T12:00+02:00')).toBe(1_896_084_000)
    for (const text of [
      '1900000000000',
      '2030-01-31',
      '2030-01-31T12:00:00',
      '2030-13-31T12:00:00Z',
      'soon',
      '-1',
    ]) {
      expect(parse(time, text)).toBeUndefined()
    }
  })

  test('amounts are decimal, and never rounded', () => {
    for (const text of ['0', '1500', '0.25']) expect(parse(amount, text)).toBe(text)
    for (const text of ['-1', '1e6', '1,000', '.5', '5.', '0x10', ''])
      expect(parse(amount, text)).toBeUndefined()
    expect(toUnits('0.25', 6, '--limit')).toBe(250_000n)
    expect(() => toUnits('0.0000001', 6, '--limit')).toThrow(
      '--limit: 0.0000001 has more than the 6 decimals',
    )
  })

  test('addresses, endpoints, numbers and descriptors are what they say', () => {
    expect(parse(address, TOKEN.toLowerCase())).toBe(TOKEN)
    expect(parse(address, '0x00000000000000000000000000000000000000Bb')).toBeUndefined()
    expect(parse(url, 'https://rpc.example/v1')).toBe('https://rpc.example/v1')
    for (const text of ['ftp://rpc.example', 'rpc.example', '']) expect(parse(url, text)).toBeUndefined()
    for (const text of ['-1', '1.5', '0x1', '1e3', '9999999999999999'])
      expect(parse(whole, text)).toBeUndefined()
    expect(['0', '1', '2', '3'].map((text) => parse(descriptor, text))).toEqual([0, undefined, undefined, 3])
  })

  test('names that others chose cannot move the cursor', () => {
    expect(printable('US\u001b[2KDC\n\u202ecod')).toBe('US?[2KDC??cod')
  })
})

describe('arguments that look like secrets', () => {
  const secret = generatePrivateKey()

  test.for([
    [secret],
    [secret.slice(2)],
    [secret.toUpperCase().replace('0X', '0x')],
    [` ${secret}`],
    ['--grant', secret],
    [`--grant=${secret}`],
    ['--grant-id', 'x', secret],
    ['test test test test test test test test test test test junk'],
  ])('%#', (args) => {
    expect(() => refuseSecrets(args)).toThrow('looks like')
  })

  test('are told from public hashes, addresses and calldata', () => {
    const args = [
      '--grant-id',
      secret,
      `--grant-id=${secret}`,
      '--to',
      TOKEN,
      '--data',
      `${secret}00`,
      '--args',
      `["${secret}"]`,
    ]
    expect(() => refuseSecrets(args)).not.toThrow()
  })
})

describe('the window and the terms of a grant', () => {
  const now = 1_900_000_000

  test('both ends are included, and it starts a minute early', () => {
    const window = grantWindow(given(termsOptions, { for: 3_600 }), now)
    expect(window).toEqual({ validAfter: now - 60, validUntil: now + 3_599 })
    const later = grantWindow(given(termsOptions, { for: 60, starts: now + 100 }), now)
    expect(later).toEqual({ validAfter: now + 100, validUntil: now + 159 })
    expect(grantWindow(given(termsOptions, { until: now + 5 }), now).validUntil).toBe(now + 5)
  })

  test('ends somewhere, and once', () => {
    expect(() => grantWindow(given(termsOptions, {}), now)).toThrow('--for or --until')
    expect(() => grantWindow(given(termsOptions, { for: 1, until: now }), now)).toThrow('--for or --until')
  })

  test('a rotator comes with a lifetime', () => {
    const rotator = { kind: 1, key: PAYEE } as const
    expect(() => keyTerms(given(termsOptions, { rotator }))).toThrow('--key-lifetime')
    const terms = keyTerms(given(termsOptions, { rotator, keyLifetime: 'unlimited', maxKeys: 2 }))
    expect(terms).toEqual({ rotator, keyLifetime: 0xffffffff, maxKeys: 2 })
  })
})

describe('presets', () => {
  const reader = async () => ({ decimals: 6 })
  const transfer: Partial<Inputs<typeof presetOptions>> = {
    preset: 'erc20-transfer',
    token: TOKEN,
    to: [PAYEE],
    maxPerCall: '1.5',
    limit: '20',
  }
  const swap: Partial<Inputs<typeof presetOptions>> = {
    ...{ preset: 'uniswap-v3-swap', router: PAYEE, tokenIn: TOKEN, tokenOut: PAYEE, fee: 500 },
    ...{ maxPerCall: '1', limit: '2', minOut: '0.5' },
  }

  test('take amounts in the units of their tokens', async () => {
    const { permissions, limits } = await buildPreset(given(presetOptions, transfer), reader)
    expect(limits).toEqual({ transfers: { kind: 'token', token: TOKEN, amount: 20_000_000n } })
    expect(permissions[0]?.conditions).toHaveLength(2)
    const built = await buildPreset(given(presetOptions, swap), reader)
    expect(built.limits).toEqual({ swaps: { kind: 'token', token: TOKEN, amount: 2_000_000n } })
  })

  test.for<[string, Partial<Inputs<typeof presetOptions>>, string]>([
    ['an option is missing', { ...transfer, limit: undefined }, '--preset erc20-transfer needs --limit.'],
    ["it is another preset's", { ...transfer, fee: 500 }, '--preset erc20-transfer does not take --fee.'],
    ['everybody and somebody', { ...transfer, to: ['anyone', PAYEE] }, '"anyone" includes everybody'],
    ['the price is left open silently', { ...swap, minOut: undefined }, '--min-out is needed.'],
    ['the price is nothing', { ...swap, minOut: '0' }, "ask for 'any'"],
    ['there are too many decimals', { ...transfer, limit: '0.0000001' }, 'more than the 6 decimals'],
  ])('refuse when %s', async ([, input, message]) => {
    await expect(buildPreset(given(presetOptions, input), reader)).rejects.toThrow(message)
  })
})

/** What the options say of the grant. */
const terms: DefinitionTerms = {
  ...{ chainId: 1, validAfter: 1_800_000_000, validUntil: 1_800_086_399 },
  maximumFee: { budget: 'unlimited', price: 'unlimited' },
}

describe('definitions', () => {
  const entry = { target: TOKEN, abi: 'erc20', function: 'transfer' }

  test('name functions, conditions and limits', () => {
    const abi = write('mix.json', { abi: [], other: 1 })
    expect(() => readDefinition(write('d.json', { permissions: [{ ...entry, abi }] }), terms)).toThrow(
      'it is not an ABI',
    )
    write('mix.json', ['function mix((uint8 kind, int64 shift) what, address to) payable'])
    const mix = { target: TOKEN, abi: 'mix.json', function: 'mix', maxValue: '5', spendsValue: 'ether' }
    const where = {
      what: { kind: { range: ['1', '3'] }, shift: [{ atMost: '-2' }, { notEqual: '-9' }] },
      to: { isAccount: true },
    }
    const limits = { ether: { native: '50' }, usdc: { token: TOKEN, amount: `${maxUint256 >> 128n}` } }
    const permissions = [
      { ...mix, where },
      { target: PAYEE, transfer: true, maxValue: '9' },
      { target: PAYEE, anySelector: true },
    ]
    const read = readDefinition(write('definition.json', { permissions, limits }), terms)
    expect(read.permissions.map(({ call, conditions }) => [call, conditions.length])).toEqual([
      [1, 4],
      [3, 0],
      [2, 0],
    ])
    expect(read.limits).toMatchObject({
      ether: { kind: 'native', amount: 50n },
      usdc: { amount: 2n ** 128n - 1n },
    })
  })

  test.for<[string, object, string]>([
    ['an unknown field', { period: 5 }, 'FileError'],
    ['an unknown argument', { where: { nobody: { equal: '1' } } }, 'ArgumentUnknownError'],
    ['a condition that is none', { where: { amount: { about: '1' } } }, 'FileError'],
    ['a value that is none', { where: { amount: { atMost: '0.5' } } }, 'ConditionInvalidError'],
    ['an unknown function', { function: 'nothing' }, 'FunctionUnknownError'],
    ['native value for a function that takes none', { maxValue: '1' }, 'PermissionInvalidError'],
  ])('refuse %s', ([, more, name]) => {
    const path = write('bad.json', { permissions: [{ ...entry, ...more }] })
    expect(() => readDefinition(path, terms)).toThrow(expect.objectContaining({ name }))
  })

  const asset = { asset: TOKEN, maxPerCall: '5', limit: '50' }
  const lending = { preset: 'aave-v3-lending', pool: PAYEE, supply: [asset], borrow: [asset] }
  const transfer = {
    preset: 'erc20-transfer',
    token: TOKEN,
    recipients: [PAYEE],
    maxPerCall: '5',
    limit: '5',
  }
  const each = { maxPerCall: '5', limit: '50' }
  const presets = [
    lending,
    { preset: 'erc4626-vault', vault: PAYEE, asset: TOKEN, deposit: each, redeem: each },
    {
      ...{ preset: 'cow-orders', settlement: PAYEE, vaultRelayer: PAYEE, sellToken: TOKEN, kind: 'any' },
      ...{ maxSellAmount: '10', limit: '100', buy: [{ token: PAYEE, minAmount: '3' }], appData: 'any' },
    },
    {
      ...{ preset: 'uniswap-v3-swap', router: PAYEE, routerVersion: 'SwapRouter', tokenIn: TOKEN },
      ...{ tokenOut: PAYEE, fee: 500, amountInPerCall: '5', limit: '50', minAmountOut: '1' },
    },
  ]

  test('name presets under an access level', () => {
    const content = { accessLevel: 'trade', presets, signIn: ['app.example.com'] }
    const read = readDefinition(write('definition.json', content), terms)
    expect(Object.keys(read.limits)).toEqual(['supply', 'borrow', 'deposit', 'redeem', 'orders', 'swaps'])
    expect(read.limits['supply']).toMatchObject({ token: TOKEN, amount: 50n })
    expect(read.messages.map(({ domain }) => domain?.chainId)).toEqual([1n, undefined])
    // An order is valid as long as the grant, where the definition does not say.
    const until = read.messages[0]?.message.conditions.find(({ argument }) => argument === 5n)
    expect(until?.values.map(Number)).toEqual([terms.validUntil])
    // Written out, or with a preset that needs it, it is full.
    const full = { accessLevel: 'full', mayMoveAssetsToOthers: true, presets: [transfer] }
    const guards = [{ guard: PAYEE, balance: 'native', spent: '1' }]
    const own = { permissions: [{ target: PAYEE, transfer: true, maxValue: '9' }], guards }
    const both = readDefinition(write('definition.json', { ...full, ...own }), {
      ...terms,
      maximumFee: { budget: 1n, price: 'unlimited' },
    })
    expect([both.permissions.length, both.guards.length]).toEqual([2, 1])
    const site = { accessLevel: 'read', signIn: ['app.example.com'] }
    const { permissions } = readDefinition(write('definition.json', site), terms)
    expect(permissions).toEqual([])
  })

  test.for<[string, object, string, string]>([
    ['presets without an access level', { presets }, 'FileError', 'stand under an "accessLevel"'],
    ['sites without one', { signIn: ['a.example'] }, 'FileError', 'stand under an "accessLevel"'],
    ['an unknown level', { accessLevel: 'admin', presets }, 'FileError', 'it is not a grant definition'],
    ['an unknown preset', { accessLevel: 'trade', presets: [{ preset: 'x' }] }, 'FileError', 'not a grant'],
    [
      'an unknown parameter',
      { accessLevel: 'trade', presets: [{ ...lending, flashLoan: true }] },
      'FileError',
      'it is not a grant definition',
    ],
    [
      'a transfer under trade',
      { accessLevel: 'trade', presets: [transfer] },
      'AccessLevelExceededError',
      'presets[0] (transfer) needs access level "full"',
    ],
    [
      'presets under read',
      { accessLevel: 'read', signIn: ['a.example'], presets: [lending] },
      'AccessLevelExceededError',
      'presets[0] (supply, borrow, approve) needs access level "trade"',
    ],
    [
      'permissions of its own under trade',
      { accessLevel: 'trade', presets, permissions: [entry] },
      'FileError',
      'need the accessLevel "full"',
    ],
    [
      'full without its name',
      { accessLevel: 'full', presets: [transfer] },
      'GrantInvalidError',
      'mayMoveAssetsToOthers',
    ],
    [
      'full without a fee budget',
      { accessLevel: 'full', mayMoveAssetsToOthers: true, presets: [transfer] },
      'GrantInvalidError',
      'has a fee budget',
    ],
  ])('refuse %s', ([, content, name, message]) => {
    const path = write('bad.json', content)
    expect(() => readDefinition(path, terms)).toThrow(expect.objectContaining({ name }))
    expect(() => readDefinition(path, terms)).toThrow(message)
  })
})

describe('calls', () => {
  const data =
    '0xa9059cbb00000000000000000000000000000000000000000000000000000000000000cc000000000000000000000000000000000000000000000000000000000000000a'

  test('are encoded from an ABI, from JSON or from calldata', () => {
    const args = `["${PAYEE}", "10"]`
    const one = readCalls(given(callOptions, { to: TOKEN, abi: 'erc20', function: 'transfer', args }))
    expect(one).toEqual<CallToMake[]>([
      { to: TOKEN, value: 0n, data, abi: erc20Abi, text: `call transfer("${PAYEE}","10") of ${TOKEN}` },
    ])
    const calls = write('calls.json', [
      { to: TOKEN, data },
      { to: PAYEE, value: '5' },
    ])
    expect(readCalls(given(callOptions, { calls })).map((call) => [call.data, call.value])).toEqual([
      [data, 0n],
      ['0x', 5n],
    ])
    expect(readCalls(given(callOptions, { to: PAYEE, value: '0.5' }))[0]?.value).toBe(5n * 10n ** 17n)
  })

  test.for<[string, Partial<Inputs<typeof callOptions>>, string]>([
    ['no call', {}, 'Which call?'],
    ['two ways at once', { to: TOKEN, calls: 'calls.json' }, 'not both'],
    [
      'arguments that are no JSON',
      { to: TOKEN, abi: 'erc20', function: 'transfer', args: 'x' },
      'is not a JSON list',
    ],
    ['too few arguments', { to: TOKEN, abi: 'erc20', function: 'transfer', args: '[]' }, 'cannot be encoded'],
    [
      'too many arguments',
      { to: TOKEN, abi: 'erc20', function: 'transfer', args: '["1","2","3"]' },
      'cannot be encoded',
    ],
    ['a function without its ABI', { to: TOKEN, function: 'transfer' }, 'needs an ABI'],
    ['a function that only reads', { to: TOKEN, abi: 'erc20', function: 'balanceOf' }, 'balanceOf'],
  ])('refuse %s', ([, input, message]) => {
    expect(() => readCalls(given(callOptions, input))).toThrow(message)
  })
})
