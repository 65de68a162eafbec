import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EdgeVM } from '@edge-runtime/vm'
import { encodeDeployData, type Hex, parseUnits } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { bundle } from '../../scripts/tasks/package/bundle.ts'
import { ENTRIES, type Entry, sourceOf, specifier } from '../../scripts/tasks/package/entries.ts'
import { ownersFiles } from '../../scripts/tasks/package/ownersFiles.ts'
import { entryPointOf } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { startWorld, type World } from '../integration/support/world.ts'
import type { EdgeSetting, startBot } from './programs/edge.ts'
import type { QuickStartSetting } from './programs/quickStart.ts'
import { type Consumer, createConsumer } from './support/consumer.ts'

let world: World
let consumer: Consumer
beforeAll(async () => {
  ;[world, consumer] = await Promise.all([startWorld(), createConsumer()])
})
afterAll(async () => {
  consumer?.remove()
  await world?.[Symbol.asyncDispose]()
})

const names = ENTRIES.map(specifier)
const anywhere = ENTRIES.filter(({ runs }) => runs === 'anywhere')
const EVERYTHING = names.map((name, index) => `import * as entry${index} from '${name}'`).join('\n')

/** A classic script of a module of the consumer's that hands on an entry point, with all that it needs. */
function bundled(entry: Entry) {
  const source = consumer.write(`bundled/${entry.path}/index.ts`, `export * from '${specifier(entry)}'\n`)
  return bundle({ source, whole: true, globalName: 'exported' })
}

/** A runtime with the web's APIs and nothing of Node's, where code cannot be made from text. */
function edge() {
  return new EdgeVM({ codeGeneration: { strings: false, wasm: false } })
}

