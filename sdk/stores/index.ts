// Where keys rest, on any platform. What needs Node is in node.ts.

export type { KeyStore, StoredKey } from './keyStore.ts'
export { memoryStore } from './memoryStore.ts'
