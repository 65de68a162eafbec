import {
  type Address,
  concatHex,
  encodeFunctionData,
  encodePacked,
  erc20Abi,
  hashDomain,
  hashTypedData,
  type Hex,
  parseEther,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from 'viem'
import { readContract, simulateContract } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { type Cow, deployCow, settlementAbi } from '../../scripts/local/cow.ts'
import { createDeployer, type Deployer } from '../../scripts/local/deployer.ts'
import { tokenAbi } from '../../scripts/local/uniswap-abi.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import {
  type CowOrdersParameters,
  cowDomain,
  cowOrders,
  cowOrderTypes,
  cowSettlementAbi,
  expandAccessLevel,
} from '../../sdk/onchain/permissions/index.ts'

import { refusals } from './support/refusals.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let cow: Cow
let ether: Address
let account: OwnerAccountPort
let owner: OwnerClient
let epoch: bigint
let validUntil: number

const deployer = (): Promise<Deployer> => createDeployer(world.stack.publicClient, world.stack.walletClient)

beforeAll(async () => {
  world = await startWorld({ bundler: false })
  const first = await deployer()
  ether = first.deploy('WETH', projectArtifact('contracts/mocks/MockERC20.sol'), ['Ether', 'WETH', 18])
  cow = deployCow(first)
  // What the settlement contract pays out of, as it does after trading elsewhere.
  const stock = [cow.settlement, parseEther('100')]
  first.call('stock', { to: ether, abi: tokenAbi, functionName: 'mint', args: stock })
  await first.settle()
  validUntil = Number(await world.stack.clock.now()) + 3_000
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account)
  ;({ epoch } = await owner.installModule({ grantor: 'nobody' }))
})
afterAll(() => world?.[Symbol.asyncDispose]())

const parameters = (): CowOrdersParameters => ({
  ...{ ...cow, chainId: world.stack.chain.id, sellToken: world.token, validUntil, kind: 'sell' },
  ...{ maxSellAmount: 100n * UNIT, limit: 150n * UNIT, appData: zeroHash },
  // 100 dollars for 0.04 ether: 2,500 dollars each.
  buy: [{ token: ether, minAmount: parseEther('0.04') }],
})

async function holderOf(more: Partial<CowOrdersParameters> = {}): Promise<HolderClient> {
  const key = await world.signer()
  const presets = [cowOrders({ ...parameters(), ...more })]
  const parts = expandAccessLevel({ accessLevel: 'trade', presets })
  const defined = await world.define(account, epoch, { sessionKey: key.key, ...parts })
  await owner.grant({ grant: defined.grant })
  return world.holder(defined, account, { signer: key })
}

const right = () => ({
  ...{ sellToken: world.token, buyToken: ether, receiver: account.address, validTo: validUntil },
  ...{ sellAmount: 100n * UNIT, buyAmount: parseEther('0.04'), appData: zeroHash as Hex, feeAmount: 0n },
  ...{ kind: 'sell', partiallyFillable: false, sellTokenBalance: 'erc20', buyTokenBalance: 'erc20' },
})
type Order = ReturnType<typeof right>

const order = (change: Partial<Order> = {}, domain = cowDomain({ ...cow, chainId: world.stack.chain.id })) =>
  ({ domain, types: cowOrderTypes, primaryType: 'Order', message: { ...right(), ...change } }) as const

const approve = (amount: bigint, spender = cow.vaultRelayer): Call => ({
  to: world.token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})

const balanceOf = (token: Address, of = account.address) =>
  readContract(world.stack.publicClient, {
    ...{ address: token, abi: erc20Abi, functionName: 'balanceOf' },
    args: [of],
  })

/** What the account has gained of either token since it was last asked. */
async function gains(since: readonly [dollars: bigint, ether: bigint]) {
  const [dollars, weth] = await holdings()
  return { dollars: dollars - since[0], ether: weth - since[1] }
}

async function holdings(): Promise<readonly [dollars: bigint, ether: bigint]> {
  return [await balanceOf(world.token), await balanceOf(ether)]
}

/** What the domain of the settlement contract is made of. */
const DOMAIN = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
]

/** Bits of a trade's flags: an order to buy, and an owner that answers through ERC-1271. */
const FLAGS = { buy: 1n, erc1271: 2n << 5n } as const

const INVALID_SIGNATURE = 'GPv2: invalid eip1271 signature'
/** Of the token to sell. */
const INSUFFICIENT_ALLOWANCE = toFunctionSelector('ERC20InsufficientAllowance(address,uint256,uint256)')

/** The solver's call that fills an order at exactly its price. */
function settlement(message: Order, signature: Hex) {
  const { kind, partiallyFillable: _, sellTokenBalance: __, buyTokenBalance: ___, ...terms } = message
  const trade = {
    ...{ ...terms, sellTokenIndex: 0n, buyTokenIndex: 1n, executedAmount: 0n },
    flags: (kind === 'buy' ? FLAGS.buy : 0n) | FLAGS.erc1271,
    signature: concatHex([account.address, signature]),
  }
  const tokens = [message.sellToken, message.buyToken]
  const prices = [message.buyAmount, message.sellAmount]
  const args = [tokens, prices, [trade], [[], [], []]] as const
  return { abi: settlementAbi, functionName: 'settle', args } as const
}

