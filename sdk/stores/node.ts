// Where keys rest on a machine: a file, or the environment of the process. Needs Node.

export { type EnvironmentStoreParameters, environmentStore } from './environmentStore.ts'
export { type FileStoreParameters, fileStore } from './fileStore.ts'
export * from './index.ts'
