import { type Address, concatHex, getAddress } from 'viem'
import { EncodingRangeError } from '../../errors/encoding.ts'
import type { AccountPort } from './accountPort.ts'
import { encodeExecute } from './encodeExecution.ts'
import { type EntryPointVersion, entryPointOf } from './entryPoint.ts'

/** First value of a lane that does not fit the four bytes left for it. */
const LANE_END = 2 ** 32

export type Erc7579AccountParameters = {
  address: Address
  entryPoint: EntryPointVersion
  label?: string
}

/**
 * An account whose nonce key is `validator (20 bytes) ‖ lane (4 bytes)`, as with OpenZeppelin's AccountERC7579, Safe7579 and
 * the ERC-7579 reference implementation. It is all that a holder needs.
 */
export function erc7579Account(parameters: Erc7579AccountParameters): AccountPort {
  return {
    label: parameters.label ?? 'ERC-7579 account',
    address: getAddress(parameters.address),
    entryPoint: entryPointOf(parameters.entryPoint),
    validatorNonceKey: ({ validator, lane }) => (BigInt(validator) << 32n) | laneBits(lane),
    encodeCalls: encodeExecute,
    wrapsMessages: false,
    encodeMessageSignature: ({ validator, signature }) => concatHex([validator, signature]),
  }
}

/** The four lowest bytes of a nonce key. */
export function laneBits(lane: number): bigint {
  if (!Number.isInteger(lane) || lane < 0 || lane >= LANE_END) {
    throw new EncodingRangeError({ field: 'lane', expected: `a whole number from 0 to ${LANE_END - 1}` })
  }
  return BigInt(lane)
}