async function settle(message: Order, signature: Hex): Promise<void> {
  const solver = await deployer()
  solver.call('settling', { to: cow.settlement, ...settlement(message, signature) })
  await solver.settle()
}

/** Why the solver cannot fill an order: the reason that the call reverts with, or the selector of the error. */
async function whyNotSettled(message: Order, signature: Hex): Promise<string | undefined> {
  const [solver] = world.stack.accounts
  const call = { address: cow.settlement, account: solver.address, ...settlement(message, signature) }
  return simulateContract(world.stack.publicClient, call as never).then(
    () => expect.fail('it can be settled'),
    (error: Error) => error.message.split('\n')[1],
  )
}

const uidOf = (message: Order): Hex => {
  const digest = hashTypedData(order(message))
  return encodePacked(['bytes32', 'address', 'uint32'], [digest, account.address, message.validTo])
}

describe('an order of CoW Protocol', () => {
  let before: readonly [bigint, bigint]
  beforeEach(async () => {
    before = await holdings()
  })

  test('is of the domain and through the relayer of the real settlement contract', async () => {
    const contract = { address: cow.settlement, abi: settlementAbi } as const
    const { publicClient } = world.stack
    const relayer = await readContract(publicClient, { ...contract, functionName: 'vaultRelayer' })
    expect(relayer).toBe(cow.vaultRelayer)
    const separator = await readContract(publicClient, { ...contract, functionName: 'domainSeparator' })
    const { domain } = order()
    expect(hashDomain({ domain, types: { EIP712Domain: DOMAIN } } as never)).toBe(separator)
  })

  test('is signed by the session key and settled, paid out to the account', async () => {
    const holder = await holderOf()
    await holder.use({ calls: [approve(100n * UNIT)], path: 'direct' })
    const { hash, signature } = await holder.signMessage({ message: order() })
    expect(hash).toBe(hashTypedData(order()))
    await expect(owner.isValidMessage({ hash, signature })).resolves.toBe(true)
    await settle(right(), signature)
    expect(await gains(before)).toEqual({ dollars: -100n * UNIT, ether: parseEther('0.04') })
    const filled = { functionName: 'filledAmount', args: [uidOf(right())] } as const
    const contract = { address: cow.settlement, abi: settlementAbi } as const
    await expect(readContract(world.stack.publicClient, { ...contract, ...filled })).resolves.toBe(
      100n * UNIT,
    )
    // The settlement contract asks the account, and takes no other order with this signature.
    const other = { ...right(), buyAmount: parseEther('0.04') + 1n }
    await expect(whyNotSettled(other, signature)).resolves.toBe(INVALID_SIGNATURE)
  })

  test('to buy exactly is settled likewise, where it was asked for', async () => {
    const holder = await holderOf({ kind: 'any' })
    await holder.use({ calls: [approve(100n * UNIT)], path: 'direct' })
    const bought = { ...right(), kind: 'buy', buyAmount: parseEther('0.05') }
    const { signature } = await holder.signMessage({ message: order(bought) })
    await settle(bought, signature)
    expect(await gains(before)).toEqual({ dollars: -100n * UNIT, ether: parseEther('0.05') })
  })

  test('with address zero as receiver pays out to the account too, and has to be asked for', async () => {
    const zero = { ...right(), receiver: zeroAddress }
    const refused = (await holderOf()).signMessage({ message: order(zero) })
    await expect(refused).rejects.toMatchObject({ name: 'ConditionFailedError', argument: 'receiver' })
    for (const receiver of ['zero', 'either'] as const) {
      before = await holdings()
      const holder = await holderOf({ receiver })
      await holder.use({ calls: [approve(100n * UNIT)], path: 'direct' })
      // An order is filled once, so these differ.
      const own = { ...zero, validTo: validUntil - (receiver === 'zero' ? 1 : 2) }
      const { signature } = await holder.signMessage({ message: order(own) })
      await settle(own, signature)
      expect(await gains(before)).toEqual({ dollars: -100n * UNIT, ether: parseEther('0.04') })
    }
    const named = (await holderOf({ receiver: 'zero' })).signMessage({ message: order() })
    await expect(named).rejects.toMatchObject({ name: 'ConditionFailedError', argument: 'receiver' })
  })

  const condition = (argument: string) => ({ name: 'ConditionFailedError', argument })
  const misses: readonly [string, () => Partial<Order>, object][] = [
    ['another receiver', () => ({ receiver: world.payee }), condition('receiver')],
    ['another token to sell', () => ({ sellToken: ether }), condition('sellToken')],
    ['another token to buy', () => ({ buyToken: world.token }), condition('buyToken')],
    ['one unit more to sell', () => ({ sellAmount: 100n * UNIT + 1n }), condition('sellAmount')],
    ['one unit less to buy', () => ({ buyAmount: parseEther('0.04') - 1n }), condition('buyAmount')],
    ['one second longer', () => ({ validTo: validUntil + 1 }), condition('validTo')],
    ['other metadata', () => ({ appData: `0x${'1'.repeat(64)}` }), condition('appData')],
    ['a fee', () => ({ feeAmount: 1n }), condition('feeAmount')],
    ['the other kind', () => ({ kind: 'buy' }), condition('kind')],
    ['filling in parts', () => ({ partiallyFillable: true }), condition('partiallyFillable')],
    [
      'a balance in the vault to sell',
      () => ({ sellTokenBalance: 'internal' }),
      condition('sellTokenBalance'),
    ],
    [
      'an allowance of the vault to sell',
      () => ({ sellTokenBalance: 'external' }),
      condition('sellTokenBalance'),
    ],
    ['a balance in the vault to buy', () => ({ buyTokenBalance: 'internal' }), condition('buyTokenBalance')],
  ]

  describe('is refused', () => {
    let holder: HolderClient
    beforeAll(async () => {
      holder = await holderOf()
    })

    test.for(misses)('for %s', async ([, change, expected]) => {
      const message = order(change())
      await expect(holder.signMessage({ message })).rejects.toMatchObject(expected)
      // Signed nevertheless, it is nothing that the account stands by.
      const { hash, signature } = await holder.signMessage({ message, check: false })
      await expect(owner.isValidMessage({ hash, signature })).resolves.toBe(false)
    })

    test('for another contract, chain or version', async () => {
      const domain = cowDomain({ ...cow, chainId: world.stack.chain.id })
      const others = [
        { ...domain, verifyingContract: world.payee },
        { ...domain, chainId: 1n },
        { ...domain, version: 'v3' as 'v2' },
      ]
      for (const other of others) {
        const message = order({}, other)
        const refused = holder.signMessage({ message })
        await expect(refused).rejects.toMatchObject({ name: 'MessageNotGrantedError' })
      }
    })

    test('in its approval of another, or of one unit more', async () => {
      const cases = [
        [approve(1n, world.payee), condition('spender')],
        [approve(1n, cow.settlement), condition('spender')],
        [approve(100n * UNIT + 1n), condition('amount')],
      ] as const
      for (const [call, expected] of cases) {
        const { checked, byContract } = await refusals(holder, [call], 'direct')
        expect(checked).toMatchObject(expected)
        expect(byContract).toMatchObject(expected)
      }
    })

    test('as soon as the grant is over, though it was signed before', async () => {
      const ending = await holderOf()
      await ending.use({ calls: [approve(100n * UNIT)], path: 'direct' })
      const late = { ...right(), validTo: validUntil - 3 }
      const { signature } = await ending.signMessage({ message: order(late) })
      await owner.revokeGrant({ grantId: ending.grantId })
      await expect(whyNotSettled(late, signature)).resolves.toBe(INVALID_SIGNATURE)
      expect(await gains(before)).toEqual({ dollars: 0n, ether: 0n })
    })
  })

  test('is invalidated on chain where that was asked for', async () => {
    const uid = uidOf({ ...right(), validTo: validUntil - 4 })
    const data = encodeFunctionData({ abi: cowSettlementAbi, functionName: 'invalidateOrder', args: [uid] })
    const calls = [{ to: cow.settlement, data }]
    const refused = (await holderOf()).use({ calls, path: 'direct' })
    await expect(refused).rejects.toMatchObject({ name: 'TargetNotAllowedError' })
    const holder = await holderOf({ cancellation: true })
    await holder.use({ calls: [...calls, approve(100n * UNIT)], path: 'direct' })
    const { signature } = await holder.signMessage({ message: order({ validTo: validUntil - 4 }) })
    // What was filled of it is set to the largest number, to which nothing can be added.
    const late = { ...right(), validTo: validUntil - 4 }
    await expect(whyNotSettled(late, signature)).resolves.toBe('SafeMath: addition overflow')
  })

  test('a stolen key sells the limit at the worst price, however many orders it signs', async () => {
    const holder = await holderOf()
    const signed = async (validTo: number) => {
      const message = { ...right(), validTo }
      const { signature } = await holder.signMessage({ message: order(message) })
      return { message, signature }
    }
    const [first, second, third] = [
      await signed(validUntil - 5),
      await signed(validUntil - 6),
      await signed(validUntil - 7),
    ]
    await holder.use({ calls: [approve(100n * UNIT)], path: 'direct' })
    await settle(first.message, first.signature)
    await expect(whyNotSettled(second.message, second.signature)).resolves.toBe(INSUFFICIENT_ALLOWANCE)
    // What is left of the limit, which is not enough for another order of this size.
    const { checked, byContract } = await refusals(holder, [approve(50n * UNIT + 1n)], 'direct')
    for (const error of [checked, byContract]) {
      expect(error).toMatchObject({
        name: 'LimitExceededError',
        requested: 50n * UNIT + 1n,
        remaining: 50n * UNIT,
      })
    }
    await holder.use({ calls: [approve(50n * UNIT)], path: 'direct' })
    await expect(whyNotSettled(third.message, third.signature)).resolves.toBe(INSUFFICIENT_ALLOWANCE)
    expect(await gains(before)).toEqual({ dollars: -100n * UNIT, ether: parseEther('0.04') })
  })
})
