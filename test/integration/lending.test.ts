import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  maxUint256,
  parseAbi,
  parseEther,
  parseUnits,
} from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Aave, deployAave } from '../../scripts/local/aave.ts'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { createDeployer, type Deployer } from '../../scripts/local/deployer.ts'
import { tokenAbi } from '../../scripts/local/uniswap-abi.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import {
  aaveV3Lending,
  aaveV3PoolAbi,
  erc4626Vault,
  erc4626VaultAbi,
  expandAccessLevel,
  type Preset,
} from '../../sdk/onchain/permissions/index.ts'
import { refusals } from './support/refusals.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['bundler', 'direct'] as const

/** A price in dollars, as oracles have it. */
const dollars = (price: string) => parseUnits(price, 8)

let world: World
let aave: Aave
let ether: Address
let vault: Address
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint

/** The account that deploys. It sends from elsewhere too, so its transactions are counted anew each time. */
const deployer = (): Promise<Deployer> => createDeployer(world.stack.publicClient, world.stack.walletClient)

beforeAll(async () => {
  world = await startWorld()
  const first = await deployer()
  ether = first.deploy('WETH', projectArtifact('contracts/mocks/MockERC20.sol'), ['Ether', 'WETH', 18])
  vault = first.deploy('vault', projectArtifact('contracts/mocks/MockERC4626.sol'), [world.token])
  const risk = { loanToValue: 8_000n, liquidationThreshold: 8_500n }
  aave = deployAave(first, [
    { asset: world.token, decimals: 6, price: dollars('1'), liquidity: 100_000n * UNIT, ...risk },
    { asset: ether, decimals: 18, price: dollars('2500'), liquidity: parseEther('100'), ...risk },
  ])
  await first.settle()
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function newAccount() {
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.7' })
  owner = world.owner(account)
  ;({ epoch } = await owner.installModule({ grantor: 'nobody' }))
}

async function holderOf(preset: Preset): Promise<HolderClient> {
  const key = await world.signer()
  const parts = expandAccessLevel({ accessLevel: 'trade', presets: [preset] })
  const defined = await world.define(account, epoch, { sessionKey: key.key, ...parts })
  expect(defined.warnings).toEqual([])
  await owner.grant({ grant: defined.grant })
  return world.holder(defined, account, { signer: key, margins: { start: 0, end: 0 } })
}

const balanceOf = (token: Address, of = account.address) =>
  readContract(world.stack.publicClient, {
    ...{ address: token, abi: erc20Abi, functionName: 'balanceOf' },
    args: [of],
  })

const approve = (token: Address, spender: Address, amount: bigint): Call => ({
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

describe('Aave v3', () => {
  const healthAbi = parseAbi([
    'function getUserAccountData(address user) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 loanToValue, uint256 healthFactor)',
    'function liquidationCall(address collateral, address debt, address user, uint256 debtToCover, bool receiveAToken)',
    'function flashLoanSimple(address receiver, address asset, uint256 amount, bytes params, uint16 code)',
    'function setUserEMode(uint8 categoryId)',
    'function repayWithATokens(address asset, uint256 amount, uint256 rateMode) returns (uint256)',
    'function approveDelegation(address delegatee, uint256 amount)',
  ])
  type Functions = typeof aaveV3PoolAbi
  const call = (name: Functions[number]['name'], args: readonly unknown[]): Call => ({
    to: aave.pool,
    data: encodeFunctionData({ abi: aaveV3PoolAbi, functionName: name, args } as never),
  })
  const supply = (amount: bigint, onBehalfOf = account.address, asset = world.token) =>
    call('supply', [asset, amount, onBehalfOf, 0])
  const withdraw = (amount: bigint, to = account.address, asset = world.token) =>
    call('withdraw', [asset, amount, to])
  const borrow = (amount: bigint, onBehalfOf = account.address, rateMode = 2n, asset = ether) =>
    call('borrow', [asset, amount, rateMode, 0, onBehalfOf])
  const repay = (amount: bigint, onBehalfOf = account.address, rateMode = 2n, asset = ether) =>
    call('repay', [asset, amount, rateMode, onBehalfOf])

  const preset = () =>
    aaveV3Lending({
      pool: aave.pool,
      supply: [{ asset: world.token, maxPerCall: 500n * UNIT, limit: 800n * UNIT }],
      withdraw: [{ asset: world.token, maxPerCall: 200n * UNIT, limit: 300n * UNIT }],
      borrow: [{ asset: ether, maxPerCall: parseEther('0.1'), limit: parseEther('0.15') }],
      repay: [{ asset: ether, maxPerCall: parseEther('0.1'), limit: parseEther('0.3') }],
    })

  const standing = async () => {
    const [collateral, debt, , , , health] = await readContract(world.stack.publicClient, {
      ...{ address: aave.pool, abi: healthAbi, functionName: 'getUserAccountData' },
      args: [account.address],
    })
    return { collateral, debt, health }
  }

  /**
   * A use with gas to spare on the direct path. What is estimated is taken as it is there, and a call that comes a second later costs more:
   * interest is due then.
   */
  const use = (holder: HolderClient, path: (typeof PATHS)[number], calls: readonly Call[]) =>
    holder.use({ calls, path, ...(path === 'direct' ? { gas: 1_500_000n } : {}) })

  describe.for(PATHS)('on the %s path', (path) => {
    let holder: HolderClient

    beforeAll(async () => {
      await newAccount()
      holder = await holderOf(preset())
    })

    test('is supplied, borrowed from, repaid and withdrawn from, all for the account', async () => {
      await use(holder, path, [approve(world.token, aave.pool, 500n * UNIT), supply(500n * UNIT)])
      await expect(balanceOf(world.token)).resolves.toBe(500n * UNIT)
      await expect(balanceOf(aave.aToken(world.token))).resolves.toBe(500n * UNIT)

      await use(holder, path, [borrow(parseEther('0.1'))])
      await expect(balanceOf(ether)).resolves.toBe(parseEther('0.1'))
      // 500 dollars at 85 % against 250.
      expect(await standing()).toEqual({
        collateral: dollars('500'),
        debt: dollars('250'),
        health: parseEther('1.7'),
      })

      await use(holder, path, [approve(ether, aave.pool, parseEther('0.1')), repay(parseEther('0.1'))])
      // What is left is the interest of some seconds.
      await expect(balanceOf(ether)).resolves.toBe(0n)
      expect((await standing()).debt).toBeLessThan(dollars('0.0001'))
      await expect(balanceOf(aave.variableDebtToken(ether))).resolves.toBeLessThan(parseEther('0.00000001'))

      await use(holder, path, [withdraw(200n * UNIT)])
      await expect(balanceOf(world.token)).resolves.toBe(700n * UNIT)
      const limits = await holder.getRemaining({ grant: holder.grant })
      expect(limits.map(({ remaining }) => remaining)).toEqual([
        300n * UNIT,
        100n * UNIT,
        parseEther('0.05'),
        parseEther('0.2'),
      ])
    })

    const condition = (argument: string) => ({ name: 'ConditionFailedError', argument })
    const misses: readonly [string, () => Call, object][] = [
      ['a supply for another', () => supply(UNIT, world.payee), condition('onBehalfOf')],
      ['a supply of another asset', () => supply(1n, account.address, ether), condition('asset')],
      ['a supply of one unit more', () => supply(500n * UNIT + 1n), condition('amount')],
      [
        'another referral',
        () => call('supply', [world.token, UNIT, account.address, 1]),
        condition('referralCode'),
      ],
      ['a withdrawal to another', () => withdraw(UNIT, world.payee), condition('to')],
      ['a withdrawal of another asset', () => withdraw(1n, account.address, ether), condition('asset')],
      ['a withdrawal of one unit more', () => withdraw(200n * UNIT + 1n), condition('amount')],
      ['a withdrawal of everything', () => withdraw(maxUint256), condition('amount')],
      ['a debt of another', () => borrow(1n, world.payee), condition('onBehalfOf')],
      ['a debt at the stable rate', () => borrow(1n, account.address, 1n), condition('interestRateMode')],
      ['a debt in another asset', () => borrow(1n, account.address, 2n, world.token), condition('asset')],
      ['a debt of one unit more', () => borrow(parseEther('0.1') + 1n), condition('amount')],
      ['repaying for another', () => repay(1n, world.payee), condition('onBehalfOf')],
      ['repaying another rate', () => repay(1n, account.address, 1n), condition('interestRateMode')],
      ['repaying everything', () => repay(maxUint256), condition('amount')],
      ['approving another', () => approve(world.token, world.payee, 1n), condition('spender')],
      [
        'approving one unit more',
        () => approve(world.token, aave.pool, 500n * UNIT + 1n),
        condition('amount'),
      ],
    ]
    test.for(misses)('refuses %s', async ([, make, expected]) => {
      const { checked, byContract } = await refusals(holder, [make()], path)
      expect(checked).toMatchObject(expected)
      expect(byContract).toMatchObject(expected)
    })

    test('refuses what is left of a limit and one unit more', async () => {
      const calls = [approve(world.token, aave.pool, 301n * UNIT), supply(300n * UNIT + 1n)]
      const { checked, byContract } = await refusals(holder, calls, path)
      const expected = { name: 'LimitExceededError', requested: 300n * UNIT + 1n, remaining: 300n * UNIT }
      expect(checked).toMatchObject({ ...expected, limitId: 0 })
      expect(byContract).toMatchObject({ ...expected, limitId: 0 })
    })

    test('refuses flash loans, credit delegation, efficiency modes and collateral switches', async () => {
      const other = (to: Address, functionName: string, args: readonly unknown[]): Call => ({
        to,
        data: encodeFunctionData({ abi: healthAbi, functionName, args } as never),
      })
      const calls = [
        other(aave.pool, 'flashLoanSimple', [account.address, ether, 1n, '0x', 0]),
        other(aave.pool, 'setUserEMode', [0]),
        other(aave.pool, 'repayWithATokens', [ether, 1n, 2n]),
        other(aave.variableDebtToken(ether), 'approveDelegation', [world.payee, 1n]),
        call('setUserUseReserveAsCollateral', [world.token, false]),
      ]
      for (const one of calls) {
        const refused = holder.use({ calls: [one], path })
        await expect(refused).rejects.toMatchObject({ name: 'PermissionNotGrantedError' })
      }
    })
  })

  test('lets the holder switch collateral where that was asked for', async () => {
    await newAccount()
    const supplied = { asset: world.token, maxPerCall: 500n * UNIT, limit: 500n * UNIT }
    const holder = await holderOf(
      aaveV3Lending({ pool: aave.pool, supply: [supplied], switchCollateral: [world.token] }),
    )
    const off = (asset: Address) => call('setUserUseReserveAsCollateral', [asset, false])
    const calls = [approve(world.token, aave.pool, UNIT), supply(UNIT), off(world.token)]
    await use(holder, 'direct', calls)
    expect((await standing()).collateral).toBe(0n)
    const { checked, byContract } = await refusals(holder, [off(ether)], 'direct')
    for (const error of [checked, byContract]) {
      expect(error).toMatchObject({ name: 'ConditionFailedError', argument: 'asset' })
    }
  })

  test('a stolen key brings the account close to liquidation, and nothing to the thief', async () => {
    await newAccount()
    const holder = await holderOf(preset())
    const send = (calls: readonly Call[]) => use(holder, 'direct', calls)
    await send([approve(world.token, aave.pool, 500n * UNIT), supply(500n * UNIT)])
    await send([approve(world.token, aave.pool, 300n * UNIT), supply(300n * UNIT)])
    await send([borrow(parseEther('0.1')), borrow(parseEther('0.05'))])
    await send([withdraw(200n * UNIT), withdraw(100n * UNIT)])
    for (const call of [borrow(1n), withdraw(1n)]) {
      const { checked } = await refusals(holder, [call], 'direct')
      expect(checked).toMatchObject({ name: 'LimitExceededError', requested: 1n, remaining: 0n })
    }
    // Everything is the account's still: its debt in its own hands, 500 dollars at 85 % against 375.
    await expect(balanceOf(ether)).resolves.toBe(parseEther('0.15'))
    await expect(balanceOf(world.token)).resolves.toBe(500n * UNIT)
    const { health } = await standing()
    expect(health).toBeGreaterThan(parseEther('1.1333'))
    expect(health).toBeLessThan(parseEther('1.1334'))

    // What it costs: ether rises by a fifth, and a liquidator takes half of the debt with 5 % on top.
    const liquidator = await deployer()
    aave.setPrice(liquidator, ether, dollars('3000'))
    const debt = parseEther('0.075')
    liquidator.call('minting', {
      to: ether,
      abi: tokenAbi,
      functionName: 'mint',
      args: [liquidator.account, debt],
    })
    liquidator.call('approving', {
      to: ether,
      abi: tokenAbi,
      functionName: 'approve',
      args: [aave.pool, debt],
    })
    liquidator.call('liquidating', {
      ...{ to: aave.pool, abi: healthAbi, functionName: 'liquidationCall' },
      args: [world.token, ether, account.address, debt, false],
    })
    aave.setPrice(liquidator, ether, dollars('2500'))
    await liquidator.settle()
    const left = await balanceOf(aave.aToken(world.token))
    // 500 less 225 and the bonus, up to the interest of some seconds.
    expect(left / 10_000n).toBe((500n * UNIT - (225n * UNIT * 105n) / 100n) / 10_000n)
  })
})

describe('an ERC-4626 vault', () => {
  const call = (
    functionName: 'deposit' | 'mint' | 'withdraw' | 'redeem',
    ...args: readonly unknown[]
  ): Call => ({
    to: vault,
    data: encodeFunctionData({ abi: erc4626VaultAbi, functionName, args } as never),
  })
  const self = () => account.address
  const preset = () =>
    erc4626Vault({
      ...{ vault, asset: world.token },
      deposit: { maxPerCall: 300n * UNIT, limit: 500n * UNIT },
      mint: {
        maxPerCall: 100n * UNIT,
        limit: 150n * UNIT,
        maxAssetsPerCall: 200n * UNIT,
        assetsLimit: 200n * UNIT,
      },
      withdraw: { maxPerCall: 100n * UNIT, limit: 150n * UNIT },
      redeem: { maxPerCall: 100n * UNIT, limit: 150n * UNIT },
    })

  describe.for(PATHS)('on the %s path', (path) => {
    let holder: HolderClient

    beforeAll(async () => {
      await newAccount()
      holder = await holderOf(preset())
    })

    test('takes and gives back what is the account’s own', async () => {
      const use = (...calls: readonly Call[]) => holder.use({ calls, path })
      await use(approve(world.token, vault, 300n * UNIT), call('deposit', 300n * UNIT, self()))
      await expect(balanceOf(vault)).resolves.toBe(300n * UNIT)
      await use(approve(world.token, vault, 100n * UNIT), call('mint', 100n * UNIT, self()))
      await expect(balanceOf(vault)).resolves.toBe(400n * UNIT)
      await expect(balanceOf(world.token)).resolves.toBe(600n * UNIT)
      await use(call('withdraw', 100n * UNIT, self(), self()))
      await use(call('redeem', 100n * UNIT, self(), self()))
      await expect(balanceOf(vault)).resolves.toBe(200n * UNIT)
      await expect(balanceOf(world.token)).resolves.toBe(800n * UNIT)
      const limits = await holder.getRemaining({ grant: holder.grant })
      const left = [200n, 50n, 300n, 50n, 50n].map((amount) => amount * UNIT)
      expect(limits.map(({ remaining }) => remaining)).toEqual(left)
    })

    const condition = (argument: string) => ({ name: 'ConditionFailedError', argument })
    const payee = () => world.payee
    const misses: readonly [string, () => Call, object][] = [
      ['a deposit for another', () => call('deposit', UNIT, payee()), condition('receiver')],
      ['a deposit of one unit more', () => call('deposit', 300n * UNIT + 1n, self()), condition('assets')],
      ['shares for another', () => call('mint', UNIT, payee()), condition('receiver')],
      ['one share more', () => call('mint', 100n * UNIT + 1n, self()), condition('shares')],
      ['a withdrawal to another', () => call('withdraw', UNIT, payee(), self()), condition('receiver')],
      ["a withdrawal of another's", () => call('withdraw', UNIT, self(), payee()), condition('owner')],
      [
        'a withdrawal of one unit more',
        () => call('withdraw', 100n * UNIT + 1n, self(), self()),
        condition('assets'),
      ],
      ['shares redeemed to another', () => call('redeem', UNIT, payee(), self()), condition('receiver')],
      ["another's shares redeemed", () => call('redeem', UNIT, self(), payee()), condition('owner')],
      [
        'one share redeemed more',
        () => call('redeem', 100n * UNIT + 1n, self(), self()),
        condition('shares'),
      ],
      ['approving another', () => approve(world.token, payee(), 1n), condition('spender')],
      ['approving one unit more', () => approve(world.token, vault, 300n * UNIT + 1n), condition('amount')],
    ]
    test.for(misses)('refuses %s', async ([, make, expected]) => {
      const { checked, byContract } = await refusals(holder, [make()], path)
      expect(checked).toMatchObject(expected)
      expect(byContract).toMatchObject(expected)
    })

    test('refuses transfers of the shares', async () => {
      const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee(), 1n] })
      const use = holder.use({ calls: [{ to: vault, data: transfer }], path })
      await expect(use).rejects.toMatchObject({ name: 'PermissionNotGrantedError' })
    })
  })

  test('a stolen key moves no more than the approvals into a vault whose shares have become dear', async () => {
    await newAccount()
    const holder = await holderOf(preset())
    // Somebody doubles the price of a share by giving the vault as much as it holds.
    const assets = await balanceOf(world.token, vault)
    const giver = await deployer()
    giver.call('giving', { to: world.token, abi: tokenAbi, functionName: 'mint', args: [vault, assets] })
    await giver.settle()
    const mint = call('mint', 100n * UNIT, self())
    await holder.use({ calls: [approve(world.token, vault, 200n * UNIT), mint], path: 'direct' })
    const spent = 1_000n * UNIT - (await balanceOf(world.token))
    expect(spent).toBeGreaterThan(199n * UNIT)
    expect(spent).toBeLessThanOrEqual(200n * UNIT)
    // Fifty shares are left of the limit, and 500 of what may be approved: nothing counts what they cost but this.
    const deposits = [approve(world.token, vault, 300n * UNIT), call('deposit', 300n * UNIT, self())]
    await holder.use({ calls: deposits, path: 'direct' })
    const more = await refusals(holder, [approve(world.token, vault, 200n * UNIT + 1n)], 'direct')
    for (const error of [more.checked, more.byContract]) {
      expect(error).toMatchObject({ name: 'LimitExceededError', limitId: 2, remaining: 200n * UNIT })
    }
    // What went in is there, in shares of the account.
    const worth = await readContract(world.stack.publicClient, {
      ...{
        address: vault,
        abi: parseAbi(['function convertToAssets(uint256 shares) view returns (uint256)']),
      },
      ...{ functionName: 'convertToAssets', args: [await balanceOf(vault)] },
    })
    expect(500n * UNIT - worth).toBeLessThan(4n)
  })
})
