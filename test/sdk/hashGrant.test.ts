import fc from 'fast-check'
import { hashDomain, hashStruct, hashTypedData, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { contractKey, ecdsaKey, type Grant, type Message } from '../../sdk/core/index.ts'
import { EncodingRangeError } from '../../sdk/errors/encoding.ts'
import { encodeType, grantTypes, STRUCT_TYPES } from '../../sdk/onchain/grant/eip712.ts'
import {
  domainSeparator,
  hashGrant,
  hashKey,
  hashLimit,
  hashPermission,
} from '../../sdk/onchain/grant/index.ts'
import { typedData } from '../../sdk/onchain/grant/typedData.ts'
import { address, grants, strangeGrants } from './support/arbitraryGrant.ts'

const MODULE = '0x00000000000000000000000000000000000Facee'.toLowerCase() as `0x${string}`

/** The grant with its first permission repeated to a count. */
function sized(grant: Grant, permissions: number, limits: number): Grant {
  const repeat = <item extends object>(
    items: readonly item[],
    count: number,
    vary: (at: number) => object,
  ): item[] => Array.from({ length: count }, (_, at) => ({ ...(items[0] as item), ...vary(at) }))
  return {
    ...grant,
    permissions: repeat(grant.permissions, permissions, (at) => ({ maxValue: BigInt(at) })),
    limits: repeat(grant.limits, limits, (at) => ({ amount: BigInt(at) })),
  }
}

describe('hashGrant', () => {
  it("agrees with viem's hashTypedData for any grant, all parts in use", () => {
    const sizes = { permissions: 20, limits: 9 }
    fc.assert(
      fc.property(strangeGrants(sizes), address, (grant, module) => {
        expect(hashGrant(grant, module)).toBe(hashTypedData(typedData(grant, module)))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    [1, 0],
    [2, 1],
    [3, 2],
    [5, 3],
    [8, 4],
    [9, 17],
    [32, 32],
    [33, 1],
    [128, 5],
    [1, 300],
    [513, 0],
    [1024, 2],
  ])('agrees with viem at %i permissions and %i limits', (permissions, limits) => {
    const [grant] = fc.sample(
      grants({ permissions: 1, limits: 1 }).filter((one) => one.limits.length === 1),
      {
        seed: permissions,
        numRuns: 1,
      },
    )
    const whole = sized(grant as Grant, permissions, limits)
    expect(hashGrant(whole, MODULE)).toBe(hashTypedData(typedData(whole, MODULE)))
  })

  it('hashes parts as viem does', () => {
    fc.assert(
      fc.property(grants({ permissions: 3, limits: 3 }), (grant) => {
        const struct = (primaryType: keyof typeof STRUCT_TYPES, data: object) =>
          hashStruct({ data: { ...data }, primaryType, types: { ...STRUCT_TYPES } })
        for (const one of grant.permissions) expect(hashPermission(one)).toBe(struct('Permission', one))
        for (const one of grant.limits) expect(hashLimit(one)).toBe(struct('Limit', one))
        expect(hashKey(grant.sessionKey)).toBe(struct('Key', grant.sessionKey))
      }),
      { numRuns: 30 },
    )
  })

  it('has a domain of name, version and module, without chain', () => {
    const EIP712Domain = [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'verifyingContract', type: 'address' },
    ]
    const domain = { name: 'Latchkey', version: '1', verifyingContract: MODULE } as const
    expect(domainSeparator(MODULE)).toBe(hashDomain({ domain, types: { EIP712Domain } } as never))
  })

  it('changes with every member', () => {
    const [grant] = fc.sample(
      grants({ permissions: 2, limits: 2 }).filter((one) => one.guards.length > 0 && one.messages.length > 0),
      { seed: 7, numRuns: 1 },
    ) as [Grant]
    const id = `0x${'11'.repeat(32)}` as const
    const someone = ecdsaKey(grant.account)
    const message: Message = {
      kind: 1,
      domain: id,
      contents: 'A(uint256 a)',
      conditions: [],
      uncounted: true,
    }
    const changes: Partial<Grant>[] = [
      { account: MODULE },
      { networks: [{ chainId: 1n, epoch: 0n }] },
      { networks: [{ chainId: 1n, epoch: 1n }] },
      { messages: [] },
      { messages: [message] },
      { messages: [{ ...message, uncounted: false }] },
      { messages: [{ ...message, kind: 2 }] },
      { messages: [{ ...message, domain: zeroHash }] },
      { messages: [{ ...message, contents: 'A(uint256 b)' }] },
      { guards: [] },
      { guards: [{ guard: MODULE, config: '0x' }] },
      { guards: [{ guard: MODULE, config: '0x00' }] },
      { validAfter: grant.validAfter - 1 },
      { validUntil: grant.validUntil + 1 },
      { keyLifetime: 5 },
      { overlap: 5 },
      { maxKeys: grant.maxKeys ^ 1 },
      { maximumFee: { budget: 5n, price: 6n } },
      { maximumFee: { budget: 6n, price: 5n } },
      { paymaster: { kind: 2, listed: [] } },
      { paymaster: { kind: 1, listed: [MODULE] } },
      { rotator: someone },
      { keeper: someone },
      { sessionKey: someone },
      { sessionKey: contractKey(grant.account) },
      { supersedes: { grantId: id, carries: [] } },
      { supersedes: { grantId: id, carries: [0] } },
      { salt: '0x00000000000000000000000000000001' },
      { permissions: [...grant.permissions, ...grant.permissions] },
    ]
    const ids = changes.map((change) => hashGrant({ ...grant, ...change } as Grant, MODULE))
    expect(new Set([...ids, hashGrant(grant, MODULE)]).size).toBe(changes.length + 1)
  })

  it('refuses what does not fit, where a silent cut would hash something else', () => {
    const [grant] = fc.sample(grants({ permissions: 1, limits: 0 }), { seed: 1, numRuns: 1 }) as [Grant]
    const bad: Partial<Grant>[] = [
      { validUntil: 2 ** 48 },
      { validUntil: 1.5 },
      { maxKeys: -1 },
      { salt: '0x00' },
      { account: '0x00' },
      { networks: [{ chainId: 1n, epoch: 2n ** 64n }] },
    ]
    for (const change of bad) {
      expect(() => hashGrant({ ...grant, ...change } as Grant, MODULE)).toThrow(EncodingRangeError)
    }
  })

  it('writes the type as docs/protocol.md does', () => {
    const text = encodeType('Grant', grantTypes({ permissions: 3, limits: 0 }))
    expect(
      text.startsWith(
        'Grant(address account,Network[] networks,Permission[2][2][2] permissions,Limit limits,',
      ),
    ).toBe(true)
    const order = [...text.matchAll(/([A-Za-z]+)\(/g)].map(([, name]) => name)
    expect(order).toEqual([
      'Grant',
      'Guard',
      'Identity',
      'Key',
      'Limit',
      'MaximumFee',
      'Message',
      'Network',
      'ParameterCondition',
      'PaymasterRule',
      'Permission',
      'Spend',
      'Supersession',
    ])
  })
})
