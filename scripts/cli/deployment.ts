import { type Address, encodeDeployData, type Hex } from 'viem'
import { getCode } from 'viem/actions'
import {
  deploymentAddress,
  type EntryPointVersion,
  entryPointOf,
  type ModuleClient,
  moduleDeployment,
} from '../../sdk/onchain/index.ts'
import { artifact } from '../artifacts.ts'

/** A contract that deploy puts on a chain, at an address that its code decides. */
export interface Deployable {
  readonly name: string
  readonly address: Address
  readonly bytecode: Hex
}

/** Everything that Latchkey needs on a chain, in the order in which it is deployed. */
export interface Deployables {
  readonly extension: Deployable
  readonly module: Deployable
  readonly implementation: Deployable
  readonly factory: Deployable
}

/** The contracts as built, for accounts of one EntryPoint. */
export function deployables(version: EntryPointVersion): Deployables {
  const implementation = deployable('LatchkeyAccount', [entryPointOf(version).address])
  const code = {
    extension: artifact('SessionExtension').bytecode,
    module: artifact('SessionModule').bytecode,
  }
  const { extension, module } = moduleDeployment(code)
  return {
    extension: { name: 'SessionExtension', ...extension },
    module: { name: 'SessionModule', ...module },
    implementation,
    factory: deployable('LatchkeyAccountFactory', [implementation.address]),
  }
}

/** Whether there is code at an address. */
export async function isDeployed(client: Pick<ModuleClient, 'request'>, address: Address): Promise<boolean> {
  return Boolean(await getCode(client as ModuleClient, { address }))
}

function deployable(name: string, args: readonly unknown[]): Deployable {
  const { abi, bytecode } = artifact(name)
  const creation = encodeDeployData({ abi, bytecode, args })
  return { name, bytecode: creation, address: deploymentAddress(creation) }
}
