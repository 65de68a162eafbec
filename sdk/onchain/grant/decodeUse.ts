import { type Hex, isHex } from 'viem'
import { type Key, KeyKind } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { Permission } from '../../core/permission.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import { ByteReader } from './byteReader.ts'
import { USE_FLAGS } from './encodeUse.ts'
import { readLimit, readPermission } from './leafReaders.ts'
import { type DecodedTerms, readKey, readTerms } from './readTerms.ts'
import type { TreeProof } from './tree.ts'

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
  /** Number of calls, without those of the guards: the encoding does not carry it. */
  calls: number
}

/** Bytes of the signature of an `ecdsa` key. */
const ECDSA_LENGTH = 65

/**
 * Takes an encoded use apart, with or without the key's signature behind it. Strict: unknown bits, long numbers, wrong order and
 * trailing bytes that are no signature of an `ecdsa` key are refused. It does not check proofs; see `hashGrantStruct` and
 * `rootOf` for that.
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
  const permissions = reader.list(reader.number(8), () => ({
    permission: readPermission(reader),
    proof: readProof(reader, reader.number(16), terms.heights.permissions),
  }))
  if (permissions.length === 0) throw new UseMalformedError({ reason: 'it carries no permission.' })
  const limits = reader.list(reader.number(8), () => readCarriedLimit(reader, terms.heights.limits))
  if (limits.some(({ proof }, at) => at > 0 && proof.index <= (limits[at - 1]?.proof.index ?? -1))) {
    throw new UseMalformedError({ reason: 'its limits are not strictly increasing.' })
  }
  const limitsRoot = flags & USE_FLAGS.limitsRoot ? reader.bytes(32) : undefined
  const positions = readPositions(reader, permissions.length, calls)
  const unsigned: Hex = `0x${use.slice(2, use.length - 2 * reader.remaining)}`
  const signature = readSignature(reader, key)
  return { terms, key, grantor, permissions, limits, limitsRoot, positions, unsigned, signature }
}

/** What is left. How long it is depends on the kind of key; only `ecdsa` says. */
function readSignature(reader: ByteReader, { kind }: Key): Hex | undefined {
  const { remaining } = reader
  if (remaining === 0) return undefined
  if (kind === KeyKind.ecdsa && remaining !== ECDSA_LENGTH) {
    throw new UseMalformedError({ reason: 'it has trailing bytes that are not a signature.' })
  }
  return reader.bytes(remaining)
}

function readGrantor(reader: ByteReader): { key: Key; signature: Hex } {
  return { key: readKey(reader), signature: reader.bytes(reader.number(16)) }
}

function readCarriedLimit(reader: ByteReader, height: number): DecodedLimit {
  const index = reader.number(16)
  return { ...readLimit(reader, true), proof: readProof(reader, index, height) }
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
