import { type Hex, zeroHash } from 'viem'
import { UNLIMITED, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { addressDigits, anyDigits, bytesDigits, uintDigits } from '../../internal/words.ts'
import { checkParts } from './checkParts.ts'
import { encodeGuards } from './guardCalls.ts'
import { grantRoots, hashMessages } from './hashGrant.ts'
import { numberDigits } from './leafDigits.ts'
import { networkOn } from './network.ts'
import { treeHeight } from './tree.ts'

/** Bits of the parts of the terms that this version knows. */
export const TERMS_PARTS = {
  networks: 1 << 0,
  messages: 1 << 1,
  guards: 1 << 2,
  keyPolicy: 1 << 3,
  maximumFee: 1 << 4,
  paymaster: 1 << 5,
  rotator: 1 << 6,
  keeper: 1 << 7,
  supersedes: 1 << 9,
} as const

type Part = keyof typeof TERMS_PARTS

/**
 * The terms: the grant without account, permissions and limits, as docs/protocol.md encodes them. A part that has its empty value is
 * left out.
 * @param chainId The chain on which they are used; not needed for a grant that holds on one.
 * @throws what {@link checkParts} throws, NetworkNotGrantedError, UseInvalidError, EncodingRangeError.
 */
export function encodeTerms(grant: Grant, chainId?: bigint | number): Hex {
  checkParts(grant)
  const parts = Object.entries(partDigits(grant)).filter(([, digits]) => digits !== '')
  const bits = parts.reduce((sum, [part]) => sum | TERMS_PARTS[part as Part], 0)
  const heights = (treeHeight(grant.permissions.length) << 4) | treeHeight(grant.limits.length)
  return `0x${[
    uintDigits(bits, 16, 'parts'),
    uintDigits(heights, 8, 'heights'),
    uintDigits(networkOn(grant, chainId).epoch, 64, 'epoch'),
    uintDigits(grant.validAfter, 48, 'validAfter'),
    uintDigits(grant.validUntil, 48, 'validUntil'),
    bytesDigits(grant.salt, 16, 'salt'),
    keyDigits(grant.sessionKey),
    ...parts.map(([, digits]) => digits),
  ].join('')}`
}

/**
 * The terms followed by the roots of both trees: what key management, pauses and supersession take.
 * @param chainId As for {@link encodeTerms}.
 */
export function encodeSealedTerms(grant: Grant, chainId?: bigint | number): Hex {
  const { permissionsRoot, limitsRoot } = grantRoots(grant)
  return `${encodeTerms(grant, chainId)}${permissionsRoot.slice(2)}${limitsRoot.slice(2)}`
}

/** `u8 kind ‖ u16 length ‖ bytes`, as digits. */
export function keyDigits({ kind, key }: Key): string {
  const bytes = anyDigits(key, 'key')
  return uintDigits(kind, 8, 'key.kind') + uintDigits(bytes.length / 2, 16, 'key.length') + bytes
}

/** Every part in the order of its bit; nothing for one with its empty value. */
function partDigits(grant: Grant): Record<Part, string> {
  const { keyLifetime, overlap, maxKeys, maximumFee, rotator, keeper } = grant
  const plainKeys = keyLifetime === UNLIMITED_KEY_LIFETIME && overlap === 0 && maxKeys === 1
  const unbounded = maximumFee.budget === UNLIMITED && maximumFee.price === UNLIMITED
  const orNobody = (key: Key): string => (key.kind === KeyKind.none ? '' : keyDigits(key))
  return {
    networks: grant.networks.length === 1 ? '' : networksDigits(grant),
    messages: grant.messages.length === 0 ? '' : hashMessages(grant.messages).slice(2),
    guards: grant.guards.length === 0 ? '' : encodeGuards(grant.guards).slice(2),
    keyPolicy: plainKeys
      ? ''
      : uintDigits(keyLifetime, 32, 'keyLifetime') +
        uintDigits(overlap, 32, 'overlap') +
        uintDigits(maxKeys, 8, 'maxKeys'),
    maximumFee: unbounded
      ? ''
      : numberDigits(maximumFee.budget, 'maximumFee.budget') +
        numberDigits(maximumFee.price, 'maximumFee.price'),
    paymaster: paymasterDigits(grant),
    rotator: orNobody(rotator),
    keeper: orNobody(keeper),
    supersedes: supersedesDigits(grant),
  }
}

function networksDigits({ networks }: Grant): string {
  const each = networks.map(
    ({ chainId, epoch }) => uintDigits(chainId, 64, 'chainId') + uintDigits(epoch, 64, 'epoch'),
  )
  return uintDigits(networks.length, 8, 'number of networks') + each.join('')
}

function paymasterDigits({ paymaster: { kind, listed } }: Grant): string {
  if (kind === PaymasterRuleKind.none) return ''
  return [
    uintDigits(kind, 8, 'paymaster.kind'),
    uintDigits(listed.length, 8, 'number of paymasters'),
    ...listed.map((address) => addressDigits(address, 'paymaster.listed')),
  ].join('')
}

function supersedesDigits({ supersedes: { grantId, carries } }: Grant): string {
  if (grantId === zeroHash) return ''
  return [
    bytesDigits(grantId, 32, 'supersedes.grantId'),
    uintDigits(carries.length, 8, 'number of carried limits'),
    ...carries.map((limit) => uintDigits(limit, 16, 'supersedes.carries')),
  ].join('')
}
