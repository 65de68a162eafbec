import { type Address, getAbiItem, type Hash, type Log } from 'viem'
import { getLogs } from 'viem/actions'
import type { Grant } from '../../../core/grant.ts'
import type { Key, KeyKind } from '../../../core/key.ts'
import { sessionModuleAbi } from '../../abis/sessionModule.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { readContents } from '../../contents/readContents.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'

/** What an account's events say about its grants. */
export type AccountEvents = {
  /** Grants that ever started, oldest first. */
  readonly grantIds: readonly Hash[]
  /** Those of them that started before the account's epoch moved last. */
  readonly beforeEpoch: ReadonlySet<Hash>
  /** Published contents that hash to their grantId. */
  readonly contents: ReadonlyMap<Hash, Grant>
  /** Keys that were added or rotated in, by grant. */
  readonly keys: ReadonlyMap<Hash, readonly Key[]>
}

const advanced = getAbiItem({ abi: sessionModuleAbi, name: 'EpochAdvanced' })
const granted = getAbiItem({ abi: sessionModuleAbi, name: 'Granted' })
const published = getAbiItem({ abi: sessionModuleAbi, name: 'GrantPublished' })
const keyAdded = getAbiItem({ abi: sessionModuleAbi, name: 'KeyAdded' })

/** Reads the events of an account, filtered by the node. */
export async function accountEvents(
  client: ModuleClient,
  { account, fromBlock }: { account: Address; fromBlock: bigint },
): Promise<AccountEvents> {
  const filter = { address: client.module, args: { account }, fromBlock, strict: true } as const
  const [advances, starts, publications, additions] = await Promise.all([
    getLogs(client, { ...filter, event: advanced }),
    getLogs(client, { ...filter, event: granted }),
    getLogs(client, { ...filter, event: published }),
    getLogs(client, { ...filter, event: keyAdded }),
  ]).catch((error: unknown) => {
    throw toLatchkeyError(error)
  })
  const contents = new Map<Hash, Grant>()
  for (const { args } of publications) {
    const grant = readContents(client, { ...args, account })
    if (grant) contents.set(args.grantId, grant)
  }
  const keys = new Map<Hash, Key[]>()
  for (const { args } of additions) {
    const key = { kind: args.key.kind as KeyKind, key: args.key.key }
    keys.set(args.grantId, [...(keys.get(args.grantId) ?? []), key])
  }
  const last = advances.at(-1)
  const early = starts.filter((start) => last && isBefore(start, last))
  return {
    grantIds: [...new Set(starts.map(({ args }) => args.grantId))],
    beforeEpoch: new Set(early.map(({ args }) => args.grantId)),
    contents,
    keys,
  }
}

type Position = Pick<Log<bigint, number, false>, 'blockNumber' | 'logIndex'>

function isBefore(one: Position, other: Position): boolean {
  if (one.blockNumber !== other.blockNumber) return one.blockNumber < other.blockNumber
  return one.logIndex < other.logIndex
}
