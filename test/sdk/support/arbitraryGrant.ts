import fc from 'fast-check'
import { type Address, bytesToHex, getAddress, type Hex, zeroAddress, zeroHash } from 'viem'
import {
  CallKind,
  FEE_LIMIT_ID,
  type Grant,
  type Key,
  KeyKind,
  LIFETIME,
  type Limit,
  LimitKind,
  MAX_FEE_BUDGET,
  type Message,
  MessageKind,
  NO_KEY,
  Operator,
  type ParameterCondition,
  PaymasterRuleKind,
  type Permission,
  type Spend,
  type SpendSource,
  type Supersession,
  UNLIMITED,
  UNTIERED,
} from '../../../sdk/core/index.ts'
import { encodePath, type PathStep } from '../../../sdk/onchain/grant/argumentPath.ts'
import { EMPTY_PARTS } from '../../../sdk/onchain/grant/emptyParts.ts'

export const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => bytesToHex(value))

/** Addresses, the zero address never. */
export const address: fc.Arbitrary<Address> = hex(20).map((value) =>
  getAddress(BigInt(value) === 0n ? `0x${'11'.repeat(20)}` : value),
)

const uint = (bits: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 2 ** bits - 1 })
const bigUint = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const orElse = <value>(empty: value, any: fc.Arbitrary<value>) => fc.oneof(fc.constant(empty), any)

const ecdsa: fc.Arbitrary<Key> = address.map((key) => ({ kind: KeyKind.ecdsa, key: lower(key) }))
const contract: fc.Arbitrary<Key> = address.map((key) => ({ kind: KeyKind.contract, key: lower(key) }))
const verifier: fc.Arbitrary<Key> = fc
  .tuple(address, fc.integer({ min: 1, max: 70 }).chain(hex))
  .map(([at, key]) => ({ kind: KeyKind.verifier, key: `${lower(at)}${key.slice(2)}` as Hex }))

const lower = (value: Address): Hex => value.toLowerCase() as Hex

const step: fc.Arbitrary<PathStep> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), word: uint(14) }),
  fc.record({
    kind: fc.constant('element' as const),
    index: fc.integer({ min: 0, max: 0x3ffe }),
    layout: fc.oneof(
      fc.constant('bytes' as const),
      fc
        .tuple(fc.integer({ min: 1, max: 126 }), uint(16))
        .map(([words, word]) => ({ words, word: word % words })),
    ),
  }),
)

/** Paths of arguments, those of one step most often. */
const path: fc.Arbitrary<bigint> = fc.oneof(
  { weight: 2, arbitrary: bigUint(16) },
  fc.record({ first: uint(16), steps: fc.array(step, { maxLength: 6 }) }).chain(({ first, steps }) =>
    fc.constantFrom(
      encodePath({ first, steps }),
      encodePath({ first, steps: [...steps, { kind: 'length' }] }),
      encodePath({
        first,
        steps: [...steps, { kind: 'element', index: 'every', layout: { words: 3, word: 1 } }],
      }),
    ),
  ),
)

const VALUES: Partial<Record<Operator, readonly [least: number, most: number]>> = {
  [Operator.oneOf]: [1, 16],
  [Operator.isAccount]: [0, 0],
  [Operator.range]: [2, 2],
  [Operator.mask]: [2, 2],
  [Operator.signedRange]: [2, 2],
}

const condition = (argument: fc.Arbitrary<bigint>): fc.Arbitrary<ParameterCondition> =>
  fc
    .constantFrom(...Object.values(Operator).filter((operator) => operator !== Operator.none))
    .chain((operator) => {
      const [minLength, maxLength] = VALUES[operator] ?? [1, 1]
      return fc.record({
        argument,
        operator: fc.constant(operator),
        values: fc.array(hex(32), { minLength, maxLength }),
      })
    })

const spends = (limits: readonly Limit[]): fc.Arbitrary<Spend[]> =>
  limits.length === 0
    ? fc.constant([])
    : fc.array(
        fc.tuple(fc.integer({ min: 0, max: limits.length - 1 }), path).map(([limit, argument]) => ({
          limit,
          source: (limits[limit]?.kind ?? 0) as unknown as SpendSource,
          argument,
        })),
        { maxLength: 3 },
      )

const permission = (limits: readonly Limit[], kept: boolean): fc.Arbitrary<Permission> =>
  fc
    .record({
      target: address,
      call: fc.constantFrom(CallKind.selector, CallKind.anySelector, CallKind.empty),
      selector: hex(4),
      maxValue: bigUint(256),
      conditions: fc.array(condition(path), { maxLength: 3 }),
      spends: spends(limits),
      worstTier: kept ? fc.constantFrom(0, 1, 2, UNTIERED) : fc.constant(UNTIERED),
    })
    .map((one) => ({ ...one, selector: one.call === CallKind.selector ? one.selector : '0x00000000' }))

