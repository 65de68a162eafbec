import { type Address, parseAbi } from 'viem'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atMost } from '../grant/conditions.ts'
import { nativeLimit, tokenLimit } from '../grant/limitDefinition.ts'
import { permission } from '../grant/permission.ts'
import type { Preset } from './preset.ts'

/** What wraps and unwraps, of WETH9 and its kind. */
export const wrappedEtherAbi = parseAbi(['function deposit() payable', 'function withdraw(uint256 wad)'])

/** How much native value, in wei. */
export type WrappingBounds = {
  /** Most of one call, in wei, inclusive. */
  maxPerCall: bigint
  /** Most of all calls together, in wei, inclusive. */
  limit: bigint
  /** Name of the limit. */
  limitName?: string
}

export type WrappedEtherParameters = {
  /** WETH9, or what wraps the chain's native value in its way. */
  weth: Address
  /** `deposit`: native value becomes the token. Not at all by default. The limit is `wrapped` by default. */
  wrap?: WrappingBounds
  /** `withdraw`: the token becomes native value. Not at all by default. The limit is `unwrapped` by default. */
  unwrap?: WrappingBounds
}

/**
 * Wrapping and unwrapping of the account's own native value. Neither has a recipient: what is wrapped or unwrapped stays the account's.
 *
 * At worst a stolen key turns the limits into the other form: it loses nobody anything, but can leave the account without native value for
 * the fees of its operations. No transfer, approval or empty call to the contract passes.
 * @throws PermissionInvalidError when it would allow nothing.
 */
export function wrappedEther({ weth, wrap, unwrap }: WrappedEtherParameters): Preset {
  if (!wrap && !unwrap) {
    throw new PermissionInvalidError({
      permission: 'wrapped ether',
      reason: 'say how much may be wrapped or unwrapped.',
    })
  }
  const call = { abi: wrappedEtherAbi, target: weth } as const
  const { limitName: wrapped = 'wrapped' } = wrap ?? {}
  const { limitName: unwrapped = 'unwrapped' } = unwrap ?? {}
  return {
    accessLevel: 'trade',
    permissions: [
      ...(wrap
        ? [permission({ ...call, functionName: 'deposit', maxValue: wrap.maxPerCall, spendsValue: wrapped })]
        : []),
      ...(unwrap
        ? [
            permission({
              ...{ ...call, functionName: 'withdraw' },
              where: { wad: atMost(unwrap.maxPerCall) },
              spends: { wad: unwrapped },
            }),
          ]
        : []),
    ],
    limits: {
      ...(wrap ? { [wrapped]: nativeLimit({ amount: wrap.limit }) } : {}),
      ...(unwrap ? { [unwrapped]: tokenLimit({ token: weth, amount: unwrap.limit }) } : {}),
    },
  }
}
