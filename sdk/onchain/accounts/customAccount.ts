import { type Address, concatHex, getAddress, type Hex } from 'viem'
import type { AccountPort } from './accountPort.ts'
import { checkLane } from './checkLane.ts'
import { encodeExecute } from './encodeExecution.ts'
import { type EntryPointVersion, entryPointOf } from './entryPoint.ts'

/**
 * An ERC-7579 account in as many words as it differs from the reference implementation of the standard. Every default is what
 * that one does.
 */
export type AccountDescription = Partial<
  Pick<AccountPort, 'encodeCalls' | 'wrapsMessages' | 'isInstalled' | 'checkOperations'>
> & {
  readonly address: Address
  readonly entryPoint: EntryPointVersion
  /** For people. */
  readonly label?: string | undefined
  /** Bytes of the nonce key that the account leaves free, for lanes; 4 by default. */
  readonly laneSize?: number | undefined
  /** The 192-bit nonce key that makes the account ask `validator`; `validator ‖ lane` by default. The lane fits its size. */
  readonly nonceKey?: ((parameters: { validator: Address; lane: number }) => bigint) | undefined
  /** What stands in front of an ERC-1271 signature to have `validator` judge it; the validator's address by default. */
  readonly messagePrefix?: ((parameters: { validator: Address }) => Hex) | undefined
}

/**
 * Any ERC-7579 account, for a holder. By default its nonce key is `validator (20 bytes) ‖ lane (4 bytes)`, its ERC-1271 takes
 * `validator ‖ signature`, and it hands hashes on as they are.
 */
export function customAccount(description: AccountDescription): AccountPort {
  const { address, entryPoint, laneSize = 4, nonceKey = validatorFirst } = description
  const { messagePrefix = ({ validator }) => validator } = description
  return {
    label: description.label ?? 'ERC-7579 account',
    address: getAddress(address),
    entryPoint: entryPointOf(entryPoint),
    validatorNonceKey({ validator, lane }) {
      checkLane(lane, laneSize)
      return nonceKey({ validator, lane })
    },
    encodeCalls: description.encodeCalls ?? encodeExecute,
    wrapsMessages: description.wrapsMessages ?? false,
    encodeMessageSignature: ({ validator, signature }) =>
      concatHex([messagePrefix({ validator }), signature]),
    isInstalled: description.isInstalled,
    checkOperations: description.checkOperations,
  }
}

function validatorFirst({ validator, lane }: { validator: Address; lane: number }): bigint {
  return (BigInt(validator) << 32n) | BigInt(lane)
}
