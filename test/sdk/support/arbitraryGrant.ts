import fc from 'fast-check'
import { type Address, bytesToHex, getAddress, type Hex, zeroAddress } from 'viem'
import {
  CallKind,
  type Grant,
  type Key,
  KeyKind,
  LIFETIME,
  type Limit,
  LimitKind,
  NO_KEY,
  Operator,
  type ParameterCondition,
  type Permission,
  type Spend,
  SpendSource,
  UNTIERED,
} from '../../../sdk/core/index.ts'
import { EMPTY_PARTS } from '../../../sdk/onchain/grant/emptyParts.ts'

export const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => bytesToHex(value))

export const address: fc.Arbitrary<Address> = hex(20).map((value) => getAddress(value))

const uint = (bits: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 2 ** bits - 1 })
const bigUint = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const ecdsa: fc.Arbitrary<Key> = hex(20).map((key) => ({ kind: KeyKind.ecdsa, key }))

const condition: fc.Arbitrary<ParameterCondition> = fc.record({
  argument: fc.bigInt({ min: 0n, max: 65_535n }),
  operator: fc.constantFrom(...Object.values(Operator).filter((operator) => operator !== Operator.none)),
  values: fc.array(hex(32), { maxLength: 3 }),
})

const spends = (limits: number): fc.Arbitrary<Spend[]> =>
  limits === 0
    ? fc.constant([])
    : fc.array(
        fc.record({
          limit: fc.integer({ min: 0, max: limits - 1 }),
          source: fc.constantFrom(SpendSource.nativeValue, SpendSource.argument),
          argument: fc.bigInt({ min: 0n, max: 65_535n }),
        }),
        { maxLength: 3 },
      )

const permission = (limits: number): fc.Arbitrary<Permission> =>
  fc
    .record({
      target: address,
      call: fc.constantFrom(CallKind.selector, CallKind.anySelector, CallKind.empty),
      selector: hex(4),
      maxValue: bigUint(256),
      conditions: fc.array(condition, { maxLength: 3 }),
      spends: spends(limits),
    })
    .map((one) => ({
      ...one,
      selector: one.call === CallKind.selector ? one.selector : '0x00000000',
      worstTier: UNTIERED,
    }))

const limit: fc.Arbitrary<Limit> = fc
  .record({ native: fc.boolean(), token: address, amount: bigUint(128) })
  .map(({ native, token, amount }) => ({
    kind: native ? LimitKind.native : LimitKind.token,
    token: native ? zeroAddress : token,
    amount,
    period: LIFETIME,
    periodStart: 0,
  }))

/** Grants that this version of the module could take, of any sizes. */
export function grants(most: { permissions: number; limits: number }): fc.Arbitrary<Grant> {
  const frame = {
    account: address,
    networks: fc.record({ chainId: bigUint(256), epoch: bigUint(64) }).map((network) => [network]),
    validAfter: uint(47),
    validUntil: uint(47),
    keyLifetime: uint(32),
    overlap: uint(32),
    maxKeys: uint(8),
    rotator: fc.oneof(fc.constant(NO_KEY), ecdsa),
    sessionKey: ecdsa,
    salt: hex(16),
  }
  return fc.integer({ min: 0, max: most.limits }).chain((count) =>
    fc
      .record({
        ...frame,
        permissions: fc.array(permission(count), { minLength: 1, maxLength: most.permissions, size: 'max' }),
        limits: fc.array(limit, { minLength: count, maxLength: count }),
      })
      .map((grant) => ({ ...EMPTY_PARTS, ...grant })),
  )
}

/** Grants with every part in use, also those that this version does not enforce: hashing knows them all. */
export function fullGrants(most: { permissions: number; limits: number }): fc.Arbitrary<Grant> {
  const parts = fc.record({
    messages: fc.array(
      fc.record({
        kind: fc.constantFrom(0, 1, 2),
        domain: hex(32),
        contents: fc.string({ unit: 'binary' }),
        conditions: fc.array(condition, { maxLength: 2 }),
        uncounted: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
    guards: fc.array(fc.record({ guard: address, config: hex(33) }), { maxLength: 2 }),
    maximumFee: fc.record({ budget: bigUint(256), price: bigUint(256) }),
    paymaster: fc.record({ kind: fc.constantFrom(0, 1, 2), listed: fc.array(address, { maxLength: 3 }) }),
    keeper: ecdsa,
    identity: fc.record({ kind: uint(8), registry: address, subject: hex(5) }),
    supersedes: fc.record({ grantId: hex(32), carries: fc.array(uint(16), { maxLength: 3 }) }),
  })
  return fc.tuple(grants(most), parts).map(([grant, rest]) => ({ ...grant, ...rest }))
}
