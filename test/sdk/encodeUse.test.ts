import fc from 'fast-check'
import { concatHex, type Hex, keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { ecdsaKey, type Grant, type Key, KeyKind, LIFETIME } from '../../sdk/core/index.ts'
import { NetworkNotGrantedError } from '../../sdk/errors/contractGrant.ts'
import { UseInvalidError, UseMalformedError } from '../../sdk/errors/encoding.ts'
import { PartUnsupportedError } from '../../sdk/errors/grant.ts'
import { decodeContents } from '../../sdk/onchain/contents/decodeContents.ts'
import { encodeContents } from '../../sdk/onchain/contents/encodeContents.ts'
import { EMPTY_PARTS, PADDING_LIMIT } from '../../sdk/onchain/grant/emptyParts.ts'
import { digest } from '../../sdk/onchain/grant/hash.ts'
import { hashGrantStruct, hashMessages } from '../../sdk/onchain/grant/hashGrant.ts'
import {
  countLimit,
  type DecodedUse,
  decodeUse,
  defineGrant,
  encodeSealedTerms,
  encodeTerms,
  encodeUse,
  grantRoots,
  hashGrant,
  hashKey,
  hashLimit,
  hashPermission,
  rootOf,
  transferPermission,
  useHash,
} from '../../sdk/onchain/grant/index.ts'
import { grants, hex } from './support/arbitraryGrant.ts'
import { example, PAYEE, START } from './support/example.ts'

const MODULE = '0x4444444444444444444444444444444444444444'
const SIGNATURE: Hex = `0x${'ab'.repeat(65)}`
const OTHER_KEY: Key = { kind: KeyKind.ecdsa, key: '0x1111111111111111111111111111111111111111' }
/** Later than the first period of every limit. */
const NOW = 2 ** 31

const sample = (permissions: number, limits: number, seed: number): Grant => {
  const [grant] = fc.sample(grants({ permissions, limits }), { seed, numRuns: 1 })
  return { ...grant, sessionKey: ecdsaKey(PAYEE) } as Grant
}

const firstChain = ({ networks }: Grant): bigint => networks[0]?.chainId ?? 0n

/** The grantId that a use commits to, from nothing but what it carries and its messages: what the contract does. */
function grantIdOf(use: DecodedUse, { account, messages, ...grant }: Grant, chainId: bigint): Hex {
  const roots = use.permissions.map(({ permission, proof }) => rootOf(hashPermission(permission), proof))
  const limitRoots = use.limits.map(({ limit, proof }) => rootOf(hashLimit(limit), proof))
  expect(new Set(roots).size).toBe(1)
  expect(new Set(limitRoots).size).toBeLessThan(2)
  const { heights, epoch, messagesHash, ...terms } = use.terms
  expect(messagesHash).toBe(messages.length === 0 ? undefined : hashMessages(messages))
  expect(epoch).toBe(grant.networks.find((network) => network.chainId === chainId)?.epoch)
  const networks = terms.networks ?? [{ chainId, epoch }]
  const frame = { ...EMPTY_PARTS, ...terms, account, messages, networks }
  const limitsRoot = limitRoots[0] ?? use.limitsRoot ?? hashLimit(PADDING_LIMIT)
  return digest(MODULE, hashGrantStruct(frame, { permissionsRoot: roots[0] as Hex, limitsRoot, heights }))
}

describe('encodeUse', () => {
  it('carries what the grantId is made of, every part included', () => {
    const sizes = { permissions: 12, limits: 5 }
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 6 })
    const uses = fc.property(
      grants(sizes),
      picks,
      fc.nat(),
      fc.boolean(),
      fc.option(hex(70)),
      (grant, raw, chain, other, approval) => {
        const permissionIndexes = raw.map((pick) => pick % grant.permissions.length)
        const chainId = grant.networks[chain % grant.networks.length]?.chainId ?? 0n
        const grantor = approval ? { grantor: { key: OTHER_KEY, signature: approval } } : {}
        const key = other ? { key: OTHER_KEY } : {}
        const use = encodeUse({ grant, permissionIndexes, chainId, timestamp: NOW, ...key, ...grantor })
        const signed = concatHex([use, SIGNATURE])
        const decoded = decodeUse({ use: signed, calls: permissionIndexes.length })

        expect(grantIdOf(decoded, grant, chainId)).toBe(hashGrant(grant, MODULE))
        expect(decoded.unsigned).toBe(use)
        expect(decoded.signature).toBe(SIGNATURE)
        expect(useHash(use)).toBe(keccak256(decoded.unsigned))
        expect(hashKey(decoded.key)).toBe(hashKey(other ? OTHER_KEY : grant.sessionKey))
        expect(decoded.grantor?.signature).toBe(approval ?? undefined)
        expect(decoded.positions.map((at) => decoded.permissions[at]?.proof.index)).toEqual(permissionIndexes)
        const spent = permissionIndexes.flatMap((at) =>
          grant.permissions[at]?.spends.map(({ limit }) => limit),
        )
        const carried = [...new Set(spent)].sort((one, two) => Number(one) - Number(two))
        expect(decoded.limits.map(({ proof }) => proof.index)).toEqual(carried)
        for (const { limit, period } of decoded.limits) {
          const expected = Math.floor((NOW - limit.periodStart) / limit.period)
          expect(period).toBe(limit.period === LIFETIME ? 0 : expected)
        }
      },
    )
    fc.assert(uses, { numRuns: 100 })
  })

  it('refuses every cut and every trailing byte', () => {
    const grant = sample(4, 3, 3)
    const permissionIndexes = grant.permissions.map((_, at) => at)
    const use = encodeUse({ grant, permissionIndexes, chainId: firstChain(grant), timestamp: NOW })
    const calls = permissionIndexes.length
    expect(decodeUse({ use, calls }).signature).toBeUndefined()
    for (let length = 2; length < use.length; length += 2) {
      const cut = use.slice(0, length) as Hex
      expect(() => decodeUse({ use: cut, calls })).toThrow(UseMalformedError)
    }
    for (const extra of ['00', 'ab'.repeat(64), 'ab'.repeat(66)]) {
      expect(() => decodeUse({ use: `${use}${extra}`, calls })).toThrow(UseMalformedError)
    }
  })

  it('refuses unknown flags and parts', () => {
    const { grant } = defineGrant(example)
    const use = encodeUse({ grant, permissionIndexes: [0] })
    expect(() => decodeUse({ use: `0x08${use.slice(4)}`, calls: 1 })).toThrow(UseMalformedError)
    for (const parts of ['0100', '0400', '8000']) {
      expect(() => decodeUse({ use: `0x00${parts}${use.slice(8)}`, calls: 1 })).toThrow(UseMalformedError)
    }
  })

  it('refuses no call and permissions that are not there', () => {
    const { grant } = defineGrant(example)
    expect(() => encodeUse({ grant, permissionIndexes: [] })).toThrow(UseInvalidError)
    expect(() => encodeUse({ grant, permissionIndexes: [1] })).toThrow(UseInvalidError)
  })

  it('claims the period of the time that it is made at, and says when it cannot', () => {
    const { grant } = defineGrant({
      ...example,
      permissions: [transferPermission({ target: PAYEE, maxValue: 1n, spendsCall: 'calls' })],
      limits: { calls: countLimit({ amount: 5n, period: 300 }) },
    })
    const period = (timestamp: number) => {
      const use = encodeUse({ grant, permissionIndexes: [0], timestamp })
      return decodeUse({ use, calls: 1 }).limits[0]?.period
    }
    expect([START, START + 299, START + 300, START + 3_000].map(period)).toEqual([0, 0, 1, 10])
    expect(() => period(START - 1)).toThrow(UseInvalidError)
    expect(() => encodeUse({ grant, permissionIndexes: [0] })).toThrow(UseInvalidError)
  })
})

