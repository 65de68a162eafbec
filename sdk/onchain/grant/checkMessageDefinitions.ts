import type { Network } from '../../core/network.ts'
import { MessageForbiddenError } from '../../errors/contractMessage.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { type ForbiddenTargets, forbiddenReason } from './entryPoints.ts'
import type { MessageDefinition } from './messageDefinition.ts'

/**
 * Refuses messages that no owner can mean: types that only an owner should sign, domains of the account's own surroundings, and domains
 * of chains that the grant does not hold on.
 * @throws GrantInvalidError, MessageForbiddenError.
 */
export function checkMessageDefinitions(
  messages: readonly MessageDefinition[],
  parameters: ForbiddenTargets & { networks: readonly Network[] },
): void {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'messages', reason })
  for (const { domain, ownerStructs } of messages) {
    if (ownerStructs.length > 0) {
      throw refuse(
        `${ownerStructs.join(', ')} is for owners to sign: ask for it with \`allowOwnerMessages\`.`,
      )
    }
    if (!domain) continue
    const { verifyingContract, chainId } = domain
    if (verifyingContract && forbiddenReason(verifyingContract, parameters)) {
      throw new MessageForbiddenError({ verifyingContract })
    }
    const known = parameters.networks.some((network) => network.chainId === BigInt(chainId ?? -1))
    if (chainId !== undefined && !known)
      throw refuse(`a domain is of chain ${chainId}, where the grant does not hold.`)
  }
}
