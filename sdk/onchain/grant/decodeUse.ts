import { type Hex, isHex, numberToHex, zeroAddress } from 'viem'
import { LIFETIME, MAX_HEIGHT, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import { type Key, type KeyKind, NO_KEY } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { Operator, ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import type { Spend, SpendSource } from '../../core/spend.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import { ByteReader } from './byteReader.ts'
import type { Heights } from './eip712.ts'
import { TERMS_PARTS } from './encodeTerms.ts'
import { PERIOD_FLAG, USE_FLAGS } from './encodeUse.ts'
import type { TreeProof } from './tree.ts'

/** The terms of a grant as a use carries them. */
export type DecodedTerms = {
  readonly heights: Heights
  readonly epoch: bigint
  readonly validAfter: number
  readonly validUntil: number
  readonly salt: Hex
  readonly sessionKey: Key
  readonly keyLifetime: number
  readonly overlap: number
  readonly maxKeys: number
  readonly rotator: Key
}

/** A limit as a use carries it. */
export type DecodedLimit = {
  readonly limit: Limit
  /** The period that the use claims; 0 for a limit without periods. */
  readonly period: number
  readonly proof: TreeProof
}

/** A use in parts. */
export type DecodedUse = {
  readonly terms: DecodedTerms
  /** The key that signs: the carried one, or the grant's first. */
  readonly key: Key
  readonly grantor: { readonly key: Key; readonly signature: Hex } | undefined
  readonly permissions: readonly { readonly permission: Permission; readonly proof: TreeProof }[]
  readonly limits: readonly DecodedLimit[]
  readonly limitsRoot: Hex | undefined
  /** For each call the position of its permission in `permissions`. */
  readonly positions: readonly number[]
  /** What the session key signs over: the use without its signature. */
  readonly unsigned: Hex
  readonly signature: Hex | undefined
}

export type DecodeUseParameters = {
  use: Hex
  /** Number of calls: the encoding does not carry it. */
  calls: number
}

const SIGNATURE_LENGTH = 65

/**
 * Takes an encoded use apart, with or without a trailing signature of 65 bytes. Strict: unknown bits, long numbers, wrong
 * order and trailing bytes are refused. It does not check proofs; see `hashGrantStruct` and `rootOf` for that.
 * @throws UseMalformedError.
 */
export function decodeUse({ use, calls }: DecodeUseParameters): DecodedUse {
  if (!isHex(use) || use.length % 2 !== 0) throw new UseMalformedError({ reason: 'it is not whole bytes.' })
  const reader = new ByteReader(use)
  const flags = reader.number(8)
  if (flags > 7) throw new UseMalformedError({ reason: 'it has an unknown flag.' })
  const terms = readTerms(reader)
  const key = flags & USE_FLAGS.otherKey ? readKey(reader) : terms.sessionKey
  const grantor = flags & USE_FLAGS.grantSignature ? readGrantor(reader) : undefined
  const permissions = reader.list(reader.number(8), () => readPermission(reader, terms.heights.permissions))
  if (permissions.length === 0) throw new UseMalformedError({ reason: 'it carries no permission.' })
  const limits = reader.list(reader.number(8), () => readLimit(reader, terms.heights.limits))
  if (limits.some(({ proof }, at) => at > 0 && proof.index <= (limits[at - 1]?.proof.index ?? -1))) {
    throw new UseMalformedError({ reason: 'its limits are not strictly increasing.' })
  }
  const limitsRoot = flags & USE_FLAGS.limitsRoot ? reader.bytes(32) : undefined
  const positions = readPositions(reader, permissions.length, calls)
  const unsigned: Hex = `0x${use.slice(2, use.length - 2 * reader.remaining)}`
  if (reader.remaining !== 0 && reader.remaining !== SIGNATURE_LENGTH) {
    throw new UseMalformedError({ reason: 'it has trailing bytes that are not a signature.' })
  }
  const signature = reader.remaining > 0 ? reader.bytes(SIGNATURE_LENGTH) : undefined
  return { terms, key, grantor, permissions, limits, limitsRoot, positions, unsigned, signature }
}

function readTerms(reader: ByteReader): DecodedTerms {
  const parts = reader.number(16)
  const known = TERMS_PARTS.keyPolicy | TERMS_PARTS.rotator
  if ((parts & ~known) !== 0) throw new UseMalformedError({ reason: 'its terms have an unknown part.' })
  const packed = reader.number(8)
  const heights = { permissions: packed >> 4, limits: packed & 15 }
  if (heights.permissions > MAX_HEIGHT || heights.limits > MAX_HEIGHT) {
    throw new UseMalformedError({ reason: 'a tree is higher than 10.' })
  }
  const fixed = {
    heights,
    epoch: reader.bigint(64),
    validAfter: reader.number(48),
    validUntil: reader.number(48),
    salt: reader.bytes(16),
    sessionKey: readKey(reader),
  }
  const hasPolicy = parts & TERMS_PARTS.keyPolicy
  return {
    ...fixed,
    keyLifetime: hasPolicy ? reader.number(32) : UNLIMITED_KEY_LIFETIME,
    overlap: hasPolicy ? reader.number(32) : 0,
    maxKeys: hasPolicy ? reader.number(8) : 1,
    rotator: parts & TERMS_PARTS.rotator ? readKey(reader) : NO_KEY,
  }
}

function readKey(reader: ByteReader): Key {
  const kind = reader.number(8)
  if (kind > 4) throw new UseMalformedError({ reason: 'a key has an unknown kind.' })
  return { kind: kind as KeyKind, key: reader.bytes(reader.number(16)) }
}

function readGrantor(reader: ByteReader): { key: Key; signature: Hex } {
  return { key: readKey(reader), signature: reader.bytes(reader.number(16)) }
}

function readPermission(reader: ByteReader, height: number): { permission: Permission; proof: TreeProof } {
  const call = reader.number(8)
  if (call < CallKind.selector || call > CallKind.empty) {
    throw new UseMalformedError({ reason: 'a permission has an unknown kind of call.' })
  }
  const permission: Permission = {
    target: reader.address(),
    call: call as CallKind,
    selector: call === CallKind.selector ? reader.bytes(4) : '0x00000000',
    maxValue: reader.var(),
    worstTier: reader.number(8),
    conditions: reader.list(reader.number(8), () => readCondition(reader)),
    spends: reader.list(reader.number(8), () => readSpend(reader)),
  }
  return { permission, proof: readProof(reader, reader.number(16), height) }
}

function readCondition(reader: ByteReader): ParameterCondition {
  const operator = reader.number(8)
  if (operator < 1 || operator > 15)
    throw new UseMalformedError({ reason: 'a condition has an unknown operator.' })
  const argument = reader.var()
  const values = reader.list(reader.number(8), () => numberToHex(reader.var(), { size: 32 }))
  return { argument, operator: operator as Operator, values }
}

function readSpend(reader: ByteReader): Spend {
  const limit = reader.number(16)
  const source = reader.number(8)
  if (source < 1 || source > 3) throw new UseMalformedError({ reason: 'a spend has an unknown source.' })
  return { limit, source: source as SpendSource, argument: reader.var() }
}

function readLimit(reader: ByteReader, height: number): DecodedLimit {
  const index = reader.number(16)
  const packed = reader.number(8)
  const kind = packed & ~PERIOD_FLAG
  if (kind < 1 || kind > 3) throw new UseMalformedError({ reason: 'a limit has an unknown kind.' })
  const periodic = (packed & PERIOD_FLAG) !== 0
  const times = periodic
    ? { period: reader.number(32), periodStart: reader.number(48) }
    : { period: LIFETIME, periodStart: 0 }
  const period = periodic ? reader.number(32) : 0
  const limit: Limit = {
    kind: kind as LimitKind,
    ...times,
    token: kind === LimitKind.token ? reader.address() : zeroAddress,
    amount: reader.var(),
  }
  return { limit, period, proof: readProof(reader, index, height) }
}

function readProof(reader: ByteReader, index: number, height: number): TreeProof {
  if (index >> height !== 0) throw new UseMalformedError({ reason: 'an index lies outside its tree.' })
  return { index, siblings: reader.list(height, () => reader.bytes(32)) }
}

function readPositions(reader: ByteReader, permissions: number, calls: number): number[] {
  if (!Number.isInteger(calls) || calls < 1) throw new UseMalformedError({ reason: 'it has no call.' })
  if (permissions === 1) return Array.from({ length: calls }, () => 0)
  const positions = reader.list(calls, () => reader.number(8))
  if (positions.some((position) => position >= permissions)) {
    throw new UseMalformedError({ reason: 'a call names a permission that is not carried.' })
  }
  return positions
}
