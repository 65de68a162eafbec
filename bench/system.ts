import type { Address, Hash, Hex } from 'viem'
import type { WorkloadName } from './workloads.ts'
import type { World } from './world.ts'

/** The transaction that a scenario came to. Only this one is measured, not what led up to it. */
export type Measured = {
  readonly hash: Hash
  /** Everything that the transaction was called with. */
  readonly calldata: Hex
  readonly gas: bigint
  /** What carries the authority: an operation's signature, or on the direct path what stands for it. */
  readonly signatureBytes: number
}

/** Brings a fresh chain to where the workload starts, sends the transaction and returns it. Throws if it cannot. */
export type Scenario = () => Promise<Measured>

/** Which contracts are accounts, and which are the system's own, by addresses. */
export type Contracts = { readonly accounts: readonly Address[]; readonly modules: readonly Address[] }

/** A system that is ready on the chain, with what it can do. Workloads that are left out it cannot do. */
export type Prepared = {
  /** What was deployed, with versions, and how its rules differ from those of the workloads. */
  readonly label: string
  readonly scenarios: { readonly [name in WorkloadName]?: Scenario }
  /** Why its operations cannot be compared with the goals and with other systems. */
  readonly deviation?: string
  /** For splitting the gas; without them everything but EntryPoint and token is `other`. */
  readonly contracts?: Contracts
}

/** One way of giving a key limited authority. Implementations are in systems/, one per file. */
export type System = {
  /** As in the report's `system`. */
  readonly name: string
  /** Deploys the system into the world. Throws when it cannot, as when its code is not to be had. */
  prepare(world: World): Promise<Prepared>
}
