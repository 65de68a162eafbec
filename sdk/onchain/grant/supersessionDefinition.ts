import { type Address, isAddressEqual } from 'viem'
import { FEE_LIMIT_ID, UNLIMITED } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import type { Limit } from '../../core/limit.ts'
import type { MaximumFee } from '../../core/maximumFee.ts'
import type { Supersession } from '../../core/supersession.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { carriesAlike } from './carriesAlike.ts'
import { hashGrant } from './hashGrant.ts'

/** Whether what was spent of a limit counts in the new grant, or it starts again. */
export type SpentChoice = 'carry' | 'zero'

/** The grant that another one replaces, with a choice for each limit of the new one. */
export type SupersessionDefinition = {
  /** The grant to end. */
  readonly grant: Grant
  /** By the name of each limit of the new grant: nothing is carried, and nothing starts again, without having been said. */
  readonly limits: { readonly [name: string]: SpentChoice }
  /** The same for the fee budget; to be said when the new grant has one. */
  readonly maximumFee?: SpentChoice
}

/**
 * What a grant says of the one that it replaces. A counter is carried between limits of the same index, so a carried limit has to
 * stand where it stood and count the same.
 * @throws GrantInvalidError.
 */
export function resolveSupersession(
  definition: SupersessionDefinition,
  parameters: {
    module: Address
    account: Address
    limits: readonly Limit[]
    names: readonly string[]
    maximumFee: MaximumFee
  },
): Supersession {
  const { grant: old } = definition
  const { module, account, limits, names, maximumFee } = parameters
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'supersedes', reason })
  if (!isAddressEqual(old.account, account)) throw refuse('the grant to end is of another account.')
  const stray = Object.keys(definition.limits).find((name) => !names.includes(name))
  if (stray !== undefined) throw refuse(`the grant has no limit "${stray}".`)
  const carries = names.flatMap((name, index) => {
    const choice = definition.limits[name]
    if (choice !== 'carry' && choice !== 'zero') throw refuse(`say 'carry' or 'zero' for limit "${name}".`)
    if (choice === 'zero') return []
    if (!carriesAlike(old, { limits, maximumFee }, index)) {
      throw refuse(
        `limit "${name}" has index ${index}, at which the grant to end has none that counts the same.`,
      )
    }
    return [index]
  })
  const counted = maximumFee.budget !== UNLIMITED
  if (counted && definition.maximumFee === undefined) throw refuse("say 'carry' or 'zero' for maximumFee.")
  if (definition.maximumFee === 'carry' && !carriesAlike(old, { limits, maximumFee }, FEE_LIMIT_ID)) {
    throw refuse('both grants need a fee budget to carry what was spent of it.')
  }
  return {
    grantId: hashGrant(old, module),
    carries: definition.maximumFee === 'carry' ? [...carries, FEE_LIMIT_ID] : carries,
  }
}
