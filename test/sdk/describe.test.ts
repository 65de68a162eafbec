import { describe, expect, it } from 'vitest'
import { ecdsaKey } from '../../sdk/core/index.ts'
import {
  anySelectorPermission,
  defineGrant,
  describeGrant,
  nativeLimit,
  transferPermission,
} from '../../sdk/onchain/grant/index.ts'
import { example, MODULE, PAYEE, pay, START, USDC } from './support/example.ts'

const tokens = [{ address: USDC, symbol: 'USDC', decimals: 6 }] as const

describe('describeGrant', () => {
  it('says everything in words', () => {
    const { grant, grantId, annotations } = defineGrant(example)
    expect(describeGrant(grant, MODULE, { tokens, annotations })).toEqual([
      'Account: 0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa',
      `Module: ${MODULE}`,
      'Network: chain 1, epoch 3',
      'From: 2027-01-15T08:00:00Z (1800000000) (included)',
      'Until: 2027-01-16T07:59:59Z (1800086399) (included)',
      'First key: ecdsa 0x7777777777777777777777777777777777777777, usable until 2027-01-16T07:59:59Z (1800086399)',
      'Longest life of a key: as long as the grant',
      'Keys at a time: at most 1',
      'Rotator: nobody',
      'A rotated key stays usable: not at all',
      'Permissions: 1, the holder may use any of them',
      `  Permission 0: call transfer (0xa9059cbb) of USDC (${USDC}), per call no native value`,
      `    where recipient is equal to ${PAYEE}`,
      '    where amount is at most 100 USDC (100000000)',
      '    counts amount against limit 0 "usdc"',
      'Limits: 1',
      `  Limit 0 "usdc": at most 500 USDC (500000000 smallest units of ${USDC}) for the life of the grant, all keys together`,
      'Maximum fee: unlimited',
      'Maximum fee per gas: unlimited',
      'Paymasters: none allowed',
      'Messages that the key may sign for the account: none',
      'Guards: none',
      'Keeper: nobody',
      'Identity: none',
      'Replaces: no other grant',
      'Salt: 0x00112233445566778899aabbccddeeff',
      'Enforced by: the contract, every line above',
      `Hash to compare: ${grantId}`,
    ])
  })

  it('shows raw words where names are not known', () => {
    const { grant } = defineGrant(example)
    const lines = describeGrant(grant, MODULE)
    expect(lines).toContain(`  Permission 0: call selector 0xa9059cbb of ${USDC}, per call no native value`)
    expect(lines).toContain(`    where argument 0 is equal to 0x${PAYEE.slice(2).padStart(64, '0')}`)
    expect(lines).toContain('    counts argument 1 against limit 0')
  })

  it('shows keys, transfers and anything that is not bounded', () => {
    const { grant } = defineGrant({
      ...example,
      permissions: [
        pay,
        anySelectorPermission({ target: PAYEE }),
        transferPermission({ target: PAYEE, maxValue: 10n ** 18n, spendsValue: 'eth' }),
      ],
      limits: { ...example.limits, eth: nativeLimit({ amount: 2n * 10n ** 18n }) },
      rotator: ecdsaKey(PAYEE),
      keyLifetime: 3600,
      overlap: 60,
      maxKeys: 2,
    })
    const text = describeGrant(grant, MODULE).join('\n')
    expect(text).toContain(`usable until 2027-01-15T09:00:00Z (${START + 3600})`)
    expect(text).toContain('Longest life of a key: 3600 seconds')
    expect(text).toContain('A rotated key stays usable: at most 60 seconds')
    expect(text).toContain(`Rotator: ecdsa ${PAYEE}`)
    expect(text).toContain('call ANY FUNCTION of')
    expect(text).toContain('    with any arguments')
    expect(text).toContain('    counted against no limit')
    expect(text).toContain('per call at most 1 native (1000000000000000000 wei)')
    expect(text).toContain('Limit 1: at most 2 native')
  })
})
