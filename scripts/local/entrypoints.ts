import {
  type Account,
  type Address,
  type Chain,
  type Hex,
  isAddressEqual,
  type PublicClient,
  type TestClient,
  type Transport,
  type WalletClient,
} from 'viem'
import { entryPoint07Address, entryPoint08Address, entryPoint09Address } from 'viem/account-abstraction'
import { packageArtifact } from './artifacts.ts'
import type { Deployer } from './deployer.ts'

/**
 * Where each version of the ERC-4337 EntryPoint is, on the local chain as on every other. Version 0.9 is a release candidate:
 * npm has no other.
 */
export const entryPoints = {
  '0.7': entryPoint07Address,
  '0.8': entryPoint08Address,
  '0.9': entryPoint09Address,
} as const

type Release = { artifact: string; salt: Hex }

// Address, code and salt belong together: the published salts bring the published code to the canonical addresses.
const releases: Record<'0.7' | '0.8', Release> = {
  '0.7': {
    artifact: '@account-abstraction/contracts-0.7/artifacts/EntryPoint.json',
    salt: '0x90d8084deab30c2a37c45e8d47f49f2f7965183cb6990a98943ef94940681de3',
  },
  '0.8': {
    artifact: '@account-abstraction/contracts/artifacts/EntryPoint.json',
    salt: '0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9',
  },
}

const CANDIDATE = '@account-abstraction/contracts-0.9/artifacts/EntryPoint.json'

/**
 * Deploys the EntryPoints 0.7 and 0.8 at their canonical addresses. Settle the deployer before using them.
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

/**
 * Puts the release candidate of EntryPoint 0.9 at the address of its version, which no salt brings it to. The creation code runs
 * at that address, so that the domain and the sender creator that it makes belong to it.
 */
export async function placeEntryPointCandidate(clients: {
  publicClient: PublicClient
  testClient: TestClient
  walletClient: WalletClient<Transport, Chain, Account>
}): Promise<void> {
  const { publicClient, testClient, walletClient } = clients
  const address = entryPoints['0.9']
  await testClient.setCode({ address, bytecode: packageArtifact(CANDIDATE).bytecode })
  // As of a contract that has created nothing yet (EIP-161).
  await testClient.setNonce({ address, nonce: 1 })
  const { data: runtime } = await publicClient.call({ to: address })
  const hash = await walletClient.sendTransaction({ to: address, gas: 10_000_000n })
  const { status } = await publicClient.waitForTransactionReceipt({ hash })
  if (status !== 'success' || !runtime) throw new Error('EntryPoint 0.9 failed on the local chain')
  await testClient.setCode({ address, bytecode: runtime })
}

function assertCanonical(version: keyof typeof releases, address: Address): void {
  if (isAddressEqual(address, entryPoints[version])) return
  throw new Error(
    `EntryPoint ${version} from ${releases[version].artifact} lands at ${address}: wrong release`,
  )
}
