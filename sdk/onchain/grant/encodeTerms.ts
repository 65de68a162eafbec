import type { Hex } from 'viem'
import { UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import { anyDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { checkParts } from './emptyParts.ts'
import { grantRoots } from './hashGrant.ts'
import { treeHeight } from './tree.ts'

/** Bits of the parts of the terms that this version knows. */
export const TERMS_PARTS = { keyPolicy: 1 << 3, rotator: 1 << 6 } as const

/**
 * The terms: the grant without account, permissions and limits, as docs/protocol.md encodes them.
 * @throws PartUnsupportedError when a part that has no encoding in this version is not empty, EncodingRangeError.
 */
export function encodeTerms(grant: Grant): Hex {
  checkParts(grant)
  const hasPolicy = grant.keyLifetime !== UNLIMITED_KEY_LIFETIME || grant.overlap !== 0 || grant.maxKeys !== 1
  const hasRotator = grant.rotator.kind !== KeyKind.none
  const parts = (hasPolicy ? TERMS_PARTS.keyPolicy : 0) | (hasRotator ? TERMS_PARTS.rotator : 0)
  const heights = (treeHeight(grant.permissions.length) << 4) | treeHeight(grant.limits.length)
  const digits = [
    uintDigits(parts, 16, 'parts'),
    uintDigits(heights, 8, 'heights'),
    uintDigits(grant.networks[0]?.epoch ?? 0n, 64, 'epoch'),
    uintDigits(grant.validAfter, 48, 'validAfter'),
    uintDigits(grant.validUntil, 48, 'validUntil'),
    bytesDigits(grant.salt, 16, 'salt'),
    keyDigits(grant.sessionKey),
  ]
  if (hasPolicy) {
    digits.push(uintDigits(grant.keyLifetime, 32, 'keyLifetime'), uintDigits(grant.overlap, 32, 'overlap'))
    digits.push(uintDigits(grant.maxKeys, 8, 'maxKeys'))
  }
  if (hasRotator) digits.push(keyDigits(grant.rotator))
  return `0x${digits.join('')}`
}

/** The terms followed by the roots of both trees: what key management takes. */
export function encodeSealedTerms(grant: Grant): Hex {
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  return `${encodeTerms(grant)}${permissionsRoot.slice(2)}${limitsRoot.slice(2)}`
}

/** `u8 kind ‖ u16 length ‖ bytes`, as digits. */
export function keyDigits({ kind, key }: Key): string {
  const bytes = anyDigits(key, 'key')
  return uintDigits(kind, 8, 'key.kind') + uintDigits(bytes.length / 2, 16, 'key.length') + bytes
}
