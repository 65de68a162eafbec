import type { Grant } from '../../core/grant.ts'
import type { Network } from '../../core/network.ts'
import { NetworkNotGrantedError } from '../../errors/contractGrant.ts'
import { UseInvalidError } from '../../errors/encoding.ts'

/** What a grant says of a chain; undefined when it does not hold there. */
export function findNetwork(grant: Pick<Grant, 'networks'>, chainId: bigint | number): Network | undefined {
  return grant.networks.find((network) => network.chainId === BigInt(chainId))
}

/**
 * What a grant says of the chain asked for, or of its only one.
 * @throws NetworkNotGrantedError, UseInvalidError when it holds on several chains and none is asked for.
 */
export function networkOn(grant: Pick<Grant, 'networks'>, chainId?: bigint | number): Network {
  const [only, ...others] = grant.networks
  if (chainId === undefined && only && others.length === 0) return only
  if (chainId === undefined)
    throw new UseInvalidError({ reason: 'the grant holds on several chains: name one.' })
  const network = findNetwork(grant, chainId)
  if (!network) throw new NetworkNotGrantedError({ chainId: BigInt(chainId) })
  return network
}
