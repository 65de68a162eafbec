import { type Address, type Hex, numberToHex, zeroAddress } from 'viem'
import { LIFETIME, MAX_LEAVES, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { type Key, type KeyKind, NO_KEY } from '../../core/key.ts'
import { type Limit, LimitKind } from '../../core/limit.ts'
import type { Operator, ParameterCondition } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import type { Spend, SpendSource } from '../../core/spend.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import { ByteReader } from '../grant/byteReader.ts'
import { EMPTY_PARTS } from '../grant/emptyParts.ts'
import { TERMS_PARTS } from '../grant/encodeTerms.ts'
import { CONTENTS_VERSION, PERIODIC } from './encodeContents.ts'

export type DecodeContentsParameters = {
  contents: Hex
  account: Address
  chainId: bigint
}

/**
 * The grant in published contents. They are the publisher's claim: check that they hash to the grantId.
 * @throws UseMalformedError when the bytes are something else.
 */
export function decodeContents({ contents, account, chainId }: DecodeContentsParameters): Grant {
  const reader = new ByteReader(contents)
  if (reader.number(8) !== CONTENTS_VERSION) throw malformed('their version is unknown.')
  const terms = readTerms(reader)
  const permissions = reader.list(count(reader), () => readPermission(reader))
  const limits = reader.list(count(reader), () => readLimit(reader))
  if (reader.remaining !== 0) throw malformed('bytes follow their end.')
  const { epoch, ...members } = terms
  return { account, networks: [{ chainId, epoch }], permissions, limits, ...EMPTY_PARTS, ...members }
}

type Terms = Omit<Grant, keyof typeof EMPTY_PARTS | 'account' | 'networks' | 'permissions' | 'limits'> & {
  readonly epoch: bigint
}

function readTerms(reader: ByteReader): Terms {
  const parts = reader.number(16)
  if ((parts & ~(TERMS_PARTS.keyPolicy | TERMS_PARTS.rotator)) !== 0)
    throw malformed('they have an unknown part.')
  reader.number(8) // Heights: the numbers of permissions and limits say the same.
  const fixed = {
    epoch: reader.bigint(64),
    validAfter: reader.number(48),
    validUntil: reader.number(48),
    salt: reader.bytes(16),
    sessionKey: readKey(reader),
  }
  const hasPolicy = (parts & TERMS_PARTS.keyPolicy) !== 0
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
  return { kind: kind as KeyKind, key: reader.bytes(reader.number(16)) }
}

function readPermission(reader: ByteReader): Permission {
  const call = reader.number(8)
  if (call < CallKind.selector || call > CallKind.empty) throw malformed('a kind of call is unknown.')
  return {
    call: call as CallKind,
    target: reader.address(),
    selector: call === CallKind.selector ? reader.bytes(4) : '0x00000000',
    maxValue: reader.var(),
    worstTier: reader.number(8),
    conditions: reader.list(reader.number(8), () => readCondition(reader)),
    spends: reader.list(reader.number(8), () => readSpend(reader)),
  }
}

function readCondition(reader: ByteReader): ParameterCondition {
  const operator = reader.number(8) as Operator
  const argument = reader.var()
  const values = reader.list(reader.number(8), () => numberToHex(reader.var(), { size: 32 }))
  return { operator, argument, values }
}

function readSpend(reader: ByteReader): Spend {
  const limit = reader.number(16)
  return { limit, source: reader.number(8) as SpendSource, argument: reader.var() }
}

function readLimit(reader: ByteReader): Limit {
  const packed = reader.number(8)
  const kind = (packed & ~PERIODIC) as LimitKind
  const periodic = (packed & PERIODIC) !== 0
  return {
    kind,
    period: periodic ? reader.number(32) : LIFETIME,
    periodStart: periodic ? reader.number(48) : 0,
    token: kind === LimitKind.token ? reader.address() : zeroAddress,
    amount: reader.var(),
  }
}

function count(reader: ByteReader): number {
  const items = reader.number(16)
  if (items > MAX_LEAVES) throw malformed(`there are more than ${MAX_LEAVES} items.`)
  return items
}

function malformed(reason: string): Error {
  return new UseMalformedError({ reason: `as contents of a grant, ${reason}` })
}
