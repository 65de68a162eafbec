import { type Address, erc20Abi } from 'viem'
import { MAX_CONDITION_VALUES } from '../../core/constants.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atMost, oneOf } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { Preset } from './preset.ts'

export type Erc20TransferParameters = {
  token: Address
  /** Who may receive; `'anyone'` has to be asked for. More than 16 become several permissions, see below. */
  recipients: readonly Address[] | 'anyone'
  /** Most of one transfer, in the token's smallest unit, inclusive. */
  maxPerCall: bigint
  /** Most of all transfers together, in the token's smallest unit, inclusive. */
  limit: bigint
  /** Name of the limit. */
  limitName?: string
}

/**
 * Transfers of one token, counted against one limit. With more than 16 recipients it returns one permission per 16,
 * all sharing the limit, and `defineGrant` then needs `allowOverlapping: true`.
 */
export function erc20Transfer(parameters: Erc20TransferParameters): Preset {
  const { token, recipients, maxPerCall, limit, limitName = 'transfers' } = parameters
  if (recipients.length === 0) {
    throw new PermissionInvalidError({
      permission: 'transfer',
      reason: "name the recipients, or ask for 'anyone'.",
    })
  }
  const groups = recipients === 'anyone' ? [undefined] : inGroups(recipients)
  return {
    accessLevel: 'full',
    permissions: groups.map((group) =>
      permission({
        abi: erc20Abi,
        target: token,
        functionName: 'transfer',
        where: { amount: atMost(maxPerCall), ...(group ? { recipient: oneOf(group) } : {}) },
        spends: { amount: limitName },
      }),
    ),
    limits: { [limitName]: tokenLimit({ token, amount: limit }) },
  }
}

function inGroups(recipients: readonly Address[]): readonly (readonly Address[])[] {
  const count = Math.ceil(recipients.length / MAX_CONDITION_VALUES)
  return Array.from({ length: count }, (_, group) =>
    recipients.slice(group * MAX_CONDITION_VALUES, (group + 1) * MAX_CONDITION_VALUES),
  )
}
