import fc from 'fast-check'
import { concatHex, type Hex, keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { type Grant, type Key, KeyKind } from '../../sdk/core/index.ts'
import { UseInvalidError, UseMalformedError } from '../../sdk/errors/encoding.ts'
import { PartUnsupportedError } from '../../sdk/errors/grant.ts'
import { EMPTY_PARTS, PADDING_LIMIT } from '../../sdk/onchain/grant/emptyParts.ts'
import { digest } from '../../sdk/onchain/grant/hash.ts'
import { hashGrantStruct } from '../../sdk/onchain/grant/hashGrant.ts'
import {
  type DecodedUse,
  decodeUse,
  encodeSealedTerms,
  encodeTerms,
  encodeUse,
  grantRoots,
  hashGrant,
  hashKey,
  hashLimit,
  hashPermission,
  rootOf,
  useHash,
} from '../../sdk/onchain/grant/index.ts'
import { fullGrants, grants, hex } from './support/arbitraryGrant.ts'

const MODULE = '0x4444444444444444444444444444444444444444'
const SIGNATURE: Hex = `0x${'ab'.repeat(65)}`
const OTHER_KEY: Key = { kind: KeyKind.ecdsa, key: '0x1111111111111111111111111111111111111111' }

/** The grantId that a use commits to, from nothing but what it carries: what the contract does. */
function grantIdOf(use: DecodedUse, grant: Grant): Hex {
  const roots = use.permissions.map(({ permission, proof }) => rootOf(hashPermission(permission), proof))
  const limitRoots = use.limits.map(({ limit, proof }) => rootOf(hashLimit(limit), proof))
  expect(new Set(roots).size).toBe(1)
  expect(new Set(limitRoots).size).toBeLessThan(2)
  const { heights, epoch, ...terms } = use.terms
  const { account, networks } = grant
  const frame = {
    ...EMPTY_PARTS,
    ...terms,
    account,
    networks: networks.map(({ chainId }) => ({ chainId, epoch })),
  }
  const limitsRoot = limitRoots[0] ?? use.limitsRoot ?? hashLimit(PADDING_LIMIT)
  return digest(MODULE, hashGrantStruct(frame, { permissionsRoot: roots[0] as Hex, limitsRoot, heights }))
}

describe('encodeUse', () => {
  it('carries what the grantId is made of', () => {
    const sizes = { permissions: 12, limits: 5 }
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(grants(sizes), picks, fc.boolean(), fc.option(hex(70)), (grant, raw, other, approval) => {
        const permissionIndexes = raw.map((pick) => pick % grant.permissions.length)
        const grantor = approval ? { grantor: { key: OTHER_KEY, signature: approval } } : {}
        const use = encodeUse({ grant, permissionIndexes, ...(other ? { key: OTHER_KEY } : {}), ...grantor })
        const signed = concatHex([use, SIGNATURE])
        const decoded = decodeUse({ use: signed, calls: permissionIndexes.length })

        expect(grantIdOf(decoded, grant)).toBe(hashGrant(grant, MODULE))
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
      }),
      { numRuns: 100 },
    )
  })

  it('refuses every cut and every trailing byte', () => {
    const [grant] = fc.sample(grants({ permissions: 4, limits: 3 }), { seed: 3, numRuns: 1 }) as [Grant]
    const permissionIndexes = grant.permissions.map((_, at) => at)
    const use = encodeUse({ grant, permissionIndexes })
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
    const [grant] = fc.sample(grants({ permissions: 1, limits: 0 }), { seed: 3, numRuns: 1 }) as [Grant]
    const use = encodeUse({ grant, permissionIndexes: [0] })
    expect(() => decodeUse({ use: `0x08${use.slice(4)}`, calls: 1 })).toThrow(UseMalformedError)
    expect(() => decodeUse({ use: `0x000001${use.slice(8)}`, calls: 1 })).toThrow(UseMalformedError)
  })

  it('refuses no call and permissions that are not there', () => {
    const [grant] = fc.sample(grants({ permissions: 1, limits: 0 }), { seed: 3, numRuns: 1 }) as [Grant]
    expect(() => encodeUse({ grant, permissionIndexes: [] })).toThrow(UseInvalidError)
    expect(() => encodeUse({ grant, permissionIndexes: [1] })).toThrow(UseInvalidError)
  })
})

describe('encodeTerms', () => {
  it('leaves out parts that have their empty value', () => {
    const [any] = fc.sample(grants({ permissions: 1, limits: 0 }), { seed: 5, numRuns: 1 }) as [Grant]
    const nobody = { kind: KeyKind.none, key: '0x' } as const
    const plain: Grant = { ...any, keyLifetime: 2 ** 32 - 1, overlap: 0, maxKeys: 1, rotator: nobody }
    const length = (terms: Hex): number => terms.length / 2 - 1
    expect(length(encodeTerms(plain))).toBe(62)
    expect(length(encodeTerms({ ...plain, overlap: 1 }))).toBe(62 + 9)
    expect(length(encodeTerms({ ...plain, rotator: OTHER_KEY }))).toBe(62 + 23)
  })

  it('is followed by both roots when sealed', () => {
    const [grant] = fc.sample(grants({ permissions: 4, limits: 3 }), { seed: 6, numRuns: 1 }) as [Grant]
    const { permissionsRoot, limitsRoot } = grantRoots(grant)
    expect(encodeSealedTerms(grant)).toBe(concatHex([encodeTerms(grant), permissionsRoot, limitsRoot]))
  })

  it('refuses what this version does not enforce', () => {
    fc.assert(
      fc.property(fullGrants({ permissions: 1, limits: 1 }), (grant) => {
        expect(() => encodeTerms(grant)).toThrow(PartUnsupportedError)
      }),
      { numRuns: 20 },
    )
  })
})
