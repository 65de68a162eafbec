export { type EnvironmentStoreParameters, environmentStore } from './environmentStore.ts'
export { type FileStoreParameters, fileStore } from './fileStore.ts'
export type { KeyStore, StoredKey } from './keyStore.ts'
export { memoryStore } from './memoryStore.ts'