/** The types that a compiler reads of a project that imports every entry point. */
function followed(folder: string): readonly string[] {
  const found = new Set(ENTRIES.map(({ path }) => consumer.manifest.exports[path]?.types ?? ''))
  for (const path of found) {
    const text = readFileSync(join(folder, path), 'utf8')
    for (const [, name = ''] of text.matchAll(/(?:from|import\() ?['"](\.[^'"]*)\.js['"]/g)) {
      found.add(join(dirname(path), `${name}.d.ts`))
    }
  }
  return [...found]
}

describe('the tarball', () => {
  test('has what was built, its sources for debuggers, and nothing else', () => {
    const tops = new Set(consumer.packed.map((path) => path.split('/')[0]))
    expect([...tops].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'sdk'])
  })

  test('has types that any compiler follows and that need none of Node’s', () => {
    const folder = join(consumer.folder, 'node_modules/latchkey')
    const types = followed(folder)
    const wrong = types.filter((path) =>
      /(from|import\() ?['"](\.[^'"]*\.ts|node:[^'"]*)['"]|types="node"/.test(
        readFileSync(join(folder, path), 'utf8'),
      ),
    )
    expect(types.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })

  test('asks for viem and, if a wallet connector is wanted, wagmi to be there', () => {
    expect(Object.keys(consumer.manifest.peerDependencies)).toEqual(['@wagmi/core', 'viem'])
    expect(Object.keys(consumer.manifest.dependencies)).toEqual([
      '@msgpack/msgpack',
      '@noble/curves',
      'abitype',
      'big.js',
      'zod',
    ])
  })
})

describe('a project that uses the package', () => {
  test('imports every entry point under Node, with all its names', async () => {
    const list = `console.log(JSON.stringify([${names.map((_, index) => `Object.keys(entry${index})`)}]))`
    const file = consumer.write('imports.mjs', `${EVERYTHING}\n${list}\n`)
    const found = JSON.parse(await consumer.node([file])) as string[][]
    const wanted = await Promise.all(ENTRIES.map((entry) => import(pathToFileURL(sourceOf(entry)).href)))
    expect(found.map((one) => one.toSorted())).toEqual(wanted.map((one: object) => Object.keys(one).sort()))
  })

  test('requires every entry point from CommonJS', async () => {
    const file = consumer.write('requires.cjs', names.map((name) => `require('${name}')`).join('\n'))
    await expect(consumer.node([file])).resolves.toBe('')
  })

  test('cannot reach what is no entry point', async () => {
    const file = consumer.write('inside.mjs', "import 'latchkey/dist/onchain/actions/grant.js'\n")
    await expect(consumer.node([file])).rejects.toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  test.each([
    ['nodenext', { module: 'nodenext', types: ['node'], lib: ['es2023'] }],
    ['bundler', { module: 'preserve', moduleResolution: 'bundler', types: ['node'], lib: ['es2023', 'dom'] }],
  ])('compiles against its types: %s', async (_, options) => {
    const shared = { noEmit: true, strict: true, skipLibCheck: true, allowImportingTsExtensions: true }
    const used = names.map((_name, index) => `entry${index}`).join(', ')
    const misuse = [
      "import type { HolderClient } from 'latchkey/onchain/holder'",
      'declare const holder: HolderClient',
      "// @ts-expect-error a holder has no verb of the owner's",
      'void holder.revokeGrant',
      'const uses: Promise<unknown> = holder.use({ calls: [] })',
    ]
    const main = consumer.write('main.ts', [EVERYTHING, ...misuse, `console.log(uses, ${used})`].join('\n'))
    const files = [main, 'docs/examples/index.ts', 'test/package/programs/edge.ts']
    await expect(consumer.compile({ compilerOptions: { ...shared, ...options }, files })).resolves.toBe('')
  })

  test('runs the quick start of the documentation', async () => {
    const ownerKey = generatePrivateKey()
    const owner = privateKeyToAccount(ownerKey)
    const { address } = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' }, owner)
    const before = await world.balance(world.payee)
    const { chain, rpcUrl, bundlerUrl = '' } = world.stack
    const setting: QuickStartSetting = {
      ...{ rpcUrl, bundlerUrl, chainId: chain.id, module: world.module, token: world.token },
      ...{ payee: world.payee, ownerKey, implementation: await implementation() },
    }
    const output = await consumer.node(['test/package/programs/quickStart.ts', JSON.stringify(setting)])
    expect(JSON.parse(output)).toEqual({
      refused: expect.stringContaining('at most 50000000'),
      remaining: `${parseUnits('30', 6)}`,
      after: 'GrantEndedError',
    })
    expect(address).toBe(owner.address)
    expect((await world.balance(world.payee)) - before).toBe(parseUnits('70', 6))
  })
})

describe('browsers and edge runtimes', () => {
  test.each(anywhere.map((entry) => [specifier(entry), entry] as const))('load %s', async (_, entry) => {
    const { code, imports } = await bundled(entry)
    expect(imports).toEqual([])
    const wanted: object = await import(pathToFileURL(sourceOf(entry)).href)
    const found = edge().evaluate<string[]>(`${code};Object.keys(exported)`)
    expect([...found].sort()).toEqual(Object.keys(wanted).sort())
  })

  test('have nothing of Node: what needs it does not load', async () => {
    const isolated = edge()
    expect(isolated.evaluate('[typeof process, typeof Buffer, typeof require].join()')).toBe(
      'undefined,undefined,undefined',
    )
    const source = consumer.write('bundled/node.ts', "export * from 'latchkey/stores/node'\n")
    const { code, imports } = await bundle({ source, whole: true, globalName: 'exported' })
    expect(imports).toEqual(expect.arrayContaining(['node:crypto', 'node:fs/promises']))
    expect(() => isolated.evaluate(code)).toThrow('node:')
  })

  test('run a bot: its key, its grant, and a use that a relayer carries', async () => {
    const source = join(consumer.folder, 'test/package/programs/edge.ts')
    const { code } = await bundle({ source, whole: true, globalName: 'program' })
    const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
    const owner = world.owner(account)
    const { epoch } = await owner.installModule()
    const setting: EdgeSetting = {
      ...{ rpcUrl: world.stack.rpcUrl, chainId: world.stack.chain.id, module: world.module, epoch },
      ...{ account: account.address, token: world.token, payee: world.payee },
      now: Number(await world.stack.clock.now()),
    }
    const start = edge().evaluate<typeof startBot>(`${code};program.startBot`)
    const bot = await start(setting)
    expect(bot.hash).toBe(bot.grantId)
    await owner.grant({ grant: bot.grant })

    await expect(bot.sign(6n)).rejects.toMatchObject({ name: 'ConditionFailedError' })
    const signed = await bot.sign(5n)
    if (signed.path !== 'relayed') throw new Error('unreachable: it was prepared for a relayer')
    const before = await world.balance(world.payee)
    await world.relayer.carryUse({ relayed: signed.relayed })
    expect((await world.balance(world.payee)) - before).toBe(5n)
  })
})

describe('bundlers', () => {
  test.each([
    ['latchkey', 'expiryState', 500],
    ['latchkey/onchain', 'grantRevocation', 12_000],
  ])('leave out of %s what %s does not need', async (name, used, bytes) => {
    const source = consumer.write(`bundled/${used}.ts`, `export { ${used} } from '${name}'\n`)
    expect((await bundle({ source, whole: true })).code.length).toBeLessThan(bytes)
  })

  test('find the sources of what was built', () => {
    const folder = join(consumer.folder, 'node_modules/latchkey/dist/onchain')
    const map = JSON.parse(readFileSync(join(folder, 'holder.js.map'), 'utf8')) as { sources: string[] }
    const [source = ''] = map.sources
    expect(readFileSync(join(folder, source), 'utf8')).toBe(readFileSync('sdk/onchain/holder.ts', 'utf8'))
  })
})

describe('what is the owner’s', () => {
  test('is known by file', () => {
    const files = ownersFiles()
    for (const verb of ['grant', 'revokeGrant', 'installModule', 'supersede']) {
      expect(files).toContain(`sdk/onchain/actions/${verb}.ts`)
    }
    expect(files).not.toContain('sdk/onchain/actions/use.ts')
  })

  test('is in the owner’s entry point and not in the holder’s', async () => {
    const inside = async (source: string) => {
      const { files } = await bundle({ source, whole: false })
      return files.filter((file) => ownersFiles().has(file))
    }
    await expect(inside('sdk/onchain/owner.ts')).resolves.toContain('sdk/onchain/actions/revokeGrant.ts')
    await expect(inside('sdk/onchain/holder.ts')).resolves.toEqual([])
  })
})

async function implementation(): Promise<Hex> {
  const { abi, bytecode } = projectArtifact('contracts/accounts/LatchkeyAccount.sol')
  const args = [entryPointOf('0.8').address]
  const sender = world.stack.accounts[0]
  const deployed = { sender, bytecode: encodeDeployData({ abi, bytecode, args }) }
  return (await deployContract(world.stack.publicClient, deployed)).address
}
