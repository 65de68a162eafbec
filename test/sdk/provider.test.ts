import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, BaseError as ViemError } from 'viem'
import { describe, expect, test } from 'vitest'
import { ValueExceededError } from '../../sdk/errors/permission.ts'
import { RequestFailedError } from '../../sdk/errors/client.ts'
import { ProviderRpcError } from '../../sdk/errors/provider.ts'
import { type BundleRecord, memoryBundleStore, storageBundleStore } from '../../sdk/onchain/provider/index.ts'
import { createLanes } from '../../sdk/onchain/provider/lanes.ts'
import { readTypedData } from '../../sdk/onchain/provider/typedDataParameter.ts'
import { toNodeError, toProviderError } from '../../sdk/onchain/provider/toProviderError.ts'

const account: Address = '0x00000000000000000000000000000000000000A1'
const hash = (digit: string) => `0x${digit.repeat(64)}` as const

const signed: BundleRecord = {
  ...{ id: 'one', account, chainId: 1, fromBlock: 7 },
  reference: { path: 'bundler', userOpHash: hash('1'), nonce: '0x01' },
}
const direct: BundleRecord = {
  ...{ id: 'two', account, chainId: 1, fromBlock: 7 },
  reference: { path: 'direct', transactionHash: hash('2'), sender: account, nonce: 3 },
}

const inMemory = () => {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  return { items, storage }
}

describe.for([
  ['memory', () => memoryBundleStore()],
  ['web storage', () => storageBundleStore({ storage: inMemory().storage })],
] as const)('batches in %s', ([, make]) => {
  test('are added once, replaced and removed', async () => {
    const store = make()
    await expect(store.get('one')).resolves.toBeUndefined()
    const { reference, ...unsigned } = signed
    await expect(store.add(unsigned)).resolves.toBe(true)
    await expect(store.add(signed)).resolves.toBe(false)
    await expect(store.get('one')).resolves.toEqual(unsigned)
    await store.replace({ ...unsigned, reference })
    await expect(store.get('one')).resolves.toEqual(signed)
    await store.add(direct)
    await expect(store.get('two')).resolves.toEqual(direct)
    await store.remove('one')
    await expect(store.get('one')).resolves.toBeUndefined()
    await expect(store.add(unsigned)).resolves.toBe(true)
  })
})

test('what is no batch in a web storage reads as unknown, and its place stays taken', async () => {
  const { items, storage } = inMemory()
  const store = storageBundleStore({ storage, prefix: 'mine.' })
  for (const text of ['', '{', '5', JSON.stringify({ ...signed, account: '0x1' })]) {
    items.set('mine.one', text)
    await expect(store.get('one')).resolves.toBeUndefined()
    await expect(store.add(signed)).resolves.toBe(false)
  }
})

describe('lanes', () => {
  const make = (numbers: readonly number[], timeout = 10_000) =>
    createLanes({ numbers, pollingInterval: 1, timeout })

  test('are taken one at a time, the first whenever it is free', async () => {
    const lanes = make([0, 1])
    const first = await lanes.take()
    const second = await lanes.take()
    expect([first.number, second.number]).toEqual([0, 1])
    first.free()
    const third = await lanes.take()
    expect(third.number).toBe(0)
    const waiting = lanes.take()
    second.free()
    await expect(waiting).resolves.toMatchObject({ number: 1 })
  })

  test('whose operation is under way are free when it has landed', async () => {
    const lanes = make([4])
    const taken = await lanes.take()
    let answers = 0
    taken.pending(async () => {
      answers++
      if (answers === 1) throw new Error('the node is away')
      return answers > 2
    })
    await expect(lanes.take()).resolves.toMatchObject({ number: 4 })
    expect(answers).toBe(3)
  })

  test('whose operation was dropped are taken again', async () => {
    const lanes = make([3], 20)
    const taken = await lanes.take()
    taken.pending(async () => false)
    await expect(lanes.take()).resolves.toMatchObject({ number: 3 })
  })

  test('that stay taken are given up for', async () => {
    const lanes = make([0], 0)
    await lanes.take()
    await expect(lanes.take()).rejects.toMatchObject({ code: -32002 })
  })
})

describe('errors', () => {
  test('of the SDK have a code, their reason, and bounds that survive JSON', () => {
    const cause = new ValueExceededError({ value: 3n, allowed: 2n })
    const error = toProviderError(new ViemError('outer', { cause }))
    expect(error).toBeInstanceOf(ProviderRpcError)
    expect(error).toMatchObject({ code: 4100, shortMessage: cause.shortMessage, cause })
    expect(JSON.parse(JSON.stringify(error.data))).toMatchObject({
      ...{
        value: '3',
        allowed: '2',
        name: 'ValueExceededError',
        reason: cause.shortMessage,
        docsPath: cause.docsPath,
      },
    })
    expect(toProviderError(error)).toBe(error)
    expect(toProviderError(new RequestFailedError({ reason: 'away' }))).toMatchObject({ code: -32603 })
    expect(toProviderError(new Error('socket hang up'))).toMatchObject({ code: -32603 })
  })

  test('of a node keep code and data', () => {
    const inner = Object.assign(new Error('execution reverted'), { code: 3, data: '0x1234' })
    const outer = Object.assign(new Error('outer', { cause: inner }), { code: 3 })
    expect(toNodeError(outer)).toMatchObject({ code: 3, data: '0x1234', shortMessage: 'execution reverted' })
    expect(toNodeError(new Error('socket hang up'))).toMatchObject({ code: -32603 })
  })
})

test('wagmi is loaded by its connector alone, and only for its types', () => {
  const root = join(import.meta.dirname, '..', '..', 'sdk')
  const lines = globSync('**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^(import|export) .*wagmi.*$/gm)].map(([line]) => [
      file,
      line,
    ]),
  )
  expect(lines.sort()).toEqual([
    ['onchain/provider/wagmiConnector.ts', "import type { CreateConnectorFn } from '@wagmi/core'"],
    [
      'onchain/wagmi.ts',
      "export { type SessionConnectorParameters, sessionConnector } from './provider/wagmiConnector.ts'",
    ],
  ])
})

test.for([1.5, -1, 2 ** 60])('typed data for a chain %d are refused as wrong parameters', (chainId) => {
  const data = { types: {}, primaryType: 'Order', domain: { chainId }, message: {} }
  expect(() => readTypedData(data)).toThrow(expect.objectContaining({ code: -32_602 }))
})
