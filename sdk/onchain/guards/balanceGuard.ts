import { type Address, concatHex, getAddress, numberToHex, zeroAddress } from 'viem'
import type { Guard } from '../../core/guard.ts'
import { uintDigits } from '../../internal/words.ts'

/** What contracts/guards/BalanceGuard.sol compares with. */
const KIND = { received: 1, spent: 2 } as const

export type BalanceGuardParameters = {
  /** BalanceGuard, deployed. */
  guard: Address
  /** Whose balance of the account it looks at. */
  token: Address | 'native'
  /**
   * `received`: after the calls of a use the balance is at least `amount` more than before. `spent`: at most `amount` less. In the token's
   * smallest unit, inclusive; `spent` 0 means that the balance may not go down.
   */
} & ({ received: bigint; spent?: never } | { spent: bigint; received?: never })

/**
 * A guard over one balance of the account, of which it judges each use by itself: a total needs a limit as well.
 * @throws EncodingRangeError for an amount that is none.
 */
export function balanceGuard(parameters: BalanceGuardParameters): Guard {
  const { guard, token, received, spent } = parameters
  const [kind, amount] = received === undefined ? [KIND.spent, spent] : [KIND.received, received]
  const config = concatHex([
    token === 'native' ? zeroAddress : token,
    numberToHex(kind, { size: 1 }),
    `0x${uintDigits(amount, 256, 'amount')}`,
  ])
  return { guard: getAddress(guard), config }
}
