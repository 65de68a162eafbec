import type { Hex } from 'viem'
import { MAX_HEIGHT, UNLIMITED_KEY_LIFETIME } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import type { Guard } from '../../core/guard.ts'
import { type Key, KeyKind, NO_KEY } from '../../core/key.ts'
import type { Network } from '../../core/network.ts'
import { type PaymasterRule, PaymasterRuleKind } from '../../core/paymasterRule.ts'
import type { Supersession } from '../../core/supersession.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import type { ByteReader } from './byteReader.ts'
import type { Heights } from './eip712.ts'
import { EMPTY_PARTS } from './emptyParts.ts'
import { TERMS_PARTS } from './encodeTerms.ts'

/** The terms of a grant as they are encoded: messages are their hash. */
export type DecodedTerms = Omit<
  Grant,
  'account' | 'identity' | 'limits' | 'messages' | 'networks' | 'permissions'
> & {
  readonly heights: Heights
  /** The account's epoch on the chain that the terms were encoded for. */
  readonly epoch: bigint
  /** Undefined for a grant that holds on that chain only. */
  readonly networks: readonly Network[] | undefined
  /** EIP-712 hash of the messages; undefined when there are none. */
  readonly messagesHash: Hex | undefined
}

const KNOWN = Object.values(TERMS_PARTS).reduce((bits, bit) => bits | bit, 0)

/** The next terms. */
export function readTerms(reader: ByteReader): DecodedTerms {
  const parts = reader.number(16)
  if ((parts & ~KNOWN) !== 0) throw new UseMalformedError({ reason: 'its terms have an unknown part.' })
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
  return { ...fixed, ...readParts(reader, parts) }
}

/** The next key. */
export function readKey(reader: ByteReader): Key {
  const kind = reader.number(8)
  if (kind > KeyKind.account) throw new UseMalformedError({ reason: 'a key has an unknown kind.' })
  return { kind: kind as KeyKind, key: reader.bytes(reader.number(16)) }
}

/** The parts, which stand in the order of their bits. */
function readParts(reader: ByteReader, parts: number) {
  const has = (part: keyof typeof TERMS_PARTS): boolean => (parts & TERMS_PARTS[part]) !== 0
  const { guards, maximumFee, paymaster, supersedes } = EMPTY_PARTS
  return {
    networks: has('networks') ? readNetworks(reader) : undefined,
    messagesHash: has('messages') ? reader.bytes(32) : undefined,
    guards: has('guards') ? readGuards(reader) : guards,
    ...(has('keyPolicy')
      ? { keyLifetime: reader.number(32), overlap: reader.number(32), maxKeys: reader.number(8) }
      : { keyLifetime: UNLIMITED_KEY_LIFETIME, overlap: 0, maxKeys: 1 }),
    maximumFee: has('maximumFee') ? { budget: reader.var(), price: reader.var() } : maximumFee,
    paymaster: has('paymaster') ? readPaymaster(reader) : paymaster,
    rotator: has('rotator') ? readKey(reader) : NO_KEY,
    keeper: has('keeper') ? readKey(reader) : NO_KEY,
    supersedes: has('supersedes') ? readSupersession(reader) : supersedes,
  }
}

function readNetworks(reader: ByteReader): readonly Network[] {
  return reader.list(reader.number(8), () => ({ chainId: reader.bigint(64), epoch: reader.bigint(64) }))
}

function readGuards(reader: ByteReader): readonly Guard[] {
  return reader.list(reader.number(8), () => ({
    guard: reader.address(),
    config: reader.bytes(reader.number(16)),
  }))
}

function readPaymaster(reader: ByteReader): PaymasterRule {
  const kind = reader.number(8)
  if (kind > PaymasterRuleKind.any) {
    throw new UseMalformedError({ reason: 'its paymaster rule has an unknown kind.' })
  }
  return {
    kind: kind as PaymasterRuleKind,
    listed: reader.list(reader.number(8), () => reader.address()),
  }
}

function readSupersession(reader: ByteReader): Supersession {
  return {
    grantId: reader.bytes(32),
    carries: reader.list(reader.number(8), () => reader.number(16)),
  }
}
