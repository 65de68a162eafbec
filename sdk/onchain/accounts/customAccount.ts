import { type Address, concatHex, getAddress, type Hex } from 'viem'
import type { AccountPort } from './accountPort.ts'
import { encodeExecute } from './encodeExecution.ts'
import { type EntryPointVersion, entryPointOf } from './entryPoint.ts'
import { laneBits } from './laneBits.ts'

/**
 * An ERC-7579 account in as many words as it differs from the reference implementation of the standard. Every default is what
 * that one does.
 */
export type AccountDescription = Partial<
  Pick<AccountPort, 'validatorNonceKey' | 'encodeCalls' | 'wrapsMessages' | 'isInstalled' | 'checkOperations'>
> & {
  readonly address: Address
  readonly entryPoint: EntryPointVersion
  /** For people. */
  readonly label?: string | undefined
  /** What stands in front of an ERC-1271 signature to have `validator` judge it; the validator's address by default. */
  readonly messagePrefix?: ((parameters: { validator: Address }) => Hex) | undefined
}

/**
 * Any ERC-7579 account, for a holder. By default its nonce key is `validator (20 bytes) ‖ lane (4 bytes)`, its ERC-1271 takes
 * `validator ‖ signature`, and it hands hashes on as they are.
 */
export function customAccount(description: AccountDescription): AccountPort {
  const { address, entryPoint, messagePrefix = ({ validator }) => validator } = description
  return {
    label: description.label ?? 'ERC-7579 account',
    address: getAddress(address),
    entryPoint: entryPointOf(entryPoint),
    validatorNonceKey: description.validatorNonceKey ?? validatorFirst,
    encodeCalls: description.encodeCalls ?? encodeExecute,
    wrapsMessages: description.wrapsMessages ?? false,
    encodeMessageSignature: ({ validator, signature }) =>
      concatHex([messagePrefix({ validator }), signature]),
    isInstalled: description.isInstalled,
    checkOperations: description.checkOperations,
  }
}

function validatorFirst({ validator, lane }: { validator: Address; lane: number }): bigint {
  return (BigInt(validator) << 32n) | laneBits(lane)
}
