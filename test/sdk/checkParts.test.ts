import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { ecdsaKey, type Grant } from '../../sdk/core/index.ts'
import {
  GrantInvalidError,
  GrantWindowInvalidError,
  LimitInvalidError,
  PartUnsupportedError,
  PermissionInvalidError,
} from '../../sdk/errors/index.ts'
import {
  checkParts,
  type DefineGrantParameters,
  defineGrant,
  encodeTerms,
} from '../../sdk/onchain/grant/index.ts'
import { example, PAYEE } from './support/example.ts'

const define = (change: Partial<DefineGrantParameters> = {}) => defineGrant({ ...example, ...change })

describe('checkParts', () => {
  const { grant } = define({ keeper: ecdsaKey(PAYEE) })
  const [first] = grant.permissions
  const [limit] = grant.limits
  const withPermission = (change: object): Partial<Grant> => ({
    permissions: [{ ...first, ...change } as never],
  })
  const condition = { argument: 0n, operator: 1, values: [zeroHash] } as const
  const id = `0x${'11'.repeat(32)}` as const

  it.each<[string, Partial<Grant>, typeof GrantInvalidError | unknown]>([
    ['an identity', { identity: { kind: 1, registry: zeroAddress, subject: '0x' } }, PartUnsupportedError],
    ['chains out of order', { networks: [grant.networks[0], grant.networks[0]] as never }, GrantInvalidError],
    ['an end before the start', { validUntil: grant.validAfter - 1 }, GrantWindowInvalidError],
    ['an unknown kind of call', withPermission({ call: 4 }), PermissionInvalidError],
    ['padding as a permission', withPermission({ call: 0, selector: '0x00000000' }), PermissionInvalidError],
    ['a selector nobody asks for', withPermission({ call: 2 }), PermissionInvalidError],
    ['tier D', withPermission({ worstTier: 3 }), PermissionInvalidError],
    ['a tier between C and none', withPermission({ worstTier: 100 }), PermissionInvalidError],
    [
      'an operator without its values',
      withPermission({ conditions: [{ ...condition, values: [] }] }),
      PermissionInvalidError,
    ],
    [
      'an unknown operator',
      withPermission({ conditions: [{ ...condition, operator: 16 }] }),
      PermissionInvalidError,
    ],
    [
      'a path that is none',
      withPermission({ conditions: [{ ...condition, argument: 0x10000n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend of nothing',
      withPermission({ spends: [{ limit: 0, source: 0, argument: 0n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend of no limit',
      withPermission({ spends: [{ limit: 1, source: 2, argument: 0n }] }),
      PermissionInvalidError,
    ],
    [
      'a spend along no path',
      withPermission({ spends: [{ limit: 0, source: 2, argument: 0xc001_0000n }] }),
      PermissionInvalidError,
    ],
    ['padding as a limit', { limits: [{ ...limit, kind: 0 } as never] }, LimitInvalidError],
    ['a short period', { limits: [{ ...limit, period: 299 } as never] }, LimitInvalidError],
    ['a start without a period', { limits: [{ ...limit, periodStart: 1 } as never] }, LimitInvalidError],
    [
      'a token of native value',
      { limits: [{ ...limit, kind: 1 } as never], permissions: [{ ...first, spends: [] } as never] },
      LimitInvalidError,
    ],
    ['a list under the rule "any"', { paymaster: { kind: 2, listed: [PAYEE] } }, GrantInvalidError],
    ['a carried limit of nothing', { supersedes: { grantId: zeroHash, carries: [0] } }, GrantInvalidError],
    ['a limit carried twice', { supersedes: { grantId: id, carries: [0, 0] } }, GrantInvalidError],
    [
      'a message of no kind',
      { messages: [{ kind: 0, domain: id, contents: 'A()', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
    [
      'a sign-in text with a domain',
      { messages: [{ kind: 2, domain: id, contents: 'a.b', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
    [
      'an empty type',
      { messages: [{ kind: 1, domain: id, contents: '', conditions: [], uncounted: true }] },
      GrantInvalidError,
    ],
  ])('refuses %s', (_, change, error) => {
    const changed = { ...grant, ...change }
    expect(() => checkParts(changed)).toThrow(error as never)
    expect(() => encodeTerms(changed)).toThrow(error as never)
  })

  it('takes what defineGrant makes', () => {
    checkParts(grant)
    checkParts(define({ keeper: ecdsaKey(PAYEE), maximumFee: { budget: 0n, price: 0n } }).grant)
  })
})
