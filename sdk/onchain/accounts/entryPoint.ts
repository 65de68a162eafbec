import type { Address } from 'viem'
import { entryPoint07Address, entryPoint08Address } from 'viem/account-abstraction'

/** A version of the ERC-4337 EntryPoint that the SDK sends operations through. */
export type EntryPointVersion = '0.7' | '0.8'

/** The EntryPoint of an account. */
export type EntryPoint = { readonly address: Address; readonly version: EntryPointVersion }

/** The EntryPoint of a version, at its address on every chain. */
export function entryPointOf(version: EntryPointVersion): EntryPoint {
  return { version, address: version === '0.7' ? entryPoint07Address : entryPoint08Address }
}
