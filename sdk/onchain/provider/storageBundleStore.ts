import { type Hex, isAddress, isHash, isHex } from 'viem'
import * as z from 'zod'
import type { BundleRecord, BundleStore } from './bundleStore.ts'

/** The part of the web's `Storage` that is needed: `localStorage`, or anything alike. */
export type ItemStorage = {
  getItem(key: string): string | null | Promise<string | null>
  setItem(key: string, value: string): void | Promise<void>
  removeItem(key: string): void | Promise<void>
}

export type StorageBundleStoreParameters = {
  storage: ItemStorage
  /** In front of each id; `latchkey.bundle.` by default. */
  prefix?: string
}

const hash = z.custom<Hex>((value) => isHash(value as string), 'is not a hash')
const hex = z.custom<Hex>((value) => isHex(value), 'is not hexadecimal')
const address = z.custom<Hex>((value) => typeof value === 'string' && isAddress(value), 'is not an address')
const recordSchema = z.strictObject({
  id: z.string(),
  account: address,
  chainId: z.int().positive(),
  fromBlock: z.int().nonnegative(),
  reference: z
    .discriminatedUnion('path', [
      z.strictObject({ path: z.literal('bundler'), userOpHash: hash, nonce: hex }),
      z.strictObject({
        path: z.literal('direct'),
        transactionHash: hash,
        sender: address,
        nonce: z.int().nonnegative(),
      }),
    ])
    .optional(),
})

/**
 * Batches in a browser's `localStorage` or its like, one item each. What is no record reads as unknown. Two pages that add one id at
 * the same time may both succeed.
 */
export function storageBundleStore(parameters: StorageBundleStoreParameters): BundleStore {
  const { storage, prefix = 'latchkey.bundle.' } = parameters
  const get = async (id: string): Promise<BundleRecord | undefined> => {
    const text = await storage.getItem(prefix + id)
    return text === null ? undefined : recordOf(text)
  }
  const replace = async (record: BundleRecord): Promise<void> =>
    storage.setItem(prefix + record.id, JSON.stringify(record))
  return {
    get,
    replace,
    async add(record) {
      if ((await storage.getItem(prefix + record.id)) !== null) return false
      await replace(record)
      return true
    },
    remove: async (id) => storage.removeItem(prefix + id),
  }
}

function recordOf(text: string): BundleRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
