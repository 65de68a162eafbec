import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSmartAccountClient } from 'permissionless/clients'
import { erc20Abi, http } from 'viem'
import { createBundlerClient } from 'viem/account-abstraction'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as bots from '../../sdk/onchain/bots/index.ts'
import { fileLedger } from '../../sdk/onchain/bots/node.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/index.ts'
import { createHome, type Home, newHolder } from './support/bots.ts'
import { startWorld } from './support/world.ts'

const page = await readFile(join(import.meta.dirname, '../../docs/bots.md'), 'utf8')
const examples = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

/** What each example is to have given a name to. */
const EXPECTED = [
  { receipt: { success: true } },
  { transactionHash: expect.stringMatching(/^0x/) },
  { refusal: { name: 'ConditionFailedError' } },
  { report: { id: 'order 4711', status: 'effective' } },
  { reports: Array.from({ length: 3 }, () => ({ status: 'effective' })), consumption: { failed: [] } },
]

let home: Home
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  home = await createHome(await startWorld())
})
afterAll(async () => {
  await home?.world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('the page has the examples that are expected', () => {
  expect(examples).toHaveLength(EXPECTED.length)
})

test.for(EXPECTED.map((expected, index) => [index, expected] as const))(
  'example %i',
  async ([index, expected]) => {
    const { holder } = await newHolder(home)
    const { token, payee, stack } = home.world
    const given = {
      ...{
        ...bots,
        fileLedger,
        toLatchkeyError,
        createSmartAccountClient,
        createBundlerClient,
        erc20Abi,
        http,
      },
      ...{ holder, token, payee, bundlerUrl: stack.bundlerUrl, ledgerPath: join(folder, `${index}.sqlite`) },
    }
    const code = (examples[index] ?? '').replaceAll(' as const', '')
    const names = [...code.matchAll(/^const (\w+) =/gm)].map(([, name]) => name)
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
    const run = new AsyncFunction(...Object.keys(given), `${code}\nreturn { ${names.join(', ')} }`)
    await expect(run(...Object.values(given))).resolves.toMatchObject(expected)
  },
)
