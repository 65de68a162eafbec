import type { Grant } from '../../../core/grant.ts'
import type { Network } from '../../../core/network.ts'
import { GrantInvalidError } from '../../../errors/grant.ts'

/**
 * The network of a grant that a chain is.
 * @throws GrantInvalidError when the grant does not hold on that chain.
 */
export function networkOf({ networks }: Pick<Grant, 'networks'>, chainId: number): Network {
  const network = networks.find((one) => one.chainId === BigInt(chainId))
  if (network) return network
  throw new GrantInvalidError({ member: 'networks', reason: `they do not name chain ${chainId}.` })
}
