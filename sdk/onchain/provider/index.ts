export { type AnnounceProviderParameters, announceProvider } from './announceProvider.ts'
export type { BundleRecord, BundleReference, BundleStore } from './bundleStore.ts'
export type { CallsReceipt } from './callsReceipt.ts'
export type { CallsStatus } from './callsStatus.ts'
export {
  createSessionProvider,
  type ProviderHandler,
  type ProviderHandlerContext,
  type SessionProvider,
  type SessionProviderConfig,
} from './createSessionProvider.ts'
export { memoryBundleStore } from './memoryBundleStore.ts'
export { PASS_THROUGH_METHODS } from './passThroughMethods.ts'
export type { ProviderPath } from './providerContext.ts'
export {
  type ItemStorage,
  type StorageBundleStoreParameters,
  storageBundleStore,
} from './storageBundleStore.ts'
