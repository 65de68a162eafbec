import type { BundleRecord, BundleStore } from './bundleStore.ts'

/** Batches are forgotten with the process. */
export function memoryBundleStore(): BundleStore {
  const records = new Map<string, BundleRecord>()
  return {
    async add(record) {
      if (records.has(record.id)) return false
      records.set(record.id, record)
      return true
    },
    async get(id) {
      return records.get(id)
    },
    async replace(record) {
      records.set(record.id, record)
    },
    async remove(id) {
      records.delete(id)
    },
  }
}
