import { type Address, keccak256, stringToHex, toFunctionSelector, zeroHash } from 'viem'
import { describe, expect, it } from 'vitest'
import { PermissionInvalidError, PermissionOverlapError } from '../../sdk/errors/index.ts'
import { defineGrant, type PermissionDefinition, tokenLimit } from '../../sdk/onchain/grant/index.ts'
import {
  aaveV3Lending,
  type CowOrdersParameters,
  cowOrders,
  cowOrderTypes,
  erc4626Vault,
  type Preset,
} from '../../sdk/onchain/permissions/index.ts'
import { encodeType } from '../../sdk/onchain/grant/eip712.ts'

import { example, USDC } from './support/example.ts'

const POOL: Address = '0x9999999999999999999999999999999999999999'
const WETH: Address = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'

const names = ({ permissions }: Preset) => permissions.map(({ item }) => item?.name)
const one = (asset: Address) => ({ asset, maxPerCall: 10n, limit: 100n })

/** What the approval of a token admits at most. */
const approved = ({ permissions }: Preset, token: Address) =>
  permissions
    .filter(({ target, item }) => target === token && item?.name === 'approve')
    .map(({ conditions }: PermissionDefinition) => conditions.map(({ values }) => values.map(BigInt)))

describe('aaveV3Lending', () => {
  it('has the selectors of Aave v3', () => {
    const preset = aaveV3Lending({
      ...{ pool: POOL, supply: [one(USDC)], withdraw: [one(USDC)], borrow: [one(WETH)], repay: [one(WETH)] },
      switchCollateral: [USDC],
    })
    expect(preset.permissions.map(({ selector }) => selector)).toEqual([
      '0x617ba037',
      '0x69328dec',
      '0xa415bcad',
      '0x573ade81',
      '0x5a3b74b9',
      ...['0x095ea7b3', '0x095ea7b3'],
    ])
    expect(preset.accessLevel).toBe('trade')
    expect(() => defineGrant({ ...example, ...preset })).not.toThrow()
  })

  it('allows only what is named, and something', () => {
    expect(names(aaveV3Lending({ pool: POOL, withdraw: [one(USDC)] }))).toEqual(['withdraw'])
    expect(names(aaveV3Lending({ pool: POOL, repay: [one(USDC)] }))).toEqual(['repay', 'approve'])
    expect(() => aaveV3Lending({ pool: POOL })).toThrow(PermissionInvalidError)
    expect(() => aaveV3Lending({ pool: POOL, supply: [], switchCollateral: [] })).toThrow(
      PermissionInvalidError,
    )
  })

  it('approves one asset once, for the larger of supplying and repaying', () => {
    const lower = USDC.toLowerCase() as Address
    const preset = aaveV3Lending({
      ...{ pool: POOL, supply: [one(USDC)] },
      repay: [{ asset: lower, maxPerCall: 20n, limit: 20n }],
    })
    expect(approved(preset, USDC)).toEqual([[[BigInt(POOL)], [20n]]])
  })

  it('names limits of several assets apart, and asks about permissions for one function', () => {
    const preset = aaveV3Lending({
      ...{ pool: POOL, supply: [one(USDC), one(WETH)] },
      borrow: [{ ...one(WETH), limitName: 'debt' }],
    })
    expect(Object.keys(preset.limits)).toEqual(['supply', 'supply2', 'debt'])
    expect(() => defineGrant({ ...example, ...preset })).toThrow(PermissionOverlapError)
    expect(() => defineGrant({ ...example, ...preset, allowOverlapping: true })).not.toThrow()
  })
})

