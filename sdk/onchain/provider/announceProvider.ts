import type { SessionProvider } from './createSessionProvider.ts'

export type AnnounceProviderParameters = {
  provider: SessionProvider
  /** Reversed domain name of whoever hands the key out, for example `com.example.desk`. */
  rdns: string
  /** `Latchkey` by default. */
  name?: string
  /** A square image as a data URI. */
  icon?: `data:image/${string}`
  /** The window of the application; the global object by default. */
  target?: EventTarget
}

/** A keyhole. */
const ICON =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"%3E%3Crect width="96" height="96" rx="20" fill="%23223"/%3E%3Cpath d="M48 22a16 16 0 0 0-8 30l-5 22h26l-5-22a16 16 0 0 0-8-30" fill="%23fd6"/%3E%3C/svg%3E'

/**
 * Announces a provider to the applications of a page (EIP-6963), which then list it among the wallets.
 * @returns what ends it: later questions are not answered.
 */
export function announceProvider(parameters: AnnounceProviderParameters): () => void {
  const {
    provider,
    rdns,
    name = 'Latchkey',
    icon = ICON,
    target = globalThis as unknown as EventTarget,
  } = parameters
  const info = Object.freeze({ uuid: crypto.randomUUID(), name, icon, rdns })
  const detail = Object.freeze({ info, provider })
  const announce = () => {
    target.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  target.addEventListener('eip6963:requestProvider', announce)
  announce()
  return () => target.removeEventListener('eip6963:requestProvider', announce)
}
