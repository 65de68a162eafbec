import { type Address, concatHex, type Hash, type Hex, keccak256, numberToHex, size } from 'viem'
import { type Key, KeyKind, verifierKey } from '../core/key.ts'
import { KeyKindUnsupportedError, SignerUnsupportedError } from '../errors/key.ts'
import type { Signer } from './signer.ts'

/** Bytes of an `ecdsa` signature. */
const ECDSA_LENGTH = 65

export type MultiSignerParameters = {
  /** The ERC-7913 verifier of m-of-n keys on the chain: MultiVerifier. */
  verifier: Address
  /** How many of the members have to sign. */
  threshold: number
  /** All members, 1 to 255, of kind `ecdsa` or `verifier`, in any order. */
  members: readonly Key[]
  /** Those who sign here: at least `threshold` members. The first ones are asked, and have to answer. */
  signers: readonly Signer[]
}

/**
 * Several signers as one, of whom a number signs. Its key is `verifier ‖ u8 threshold ‖ u8 count ‖ count × (u16 length ‖ signer)`, with the
 * members in the order of their hashes.
 * @throws SignerUnsupportedError, KeyKindUnsupportedError.
 */
export function multiSigner(parameters: MultiSignerParameters): Signer {
  const { verifier, threshold, signers } = parameters
  const refuse = (reason: string): Error => new SignerUnsupportedError({ reason })
  const members = parameters.members.map(memberBytes).sort(byHash)
  if (members.length < 1 || members.length > 255) throw refuse('it has 1 to 255 members.')
  if (new Set(members).size < members.length) throw refuse('a member is named twice.')
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > members.length) {
    throw refuse(`its threshold is from 1 to ${members.length}.`)
  }
  const seats = signers.map((signer) => ({ signer, index: members.indexOf(memberBytes(signer.key)) }))
  if (seats.some(({ index }) => index < 0)) throw refuse('who signs is none of its members.')
  if (new Set(seats.map(({ index }) => index)).size < threshold)
    throw refuse(`it needs ${threshold} signers.`)
  const signing = seats.slice(0, threshold).sort((one, other) => one.index - other.index)
  const part = (index: number, signature: Hex): Hex =>
    concatHex([byte(index), numberToHex(size(signature), { size: 2 }), signature])
  const stub = signing.map(({ signer, index }) => part(index, signer.stubSignature ?? stubOf(signer.key)))
  return {
    key: verifierKey(
      verifier,
      concatHex([byte(threshold), byte(members.length), ...members.map(withLength)]),
    ),
    stubSignature: concatHex(stub),
    extraVerificationGas: signing.reduce((sum, { signer }) => sum + (signer.extraVerificationGas ?? 0n), 0n),
    async sign({ hash }: { hash: Hash }) {
      const parts = signing.map(async ({ signer, index }) => part(index, await signer.sign({ hash })))
      return concatHex(await Promise.all(parts))
    },
  }
}

/** ERC-7913: an address, or a verifier and its key. */
function memberBytes({ kind, key }: Key): Hex {
  if (kind !== KeyKind.ecdsa && kind !== KeyKind.verifier) {
    throw new KeyKindUnsupportedError({ kind, role: 'a member' })
  }
  return key.toLowerCase() as Hex
}

function byHash(one: Hex, other: Hex): number {
  return keccak256(one) < keccak256(other) ? -1 : 1
}

function withLength(bytes: Hex): Hex {
  return concatHex([numberToHex(size(bytes), { size: 2 }), bytes])
}

/** A low s and a v that is none of a real signature's work less. */
function stubOf({ kind }: Key): Hex {
  if (kind !== KeyKind.ecdsa) throw new SignerUnsupportedError({ reason: 'a member has no stub signature.' })
  return `0x${'11'.repeat(ECDSA_LENGTH - 1)}1c`
}

function byte(value: number): Hex {
  return numberToHex(value, { size: 1 })
}