describe('erc4626Vault', () => {
  const bounds = { maxPerCall: 10n, limit: 100n }
  const vault = { vault: POOL, asset: USDC } as const

  it('has the selectors of ERC-4626', () => {
    const mint = { ...bounds, maxAssetsPerCall: 30n, assetsLimit: 300n }
    const all = { deposit: bounds, mint, withdraw: bounds, redeem: bounds }
    const preset = erc4626Vault({ ...vault, ...all, limitPrefix: 'vault.' })
    const signatures = [
      'deposit(uint256,address)',
      'mint(uint256,address)',
      'withdraw(uint256,address,address)',
      'redeem(uint256,address,address)',
      'approve(address,uint256)',
    ]
    expect(preset.permissions.map(({ selector }) => selector)).toEqual(signatures.map(toFunctionSelector))
    expect(approved(preset, USDC)).toEqual([[[BigInt(POOL)], [30n]]])
    expect(preset.limits).toEqual({
      'vault.deposit': tokenLimit({ token: USDC, amount: 100n }),
      'vault.mint': tokenLimit({ token: POOL, amount: 100n }),
      'vault.approve': tokenLimit({ token: USDC, amount: 400n }),
      'vault.withdraw': tokenLimit({ token: USDC, amount: 100n }),
      'vault.redeem': tokenLimit({ token: POOL, amount: 100n }),
    })
    expect(() => defineGrant({ ...example, ...preset })).not.toThrow()
  })

  it('counts approvals where shares are minted only, and approves nothing where nothing goes in', () => {
    const deposits = erc4626Vault({ ...vault, deposit: bounds })
    expect(Object.keys(deposits.limits)).toEqual(['deposit'])
    expect(approved(deposits, USDC)).toEqual([[[BigInt(POOL)], [10n]]])
    const mints = erc4626Vault({ ...vault, mint: { ...bounds, maxAssetsPerCall: 3n, assetsLimit: 30n } })
    expect(mints.limits['approve']).toEqual(tokenLimit({ token: USDC, amount: 30n }))
    expect(names(erc4626Vault({ ...vault, redeem: bounds }))).toEqual(['redeem'])
    expect(() => erc4626Vault(vault)).toThrow(PermissionInvalidError)
  })
})

describe('cowOrders', () => {
  const parameters: CowOrdersParameters = {
    ...{ settlement: POOL, vaultRelayer: WETH, chainId: 1, sellToken: USDC, validUntil: 2_000_000_000 },
    ...{ maxSellAmount: 10n, limit: 100n, appData: zeroHash, kind: 'sell' },
    buy: [{ token: WETH, minAmount: 3n }],
  }

  it('is about the type that GPv2Order hashes', () => {
    const type = encodeType('Order', cowOrderTypes)
    expect(keccak256(stringToHex(type))).toBe(
      '0xd5a25ba2e97094ad7d83dc28a6572da797d6b3e7fc6663bd93efb789fc17e489',
    )
  })

  it('makes one message for each token to buy and each way to name the receiver', () => {
    const buy = [...parameters.buy, { token: POOL, minAmount: 'any' as const }]
    const { messages = [] } = cowOrders({ ...parameters, buy, receiver: 'either' })
    expect(messages.map(({ pinned }) => pinned)).toEqual([true, false, true, false])
    // With a least amount there is a condition more.
    expect(messages.map(({ message }) => message.conditions.length)).toEqual([12, 12, 11, 11])
    const { warnings } = defineGrant({ ...example, ...cowOrders({ ...parameters, receiver: 'zero' }) })
    expect(warnings.map(({ code }) => code)).toEqual(['messages-uncounted', 'message-unpinned'])
  })

  it('counts approvals, of an order with its fee at most', () => {
    const preset = cowOrders({ ...parameters, maxFeeAmount: 2n, limitName: 'cow' })
    expect(approved(preset, USDC)).toEqual([[[BigInt(WETH)], [12n]]])
    expect(preset.permissions.map(({ spends }) => spends.map(({ limit }) => limit))).toEqual([['cow']])
    expect(preset.limits).toEqual({ cow: tokenLimit({ token: USDC, amount: 100n }) })
  })

  it.each<[string, Partial<CowOrdersParameters>]>([
    ['nothing to buy', { buy: [] }],
    ['a least amount of 0', { buy: [{ token: WETH, minAmount: 0n }] }],
    ['no end', { validUntil: 2 ** 32 }],
    ['an end of 0', { validUntil: 0 }],
    ['metadata of another length', { appData: '0x12' }],
  ])('refuses %s', (_name, change) => {
    expect(() => cowOrders({ ...parameters, ...change })).toThrow(PermissionInvalidError)
  })

  it('lets go of the price, the metadata and the kind by name, and of the price with full access only', () => {
    const preset = cowOrders({
      ...{ ...parameters, appData: 'any', kind: 'any', buy: [{ token: WETH, minAmount: 'any' }] },
    })
    expect([cowOrders(parameters).accessLevel, preset.accessLevel]).toEqual(['trade', 'full'])
    const [any] = preset.messages ?? []
    expect(any?.message.conditions).toHaveLength(9)
  })
})
