import { describe, expect, it } from 'vitest'
import { erc20Abi, parseAbi } from 'viem'
import { contractKey, ecdsaKey } from '../../sdk/core/index.ts'
import {
  anySelectorPermission,
  atMost,
  countLimit,
  defineGrant,
  describeGrant,
  equal,
  hashGrant,
  isAccount,
  nativeLimit,
  permission,
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

  it('shows the sum over several chains', () => {
    const { chainId: _chain, epoch: _epoch, ...anywhere } = example
    const networks = [1, 10, 137].map((chainId) => ({ chainId, epoch: 3n }))
    const maximumFee = { budget: 10n ** 16n, price: 50n } as const
    const { grant, annotations } = defineGrant({ ...anywhere, networks, maximumFee })
    const lines = describeGrant(grant, MODULE, { tokens, annotations })
    expect(lines.slice(2, 6)).toEqual([
      'Network: chain 1, epoch 3',
      'Network: chain 10, epoch 3',
      'Network: chain 137, epoch 3',
      'Chains: 3. Everything below holds on each of them: limits and fees 3 times in all',
    ])
    expect(lines).toContain(
      `  Limit 0 "usdc": at most 500 USDC (500000000 smallest units of ${USDC}) for the life of the grant, all keys together; on 3 chains 1500 USDC (1500000000 smallest units of ${USDC}) in all`,
    )
    expect(lines).toContain(
      'Maximum fee: 0.01 native (10000000000000000 wei); on 3 chains 0.03 native (30000000000000000 wei) in all',
    )
    expect(lines).toContain('Maximum fee per gas: 50 wei')
  })

  it('shows periods, counted calls, tiers, guards, paymasters and what is carried', () => {
    const guards = [{ guard: PAYEE, config: '0x1234' }] as const
    const { grant: old } = defineGrant(example)
    const { grant, annotations } = defineGrant({
      ...example,
      ...{ guards, paymaster: [PAYEE], keeper: ecdsaKey(PAYEE), sessionKey: contractKey(PAYEE) },
      permissions: [
        permission({
          ...{ abi: erc20Abi, target: USDC, functionName: 'transfer', worstTier: 'B', spendsCall: 'calls' },
          ...{ where: { recipient: isAccount() }, spends: { amount: 'usdc' } },
        }),
      ],
      limits: { ...example.limits, calls: countLimit({ amount: 3n, period: 3_600 }) },
      supersedes: { grant: old, limits: { usdc: 'carry', calls: 'zero' } },
    })
    const lines = describeGrant(grant, MODULE, { tokens, annotations })
    for (const line of [
      `First key: contract (ERC-1271) ${PAYEE}, usable until 2027-01-16T07:59:59Z (1800086399)`,
      '    where recipient is the account itself',
      '    counts the call against limit 1 "calls"',
      '    counts amount against limit 0 "usdc"',
      '    only while the keeper says risk tier B or calmer',
      `  Limit 1 "calls": at most 3 calls in every 3600 seconds, counted from 2027-01-15T08:00:00Z (${START}), all keys together`,
      'Maximum fee: unlimited',
      `Paymasters: ${PAYEE}; what they ask for is no part of the maximum fee`,
      'Guards: 1, each asked before and after the calls of every use',
      `  Guard 0: ${PAYEE}, told 0x1234`,
      `Keeper: ecdsa ${PAYEE}, may pause the grant and say how dangerous things are`,
      `Replaces: grant ${hashGrant(old, MODULE)}, which ends; carried is what was spent of limit 0 "usdc"; starting at zero limit 1 "calls", the maximum fee`,
    ]) {
      expect(lines).toContain(line)
    }
  })

  it('shows arguments by their path, and sums over elements', () => {
    const abi = parseAbi([
      'struct Order { address maker; uint256 amount; bytes path; }',
      'function trade(Order[] orders, uint256[2] fees)',
    ])
    const { grant, annotations } = defineGrant({
      ...example,
      permissions: [
        permission({
          ...{ abi, target: PAYEE, functionName: 'trade', allowTokenMismatch: true },
          where: {
            'orders.length': atMost(3),
            'orders[*].maker': isAccount(),
            'orders[*].amount': atMost(5_000_000n),
            'orders[0].path': equal('0x1234'),
            'fees[1]': atMost(7n),
          },
          spends: { 'orders[*].amount': 'usdc' },
        }),
      ],
    })
    const lines = describeGrant(grant, MODULE, { tokens, annotations })
    const at = lines.findIndex((line) => line.startsWith('  Permission 0'))
    expect(lines.slice(at + 1, at + 8)).toEqual([
      '    where orders.length is at most 3',
      '    where each orders[*].maker is the account itself',
      '    where each orders[*].amount is at most 5 USDC (5000000)',
      '    where orders[0].path.length is equal to 2',
      `    where orders[0].path[0] is equal to 0x1234${'0'.repeat(60)}`,
      '    where fees[1] is at most 7',
      '    counts the sum of orders[*].amount against limit 0 "usdc"',
    ])
    expect(describeGrant(grant, MODULE)).toContain(
      '    where argument 0, each of its elements, its field 0 is the account itself',
    )
  })
})
