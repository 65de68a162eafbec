import { type Address, encodeFunctionData, parseAbi, parseEther, type PrivateKeyAccount, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { setBalance } from 'viem/actions'
import { tokenAbi } from '../../../scripts/local/uniswap-abi.ts'
import {
  type AccountPort,
  createdAddress,
  customAccount,
  customOwnerAccount,
  type EntryPointVersion,
  ecdsaOwner,
  entryPointOf,
  erc7579Account,
  kernelAccount,
  kernelCreation,
  kernelOwnerAccount,
  linkedListUninstallData,
  nexusAccount,
  nexusCreation,
  nexusOwnerAccount,
  type OwnerAccountPort,
  openZeppelinAccount,
  openZeppelinOwnerAccount,
  safe7579Account,
  safe7579Creation,
  safe7579OwnerAccount,
} from '../../../sdk/onchain/accounts/index.ts'
import { UNIT } from '../../integration/support/world.ts'
import type { AccountWorld } from './accountWorld.ts'

/** An account as its owner has it, and as a holder has it. */
export type MadeAccount = { readonly port: OwnerAccountPort; readonly holderPort: AccountPort }

/** One account of the matrix on one EntryPoint. */
export type AccountCase = {
  readonly name: string
  readonly entryPoint: EntryPointVersion
  /** Whether its code comes out of a package that may not be there. */
  readonly foreign: boolean
  /** Whether it keeps to itself why a validator reverts. */
  readonly silent?: boolean
  /** A new, funded account, not deployed yet. */
  make(world: AccountWorld): Promise<MadeAccount>
  /** The same, but it asks the registry, and trusts there whom it is told. */
  makeTrusting?(world: AccountWorld, attester: Address): Promise<MadeAccount>
}

const VERSIONS = ['0.7', '0.8', '0.9'] as const

/** All of them. Accounts of other people are bound to EntryPoint 0.7 by their published code. */
export const ACCOUNT_CASES: readonly AccountCase[] = [
  ...VERSIONS.map((entryPoint) => reference('clone', entryPoint)),
  ...VERSIONS.map((entryPoint) => reference('EIP-7702', entryPoint)),
  ...VERSIONS.map(openZeppelin),
  { ...foreign('Safe with Safe7579 1.0.0', safe, safe), silent: true },
  foreign('Kernel 0.3.1', kernel),
  foreign('Nexus 1.0.0', nexus, nexus),
  foreign('described by hand (Nexus 1.0.0)', described),
]

function reference(kind: 'clone' | 'EIP-7702', entryPoint: EntryPointVersion): AccountCase {
  return {
    ...{ name: `Latchkey reference account (${kind})`, entryPoint, foreign: false },
    async make(world) {
      const port = await world.account({ kind, entryPoint })
      return funded(world, { port, holderPort: erc7579Account({ address: port.address, entryPoint }) })
    },
  }
}

function openZeppelin(entryPoint: EntryPointVersion): AccountCase {
  return {
    ...{ name: 'OpenZeppelin AccountERC7579 5.7.0', entryPoint, foreign: false },
    async make(world) {
      const { ownerValidator } = world
      const key = newOwner()
      const implementation = await world.deploy('contracts/mocks/MockValidatorAccount.sol', [
        entryPointOf(entryPoint).address,
      ])
      const factory = await world.deploy('contracts/mocks/MockValidatorAccountFactory.sol', [implementation])
      const abi = parseAbi(['function createAccount(address validator, bytes data)'])
      const args = [ownerValidator, key.address] as const
      const creation = {
        factory,
        factoryData: encodeFunctionData({ abi, functionName: 'createAccount', args }),
      }
      const address = await createdAddress(world.stack.publicClient, { creation, entryPoint })
      const owner = ecdsaOwner({ account: key, form: 'hash' })
      return funded(world, {
        port: openZeppelinOwnerAccount({ address, entryPoint, owner, ownerValidator, creation }),
        holderPort: openZeppelinAccount({ address, entryPoint }),
      })
    },
  }
}

type Make = (world: AccountWorld, attester?: Address) => Promise<MadeAccount>

function foreign(name: string, make: Make, makeTrusting?: Make): AccountCase {
  const shared = { name, entryPoint: '0.7', foreign: true } as const
  return {
    ...shared,
    make: async (world) => funded(world, await make(world)),
    ...(makeTrusting && {
      makeTrusting: async (world, attester) => funded(world, await makeTrusting(world, attester)),
    }),
  }
}

/** A Safe always asks the launchpad's registry. */
async function safe(world: AccountWorld, attester = world.attester): Promise<MadeAccount> {
  const { ownerValidator, registry } = world
  const { safe: contracts } = contractsOf(world)
  const key = newOwner()
  const creation = safe7579Creation({
    ...{ owners: [key.address], threshold: 1, contracts },
    ...{ ownerValidator, ownerValidatorData: key.address },
    registry: { address: registry, trusts: { attesters: [attester], threshold: 1 } },
  })
  const address = await createdAddress(world.stack.publicClient, { creation, entryPoint: '0.7' })
  const { adapter } = contracts
  const owner = ecdsaOwner({ account: key, form: 'hash' })
  return {
    port: safe7579OwnerAccount({ address, owner, ownerValidator, adapter, creation }),
    holderPort: safe7579Account({ address }),
  }
}

async function kernel(world: AccountWorld): Promise<MadeAccount> {
  const { ownerValidator } = world
  const key = newOwner()
  const creation = kernelCreation({
    ...{ ownerValidator, ownerValidatorData: key.address, contracts: contractsOf(world).kernel },
  })
  const address = await createdAddress(world.stack.publicClient, { creation, entryPoint: '0.7' })
  const owner = ecdsaOwner({ account: key, form: 'hash' })
  return {
    port: kernelOwnerAccount({ address, owner, creation }),
    holderPort: kernelAccount({ address }),
  }
}

async function nexusParts(world: AccountWorld, attester?: Address) {
  const { ownerValidator, registry: address } = world
  const key = newOwner()
  const registry = attester && { address, trusts: { attesters: [attester], threshold: 1 } }
  const creation = nexusCreation({
    ...{ ownerValidator, ownerValidatorData: key.address, contracts: contractsOf(world).nexus, registry },
  })
  return {
    ...{ ownerValidator, creation, owner: ecdsaOwner({ account: key, form: 'hash' }) },
    address: await createdAddress(world.stack.publicClient, { creation, entryPoint: '0.7' }),
  }
}

async function nexus(world: AccountWorld, attester?: Address): Promise<MadeAccount> {
  const parts = await nexusParts(world, attester)
  return { port: nexusOwnerAccount(parts), holderPort: nexusAccount(parts) }
}

/** As somebody would who has no adapter for their account: docs/accounts.md shows the same. */
async function described(world: AccountWorld): Promise<MadeAccount> {
  const { owner, creation, ...parts } = await nexusParts(world)
  const description = {
    ...parts,
    entryPoint: '0.7',
    laneSize: 3,
    nonceKey: ({ validator, lane }: { validator: Address; lane: number }) =>
      BigInt(`${toHex(lane, { size: 3 })}00${validator.slice(2)}`),
  } as const
  return {
    port: customOwnerAccount({ ...description, owner, creation, uninstallData: linkedListUninstallData }),
    holderPort: customAccount(description),
  }
}

function contractsOf({ contracts }: AccountWorld) {
  if (contracts) return contracts
  throw new Error('unreachable: cases without their code are left out')
}

function newOwner(): PrivateKeyAccount {
  return privateKeyToAccount(generatePrivateKey())
}

async function funded(world: AccountWorld, made: MadeAccount): Promise<MadeAccount> {
  const { testClient, walletClient, publicClient } = world.stack
  const { address } = made.port
  await setBalance(testClient, { address, value: parseEther('10') })
  const hash = await walletClient.writeContract({
    address: world.token,
    abi: tokenAbi,
    functionName: 'mint',
    args: [address, 1_000n * UNIT],
  })
  await publicClient.waitForTransactionReceipt({ hash })
  return made
}
