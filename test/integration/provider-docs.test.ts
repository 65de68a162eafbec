import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as wagmi from '@wagmi/core'
import * as ethers from 'ethers'
import * as viem from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROVIDER_CODE } from '../../sdk/errors/provider.ts'
import * as latchkey from '../../sdk/onchain/provider/index.ts'
import { sessionConnector } from '../../sdk/onchain/wagmi.ts'
import { type ProviderScene, startProviderScene } from './support/providerScene.ts'
import { startWorld, type World } from './support/world.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/provider.md'), 'utf8')
const examples = [...page.matchAll(/^## (.+)$|^```js\n([\s\S]*?)^```$/gm)]
  .reduce<[string, string][]>((found, [, heading, code]) => {
    const section = heading ?? found.at(-1)?.[0] ?? ''
    return [...found.filter(([, known]) => known !== ''), [section, code ?? '']]
  }, [])
  .filter(([, code]) => code !== '')

let world: World
let scene: ProviderScene
beforeAll(async () => {
  world = await startWorld()
  scene = await startProviderScene(world, await world.account({ kind: 'clone', entryPoint: '0.7' }))
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** What the page says its examples have at hand. */
function scope(): Record<string, unknown> {
  const items = new Map<string, string>()
  return {
    ...{ ...latchkey, sessionConnector },
    ...{ createWalletClient: viem.createWalletClient, custom: viem.custom, http: viem.http },
    ...{ encodeFunctionData: viem.encodeFunctionData, erc20Abi: viem.erc20Abi },
    ...{ createConfig: wagmi.createConfig, connect: wagmi.connect, disconnect: wagmi.disconnect },
    ...{
      writeContract: wagmi.writeContract,
      signMessage: wagmi.signMessage,
      verifyMessage: wagmi.verifyMessage,
    },
    ...{ BrowserProvider: ethers.BrowserProvider, Contract: ethers.Contract },
    ...{ holder: scene.holder, chain: world.stack.chain, rpcUrl: world.stack.rpcUrl },
    ...{ token: world.token, payee: world.payee, signInText: scene.signIn(), target: new EventTarget() },
    localStorage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    },
  }
}

/** Runs an example, and returns what it gave names to. */
async function run(code: string): Promise<Record<string, unknown>> {
  const given = scope()
  const names = [...code.matchAll(/^const (?:(\w+)|\{ (\w+) \}|\[(\w+)\]) =/gm)].flatMap(([, ...found]) =>
    found.filter((name) => name !== undefined),
  )
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
  const body = new AsyncFunction(...Object.keys(given), `${code}\nreturn { ${names.join(', ')} }`)
  return body(...Object.values(given))
}

test('there is an example of each library', () => {
  const sections = new Set(examples.map(([section]) => section))
  expect([...sections]).toEqual(['The provider', 'viem', 'wagmi', 'ethers', 'Wallets of a page', 'Batches'])
})

test.for(examples.map(([section, code], index) => [index, section, code] as const))(
  'example %i, %s',
  async ([, section, code]) => {
    const named = await run(code)
    const { hash, status, refusal, signedIn, receipt, grantId } = named as Record<string, never>
    if (hash) {
      const sent = await world.stack.publicClient.waitForTransactionReceipt({ hash })
      expect(sent.status).toBe('success')
    }
    if (section === 'viem' && status) expect(status).toBe('success')
    if (section === 'viem' && refusal) {
      expect(refusal).toMatchObject({ code: 4100, cause: { name: 'ConditionFailedError' } })
    }
    if (section === 'wagmi') expect(signedIn).toBe(true)
    if (section === 'ethers') expect(receipt).toMatchObject({ status: 1 })
    if (section === 'Batches') expect([100, 200]).toContain(status)
    if (grantId) expect(grantId).toBe(scene.holder.grantId)
  },
)

test('the tables name every method that is handed on, and every code', () => {
  for (const method of latchkey.PASS_THROUGH_METHODS) expect(page).toContain(`\`${method}\``)
  const codes = page.slice(page.indexOf('## Codes'))
  for (const code of Object.values(PROVIDER_CODE))
    expect(codes).toMatch(new RegExp(`^\\|.*(^|[ ,])${code}[ ,].*\\|`, 'm'))
})
