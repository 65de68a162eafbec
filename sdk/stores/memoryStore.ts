import { checkStoredKey } from './checkStoredKey.ts'
import type { KeyStore, StoredKey } from './keyStore.ts'

/** A store that forgets everything with the process: for tests, and for keys that never outlive a run. */
export function memoryStore(): KeyStore {
  const keys = new Map<string, StoredKey>()
  return {
    async put(key) {
      checkStoredKey(key)
      keys.set(key.id, { id: key.id, secret: key.secret })
    },
    get: async (id) => keys.get(id),
    list: async () => [...keys.keys()].sort(),
    delete: async (id) => keys.delete(id),
  }
}
