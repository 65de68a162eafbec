import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test, vi } from 'vitest'
import { answer, COMMANDS, type CommandName, keepSecret, run, temporaryFolder } from './support/run.ts'

vi.setConfig({ testTimeout: 60_000 })

const cwd = temporaryFolder()
const HOLDER = privateKeyToAddress(generatePrivateKey())
const password = keepSecret('a password for tests')

describe.for(COMMANDS)('%s', (command) => {
  test('explains itself, and has no option that takes a secret', async () => {
    const { code, stdout, stderr } = await run(command, ['--help'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const text of [`npm run ${command} --`, 'Examples:', '--json', 'Exit codes: 0'])
      expect(stdout).toContain(text)
    const flags = [...stdout.matchAll(/^ {2}--([\w-]+) <(\w+)/gm)].map(([, name, value]) => ({ name, value }))
    const sensitive = flags.filter(
      ({ name = '' }) => /key|password/.test(name) && !/^(max-keys|key-(lifetime|until))$/.test(name),
    )
    for (const { value } of sensitive) expect(['fd', 'file', 'id', 'address']).toContain(value)
  })

  test('refuses an argument that looks like a private key, and does not repeat it', async () => {
    const { exitCode, error } = await answer(command, ['--config', keepSecret(generatePrivateKey())], { cwd })
    expect({ exitCode, name: error.name }).toEqual({ exitCode: 2, name: 'SecretExposedError' })
    expect(error.details.join(' ')).toContain('history of your shell')
  })
})

test('a command goes on when nobody reads what it prints', async () => {
  const script = join(import.meta.dirname, '../../scripts/grant.ts')
  const child = spawn(process.execPath, [script, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const said: Buffer[] = []
  child.stderr.on('data', (part: Buffer) => said.push(part))
  const [code] = await once(child, 'close')
  expect({ code, said: Buffer.concat(said).toString() }).toEqual({ code: 0, said: '' })
})

describe('bad input is refused and changes nothing', () => {
  const OTHER = '0x00000000000000000000000000000000000000ff'
  const place = [
    '--session-key',
    HOLDER,
    '--account',
    OTHER,
    '--module',
    HOLDER,
    '--chain-id',
    '1',
    '--epoch',
    '0',
  ]
  const transfer = [
    ...place,
    '--preset',
    'erc20-transfer',
    '--token',
    OTHER,
    '--to',
    HOLDER,
    '--decimals',
    '6',
  ]
  const unbounded = [...transfer, '--max-per-call', '1', '--limit', '2']
  const grant = [...unbounded, '--max-fee', '0.5']

  test.for<[string, CommandName, readonly string[], string]>([
    ['an unknown option', 'list', ['--owner', 'x'], "unknown option '--owner'"],
    ['no chain', 'list', ['--account', OTHER, '--module', OTHER], 'Which chain?'],
    [
      'no module',
      'list',
      ['--account', OTHER, '--rpc', 'http://127.0.0.1:1'],
      'Where is the session module?',
    ],
    [
      'two bad values at once',
      'list',
      ['--rpc', 'ftp://x', '--account', '0x1'],
      '--rpc: is not an http or https URL.',
    ],
    [
      'signing and sending at once',
      'grant',
      [...grant, '--for', '1h', '--sign-only', '--yes'],
      'Give one of',
    ],
    [
      'fees that nobody bounded',
      'grant',
      [...unbounded, '--for', '1h', '--draft', '--out', 'x.json'],
      'Say --max-fee 0.1',
    ],
    ['signing without a file', 'grant', [...grant, '--for', '1h', '--sign-only'], '--out is needed'],
    ['nothing to revoke', 'revoke', [], 'Say what to revoke'],
    ['something unknown to revoke', 'revoke', ['everything'], 'is not one of key, grant, all'],
    [
      'a grant that the holder is to end',
      'revoke',
      ['grant', '--by', 'holder'],
      'The holder can end keys only',
    ],
    ['no grant to use', 'use', [], 'Give --grant to use a key'],
    ['a clone without a bundler', 'deploy', ['--account', 'clone'], 'set up through a bundler'],
    ['no file for the key', 'mint', [], '--out is needed'],
  ])('%s', async ([, command, args, message]) => {
    const { exitCode, error } = await answer(command, args, { cwd })
    expect({ exitCode, name: error.name }).toEqual({ exitCode: 2, name: 'UsageError' })
    expect(error.message).toContain(message)
  })

  test.for<[string, CommandName, readonly string[], string]>([
    ['a file that is not there', 'show', ['nowhere.json'], 'FileError'],
    [
      'a configuration that is none',
      'list',
      ['--config', join(import.meta.dirname, '../../package.json')],
      'FileError',
    ],
    ['a target that can never be granted', 'grant', [...grant, '--for', '1h'], 'TargetForbiddenError'],
  ])('%s', async ([, command, args, name]) => {
    const { exitCode, error } = await answer(command, args, { cwd })
    expect({ exitCode, name: error.name }).toEqual({ exitCode: 1, name })
  })

  test('an endpoint, which may carry a key, is not repeated, not even with the stack trace', async () => {
    const rpc = `http://127.0.0.1:1/${keepSecret('endpoint-with-a-key')}`
    const env = { LATCHKEY_RPC_URL: rpc, LATCHKEY_DEBUG: '1' }
    const { code, stdout, stderr } = await run('list', ['--account', OTHER, '--module', OTHER], { cwd, env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('the node gives no answer')
    expect(stderr).toContain('    at ')
  })
})

describe('mint', () => {
  const env = { LATCHKEY_KEY_PASSWORD: password }

  test('keeps a key in an encrypted file and tells only its address', async () => {
    const minted = await answer('mint', ['--out', 'bot.keys', '--id', 'spring'], { cwd, env })
    expect(minted).toEqual({
      ...{ ok: true, command: 'mint', plan: [], sent: false, file: 'bot.keys', id: 'spring' },
      ...{
        address: expect.stringMatching(/^0x[\da-fA-F]{40}$/),
        keyId: expect.stringMatching(/^0x[\da-f]{64}$/),
      },
    })
    const path = join(cwd, 'bot.keys')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8').toLowerCase()).not.toContain(minted.address.slice(2).toLowerCase())
  })

  test('adds to a file, and replaces nothing in it', async () => {
    const args = ['--out', 'bot.keys', '--password-fd', '0']
    const second = await answer('mint', args, { cwd, input: `${password}\n` })
    expect(second.id).toBe(second.address.toLowerCase())
    const before = readFileSync(join(cwd, 'bot.keys'))
    const again = await answer('mint', ['--out', 'bot.keys', '--id', 'spring'], { cwd, env })
    expect(again.error).toMatchObject({
      name: 'FileError',
      message: 'bot.keys: it has a key "spring" already.',
    })
    const wrong = await answer('mint', args, { cwd, input: 'another password' })
    expect(wrong.error.name).toBe('PasswordWrongError')
    expect(readFileSync(join(cwd, 'bot.keys'))).toEqual(before)
  })

  test('wants a password that is given safely, and long enough', async () => {
    const none = await answer('mint', ['--out', 'none.keys'], { cwd })
    const short = await answer('mint', ['--out', 'none.keys'], {
      cwd,
      env: { LATCHKEY_KEY_PASSWORD: 'short' },
    })
    const closed = await answer('mint', ['--out', 'none.keys', '--password-fd', '77'], { cwd })
    expect([none, short].map(({ error }) => error.name)).toEqual(['SecretMissingError', 'SecretMissingError'])
    expect(closed.error).toMatchObject({
      name: 'UsageError',
      message: '--password-fd: descriptor 77 cannot be read.',
    })
    expect(existsSync(join(cwd, 'none.keys'))).toBe(false)
  })
})

describe('without a node', () => {
  const account = '0x00000000000000000000000000000000000000aa'
  const owner = keepSecret(generatePrivateKey())
  const env = { LATCHKEY_OWNER_KEY: owner }

  test('a grant is drafted, signed as it is, shown, and not overwritten', async () => {
    const definition = { permissions: [{ target: HOLDER, transfer: true, maxValue: '9' }] }
    writeFileSync(join(cwd, 'definition.json'), JSON.stringify(definition))
    const place = [
      '--account',
      account,
      '--module',
      account.replace('aa', 'dd'),
      '--chain-id',
      '31337',
      '--epoch',
      '7',
    ]
    const args = [
      '--session-key',
      HOLDER,
      '--definition',
      'definition.json',
      ...place,
      '--for',
      '24h',
      '--max-fee',
      '0.5',
    ]
    const draft = await answer('grant', [...args, '--draft', '--out', 'draft.json'], { cwd })
    expect(draft.plan).toContain(`Hash to compare: ${draft.grantId}`)

    const signing = ['--grant', 'draft.json', '--sign-only', '--out', 'signed.json']
    const signed = await answer('grant', signing, { cwd, env })
    expect(signed).toMatchObject({ sent: false, grantId: draft.grantId, plan: draft.plan })
    expect(statSync(join(cwd, 'signed.json')).mode & 0o777).toBe(0o600)
    const shown = await run('show', ['signed.json'], { cwd })
    expect(shown.stdout).toContain(`Signature: by ${privateKeyToAddress(owner).toLowerCase()}`)
    const again = await answer('grant', signing, { cwd, env })
    expect(again.error).toMatchObject({ name: 'FileError', message: 'signed.json: it exists already.' })
  })

  test('a definition names presets under an access level, and "full" has a fee budget', async () => {
    const token = account.replace('aa', 'ee')
    const lent = [{ asset: token, maxPerCall: '5', limit: '50' }]
    const lending = { preset: 'aave-v3-lending', pool: account.replace('aa', 'ff'), supply: lent }
    const paying = { preset: 'erc20-transfer', token, recipients: [HOLDER], maxPerCall: '5', limit: '50' }
    const write = (name: string, content: object) =>
      writeFileSync(join(cwd, `${name}.json`), JSON.stringify(content))
    write('trade', { accessLevel: 'trade', presets: [lending], signIn: ['app.example.com'] })
    write('full', { accessLevel: 'full', mayMoveAssetsToOthers: true, presets: [lending, paying] })
    const place = ['--account', account, '--module', account.replace('aa', 'dd'), '--chain-id', '1']
    const grant = (name: string, maxFee: string) => {
      const what = ['--session-key', HOLDER, '--definition', `${name}.json`, ...place, '--epoch', '7']
      return answer(
        'grant',
        [...what, '--for', '24h', '--draft', '--out', `${name}-draft.json`, '--max-fee', maxFee],
        {
          cwd,
        },
      )
    }
    const trade = await grant('trade', 'unlimited')
    expect(trade.plan).toContain('    where onBehalfOf is the account itself')
    expect(trade.plan).toContain(
      '  Message 0: sign in to app.example.com as the account, on the chain itself',
    )
    const unbounded = await grant('full', 'unlimited')
    expect(unbounded.error).toMatchObject({ name: 'GrantInvalidError' })
    expect(unbounded.error.message).toContain('"full" has a fee budget in wei, which cannot be unlimited')
    const full = await grant('full', '0.1')
    expect(full.plan.filter((line: string) => line.startsWith('Maximum fee: '))).toHaveLength(1)
    expect(full.plan.filter((line: string) => line.includes('(0xa9059cbb)'))).toHaveLength(1)
  })

  test('revocations are signed, of a grant and of everything', async () => {
    const one = ['grant', '--grant', 'signed.json', '--sign-only', '--out', 'end.json']
    expect(await answer('revoke', one, { cwd, env })).toMatchObject({ sent: false, kind: 'grant' })
    const all = ['all', '--account', account, '--module', account, '--sign-only', '--out', 'all.json']
    const unknown = await answer('revoke', all, { cwd, env })
    expect(unknown.error.message).toContain('give --chain-id and --epoch')
    const known = await answer('revoke', [...all, '--chain-id', '1', '--epoch', '7'], { cwd, env })
    expect(known).toMatchObject({ sent: false, kind: 'all', epoch: '7' })
    expect(statSync(join(cwd, 'all.json')).mode & 0o777).toBe(0o600)
  })
})
