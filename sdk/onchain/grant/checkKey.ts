import { isHex, slice } from 'viem'
import { type Key, KeyKind } from '../../core/key.ts'
import { KeyKindUnsupportedError, KeyMalformedError } from '../../errors/key.ts'
import { byteLength } from '../../internal/words.ts'

/** What a key is to a grant. */
export type KeyRole = 'session key' | 'rotator' | 'keeper'

/** A keeper acts by its own transactions, which a verifier's key cannot send. */
const KINDS: Record<KeyRole, readonly KeyKind[]> = {
  'session key': [KeyKind.ecdsa, KeyKind.contract, KeyKind.verifier],
  rotator: [KeyKind.ecdsa, KeyKind.contract, KeyKind.verifier],
  keeper: [KeyKind.ecdsa, KeyKind.contract],
}

/** Bytes of an address, and the most that a key may have. */
const ADDRESS_LENGTH = 20
const MAX_LENGTH = 65_535

/**
 * Refuses a key that could never sign, or not in this role.
 * @throws KeyKindUnsupportedError, KeyMalformedError.
 */
export function checkKey({ kind, key }: Key, role: KeyRole): void {
  if (!KINDS[role].includes(kind)) throw new KeyKindUnsupportedError({ kind, role: `a ${role}` })
  if (!isHex(key) || key.length % 2 !== 0) throw new KeyMalformedError({ kind, length: 0 })
  const length = byteLength(key)
  const fits =
    kind === KeyKind.verifier ? length > ADDRESS_LENGTH && length <= MAX_LENGTH : length === ADDRESS_LENGTH
  if (!fits || BigInt(slice(key, 0, ADDRESS_LENGTH)) === 0n) throw new KeyMalformedError({ kind, length })
}

/** The same for a role that may be nobody's. */
export function checkKeyOrNobody(key: Key, role: KeyRole): void {
  if (key.kind !== KeyKind.none) checkKey(key, role)
  else if (key.key !== '0x') throw new KeyMalformedError({ kind: key.kind, length: byteLength(key.key) })
}
