import type { Address } from 'viem'
import { entryPoint07Address, entryPoint08Address, entryPoint09Address } from 'viem/account-abstraction'

const ADDRESSES = {
  '0.7': entryPoint07Address,
  '0.8': entryPoint08Address,
  '0.9': entryPoint09Address,
} as const

/** A version of the ERC-4337 EntryPoint that the SDK sends operations through. Of 0.9 there is a release candidate only. */
export type EntryPointVersion = keyof typeof ADDRESSES

/** All of them, the oldest first. */
export const ENTRY_POINT_VERSIONS: readonly EntryPointVersion[] = ['0.7', '0.8', '0.9']

/** The EntryPoint of an account. */
export type EntryPoint = { readonly address: Address; readonly version: EntryPointVersion }

/** The EntryPoint of a version, at its address on every chain. */
export function entryPointOf(version: EntryPointVersion): EntryPoint {
  return { version, address: ADDRESSES[version] }
}
