import type { Network } from '../../core/network.ts'
import { GrantInvalidError } from '../../errors/grant.ts'

/** One chain that a grant holds on. */
export type NetworkDefinition = {
  readonly chainId: bigint | number
  /** The account's epoch there now: `accountState(account).epoch`. */
  readonly epoch: bigint
}

/** Where a grant holds: `chainId` and `epoch` of one chain, or several `networks`. */
export type NetworksDefinition = Partial<NetworkDefinition> & {
  /** Several chains under one signature, in any order, each once. On each of them every limit holds by itself. */
  readonly networks?: readonly NetworkDefinition[]
}

/**
 * The chains of a grant in the order in which it names them: strictly increasing.
 * @throws GrantInvalidError.
 */
export function resolveNetworks({ chainId, epoch, networks }: NetworksDefinition): readonly Network[] {
  const refuse = (member: string, reason: string): Error => new GrantInvalidError({ member, reason })
  const single = chainId !== undefined && epoch !== undefined ? [{ chainId, epoch }] : undefined
  const given = networks ?? single
  const both = networks !== undefined && (chainId !== undefined || epoch !== undefined)
  if (!given || both) throw refuse('networks', 'say chainId and epoch of one chain, or networks, not both.')
  const resolved = given.map((network) => {
    if (
      (typeof network.chainId !== 'bigint' && !Number.isSafeInteger(network.chainId)) ||
      network.chainId <= 0
    ) {
      throw refuse(networks ? 'networks' : 'chainId', 'a chain id is a whole number above 0.')
    }
    if (typeof network.epoch !== 'bigint' || network.epoch < 0n || network.epoch >> 64n !== 0n) {
      throw refuse(networks ? 'networks' : 'epoch', 'an epoch is a bigint below 2^64.')
    }
    return { chainId: BigInt(network.chainId), epoch: network.epoch }
  })
  return resolved.sort(
    (one, other) => Number(one.chainId > other.chainId) - Number(one.chainId < other.chainId),
  )
}
