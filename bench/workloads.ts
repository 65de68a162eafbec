import { parseEther } from 'viem'

/** Name of this project's own system: the one that the goals are for. */
export const OWN_SYSTEM = 'latchkey'

/** Tokens of one transfer: 1 of a token with six decimals. */
export const TRANSFER = 1_000_000n

/** Most of one transfer. */
export const TRANSFER_CAP = 100_000_000n

/** Most of all transfers together, for the life of the grant or per period. */
export const TRANSFER_LIMIT = 1_000_000_000n

/** Wei of one native transfer. */
export const NATIVE_TRANSFER = parseEther('0.001')

/** Most wei of one native transfer. */
export const NATIVE_CAP = parseEther('0.01')

/** Most wei of all native transfers together. */
export const NATIVE_LIMIT = parseEther('0.1')

/** Seconds of one period of a periodic limit. */
export const PERIOD = 86_400

/** Something whose gas is measured, the same for every system. */
export type Workload = {
  readonly name: string
  /** `operation`: a user operation through the EntryPoint. `direct`: a transaction without EntryPoint. */
  readonly path: 'operation' | 'direct'
  readonly title: string
  /** Most gas that this project allows itself, inclusive. */
  readonly goal?: number
}

type Named<name extends string> = Workload & { readonly name: name }

const operation = <const name extends string>(name: name, title: string, goal?: number): Named<name> =>
  workload('operation', name, title, goal)
const direct = <const name extends string>(name: name, title: string, goal?: number): Named<name> =>
  workload('direct', name, title, goal)

/** Every workload, in the order in which they are reported. */
export const WORKLOADS = [
  operation('use', 'one token transfer: amount cap, time window', 113_500),
  operation('use-limit', 'the same with a cumulative token limit', 118_500),
  operation('grant-and-use', "the first use carries the owner's approval", 155_000),
  operation('grant-1', 'the owner grants 1 permission', 119_500),
  operation('grant-100', 'the owner grants 100 permissions', 119_500),
  operation('batch-5', 'five token transfers to five recipients, one permission', 165_000),
  operation('native', 'one native transfer: cap and cumulative limit', 110_500),
  operation('revoke', 'the owner ends one grant', 97_000),
  operation('revoke-all', 'the owner ends every grant', 97_000),
  direct('direct', 'one token transfer: amount cap, time window', 60_500),
  direct('direct-period', 'the same with a limit per period', 65_500),
  direct('direct-grant-and-use', "the first use carries the owner's approval", 92_000),
  direct('direct-batch-5', 'five token transfers to one recipient, one permission', 97_000),
  direct('direct-revoke', 'the owner ends one grant', 30_000),
  direct('direct-revoke-all', 'the owner ends every grant'),
  operation('use-second-key', 'as `use`, by a key that was added later'),
  operation('use-perms-1', 'as `use`, 1 permission in the grant'),
  operation('use-perms-10', 'as `use`, 10 permissions in the grant'),
  operation('use-perms-100', 'as `use`, 100 permissions in the grant'),
  operation('use-perms-1000', 'as `use`, 1,000 permissions in the grant'),
  operation('use-limits-1', 'as `use-limit`, 1 limit in the grant'),
  operation('use-limits-10', 'as `use-limit`, 10 limits in the grant'),
  operation('use-limits-100', 'as `use-limit`, 100 limits in the grant'),
  operation('use-limits-1000', 'as `use-limit`, 1,000 limits in the grant'),
  operation('use-two-limits', 'as `use-limit`, drawing on two limits'),
  operation('grant-and-use-recorded', 'as `grant-and-use`, approved by the recorded key without ERC-1271'),
  operation('grant-1-published', 'as `grant-1`, with the contents in an event'),
  operation('grant-32-published', 'the owner grants 32 permissions, with the contents in an event'),
  operation('revoke-unused', 'as `revoke`, of a grant that the chain never saw'),
  operation('batch-5-one-recipient', 'as `batch-5`, to one recipient'),
  direct('direct-batch-5-recipients', 'as `direct-batch-5`, to five recipients'),
  direct('direct-limit', 'as `direct`, with a cumulative token limit'),
  direct('direct-relayed', 'as `direct`, carried by a relayer'),
] as const satisfies readonly Workload[]

/** Name of a workload. */
export type WorkloadName = (typeof WORKLOADS)[number]['name']

function workload<name extends string>(
  path: Workload['path'],
  name: name,
  title: string,
  goal: number | undefined,
): Named<name> {
  return { name, path, title, ...(goal === undefined ? {} : { goal }) }
}
