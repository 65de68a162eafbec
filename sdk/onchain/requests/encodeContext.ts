import { concatHex, type Hex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Approval } from '../clients/grantor.ts'
import { encodeUse } from '../grant/encodeUse.ts'

export type EncodeContextParameters = {
  /** A grant that a permission request led to: it has one permission. */
  grant: Grant
  /** When it is to be redeemed, unix seconds: a limit with periods is claimed for the period of that second. */
  timestamp: number
  /** The owner's signature of the grant, when the chain does not know the grant yet. */
  approval?: Approval | undefined
}

/**
 * The permission context (ERC-7710) that redeems a grant: the account, and a use of its permission by the first key. It serves any
 * number of redemptions, single and batch, as long as the grant holds; with periods, in the period of `timestamp` only.
 * @throws what `encodeUse` throws.
 */
export function encodeContext({ grant, timestamp, approval }: EncodeContextParameters): Hex {
  const grantor = approval ? { grantor: approval } : {}
  const [network] = grant.networks
  const use = encodeUse({
    ...{ grant, permissionIndexes: [0], ...grantor },
    ...{ timestamp, ...(network ? { chainId: network.chainId } : {}) },
  })
  return concatHex([grant.account, use]).toLowerCase() as Hex
}