describe('encodeTerms', () => {
  const nobody = { kind: KeyKind.none, key: '0x' } as const
  const { grant: plain } = defineGrant(example)
  const length = (grant: Grant): number => encodeTerms(grant).length / 2 - 1

  it('leaves out parts that have their empty value', () => {
    const added: readonly (readonly [Partial<Grant>, number])[] = [
      [{}, 0],
      [{ rotator: nobody, keeper: nobody }, 0],
      [{ overlap: 1 }, 9],
      [{ rotator: OTHER_KEY }, 23],
      [{ keeper: OTHER_KEY }, 23],
      [{ maximumFee: { budget: 0n, price: 0xffffn } }, 4],
      [{ paymaster: { kind: 2, listed: [] } }, 2],
      [{ paymaster: { kind: 1, listed: [PAYEE] } }, 22],
      [{ guards: [{ guard: PAYEE, config: '0x1234' }] }, 25],
      [{ supersedes: { grantId: `0x${'11'.repeat(32)}`, carries: [0, 1] } }, 37],
    ]
    for (const [part, bytes] of added) expect(length({ ...plain, ...part })).toBe(62 + bytes)
  })

  it('names the chain that it is for by its epoch', () => {
    const networks = [
      { chainId: 1n, epoch: 3n },
      { chainId: 10n, epoch: 7n },
    ]
    const several = { ...plain, networks }
    const epoch = (chainId: bigint) => BigInt(`0x${encodeTerms(several, chainId).slice(8, 24)}`)
    expect([epoch(1n), epoch(10n)]).toEqual([3n, 7n])
    expect(encodeTerms(several, 10n).slice(2 + 2 * 62)).toBe(
      `02${'1'.padStart(16, '0')}${'3'.padStart(16, '0')}${'a'.padStart(16, '0')}${'7'.padStart(16, '0')}`,
    )
    expect(() => encodeTerms(several)).toThrow(UseInvalidError)
    expect(() => encodeTerms(several, 2n)).toThrow(NetworkNotGrantedError)
    expect(() => encodeTerms(plain, 10n)).toThrow(NetworkNotGrantedError)
    expect(encodeTerms(plain, 1n)).toBe(encodeTerms(plain))
  })

  it('is followed by both roots when sealed', () => {
    const grant = sample(4, 3, 6)
    const { permissionsRoot, limitsRoot } = grantRoots(grant)
    const chainId = firstChain(grant)
    expect(encodeSealedTerms(grant, chainId)).toBe(
      concatHex([encodeTerms(grant, chainId), permissionsRoot, limitsRoot]),
    )
  })

  it('refuses what this version does not know', () => {
    const identity = { kind: 1, registry: PAYEE, subject: '0x' } as const
    expect(() => encodeTerms({ ...plain, identity })).toThrow(PartUnsupportedError)
  })
})

describe('encodeContents', () => {
  it('comes back as the grant, every part included', () => {
    const published = fc.property(grants({ permissions: 6, limits: 4 }), fc.nat(), (grant, chain) => {
      const chainId = grant.networks[chain % grant.networks.length]?.chainId ?? 0n
      const contents = encodeContents(grant, chainId)
      const decoded = decodeContents({ contents, account: grant.account, chainId })
      expect(hashGrant(decoded, MODULE)).toBe(hashGrant(grant, MODULE))
      expect(decoded).toEqual({ ...grant, account: decoded.account })
    })
    fc.assert(published, { numRuns: 100 })
  })

  it('refuses every cut, and bytes after its end', () => {
    const grant = sample(3, 2, 9)
    const chainId = firstChain(grant)
    const contents = encodeContents(grant, chainId)
    const read = (bytes: Hex) => () => decodeContents({ contents: bytes, account: grant.account, chainId })
    for (let length = 2; length < contents.length; length += 2) {
      expect(read(contents.slice(0, length) as Hex)).toThrow(UseMalformedError)
    }
    expect(read(`${contents}00`)).toThrow(UseMalformedError)
  })
})