const limit: fc.Arbitrary<Limit> = fc
  .record({
    kind: fc.constantFrom(LimitKind.native, LimitKind.token, LimitKind.count),
    token: address,
    amount: bigUint(128),
    times: orElse(
      { period: LIFETIME, periodStart: 0 },
      fc.record({ period: fc.integer({ min: 300, max: LIFETIME - 1 }), periodStart: uint(30) }),
    ),
  })
  .map(({ kind, token, amount, times }) => ({
    kind,
    token: kind === LimitKind.token ? token : zeroAddress,
    amount,
    ...times,
  }))

const message: fc.Arbitrary<Message> = fc
  .record({
    kind: fc.constantFrom(MessageKind.typedData, MessageKind.signInText),
    domain: hex(32),
    contents: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    conditions: fc.array(condition(bigUint(16)), { maxLength: 2 }),
  })
  .map((one) => ({
    ...one,
    domain: one.kind === MessageKind.signInText ? zeroHash : one.domain,
    uncounted: true,
  }))

const networks = fc
  .uniqueArray(fc.record({ chainId: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), epoch: bigUint(64) }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ chainId }) => chainId,
  })
  .map((list) => list.sort((one, other) => Number(one.chainId > other.chainId) - 0.5))

const frame = {
  account: address,
  networks,
  messages: fc.array(message, { maxLength: 2 }),
  guards: fc.array(fc.record({ guard: address, config: fc.integer({ max: 70, min: 0 }).chain(hex) }), {
    maxLength: 2,
  }),
  keyLifetime: uint(32),
  overlap: uint(32),
  maxKeys: uint(8),
  maximumFee: fc.record({
    budget: orElse(UNLIMITED, fc.bigInt({ min: 0n, max: MAX_FEE_BUDGET })),
    price: orElse(UNLIMITED, bigUint(128)),
  }),
  paymaster: fc.oneof(
    fc.constantFrom(
      { kind: PaymasterRuleKind.none, listed: [] },
      { kind: PaymasterRuleKind.any, listed: [] },
    ),
    fc.record({
      kind: fc.constant(PaymasterRuleKind.listed),
      listed: fc.array(address, { minLength: 1, maxLength: 3 }),
    }),
  ),
  rotator: fc.oneof(fc.constant(NO_KEY), ecdsa, contract, verifier),
  keeper: fc.oneof(fc.constant(NO_KEY), ecdsa, contract),
  supersedes: orElse<Supersession>(
    EMPTY_PARTS.supersedes,
    fc.record({
      grantId: hex(32).map((id) => (BigInt(id) === 0n ? (`0x${'22'.repeat(32)}` as const) : id)),
      carries: fc.uniqueArray(fc.oneof(uint(10), fc.constant(FEE_LIMIT_ID)), { maxLength: 3 }),
    }),
  ),
  sessionKey: fc.oneof(ecdsa, contract, verifier),
  salt: hex(16),
}

/** Grants that the module could take, of any sizes, with any parts in use. */
export function grants(most: { permissions: number; limits: number }): fc.Arbitrary<Grant> {
  const parts = fc
    .tuple(fc.record(frame), uint(46), fc.integer({ min: 1, max: 2 ** 46 }))
    .map(([rest, validAfter, seconds]) => ({ ...rest, validAfter, validUntil: validAfter + seconds }))
  return fc.tuple(parts, fc.array(limit, { maxLength: most.limits })).chain(([rest, limits]) =>
    fc
      .array(permission(limits, rest.keeper.kind !== KeyKind.none), {
        minLength: 1,
        maxLength: most.permissions,
        size: 'max',
      })
      .map((permissions) => ({ ...EMPTY_PARTS, ...rest, limits, permissions })),
  )
}

/** Grants with parts that no module takes too: hashing knows them all. */
export function strangeGrants(most: { permissions: number; limits: number }): fc.Arbitrary<Grant> {
  const strange = fc.record({
    identity: fc.record({ kind: uint(8), registry: address, subject: hex(5) }),
    paymaster: fc.record({ kind: fc.constantFrom(0, 1, 2), listed: fc.array(address, { maxLength: 3 }) }),
    maximumFee: fc.record({ budget: bigUint(256), price: bigUint(256) }),
    keeper: verifier,
    networks: fc.array(fc.record({ chainId: bigUint(256), epoch: bigUint(64) }), { maxLength: 3 }),
  })
  return fc.tuple(grants(most), strange).map(([grant, rest]) => ({ ...grant, ...rest }))
}
