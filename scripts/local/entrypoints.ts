import { type Address, type Hex, isAddressEqual } from 'viem'
import { entryPoint07Address, entryPoint08Address } from 'viem/account-abstraction'
import { packageArtifact } from './artifacts.ts'
import type { Deployer } from './deployer.ts'

/** Where each version of the ERC-4337 EntryPoint is, on the local chain as on every other. */
export const entryPoints = { '0.7': entryPoint07Address, '0.8': entryPoint08Address } as const

/** A version of the EntryPoint that the local chain has. */
export type EntryPointVersion = keyof typeof entryPoints

// Address, code and salt belong together: the published salts bring the published code to the canonical addresses.
const releases: Record<EntryPointVersion, { artifact: string; salt: Hex }> = {
  '0.7': {
    artifact: '@account-abstraction/contracts-0.7/artifacts/EntryPoint.json',
    salt: '0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3',
  },
  '0.8': {
    artifact: '@account-abstraction/contracts/artifacts/EntryPoint.json',
    salt: '0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9',
  },
}

/**
 * Deploys the EntryPoints at their canonical addresses. Settle the deployer before using them.
 *
 * @throws Error if an installed package is not the release that belongs to its canonical address.
 */
export function deployEntryPoints(deployer: Deployer): void {
  for (const version of ['0.7', '0.8'] as const) {
    const { artifact, salt } = releases[version]
    const address = deployer.deployAt(`EntryPoint ${version}`, packageArtifact(artifact).bytecode, salt)
    assertCanonical(version, address)
  }
}

function assertCanonical(version: EntryPointVersion, address: Address): void {
  if (isAddressEqual(address, entryPoints[version])) return
  throw new Error(
    `EntryPoint ${version} from ${releases[version].artifact} lands at ${address}: wrong release`,
  )
}
