import { type Address, erc20Abi, parseAbi, parseEther, parseUnits } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { projectArtifact } from '../../../scripts/local/artifacts.ts'
import type { Uniswap } from '../../../scripts/local/uniswap.ts'
import { deployUniswapRouters, type UniswapRouters } from '../../../scripts/local/uniswap-routers.ts'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../../sdk/onchain/actions/deployContract.ts'
import type { HolderClient } from '../../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../../sdk/onchain/clients/createOwnerClient.ts'
import type { Call } from '../../../sdk/onchain/grant/call.ts'
import type { DefineGrantParameters } from '../../../sdk/onchain/grant/defineGrant.ts'
import { PermissionNotGrantedError } from '../../../sdk/errors/index.ts'
import type { Preset } from '../../../sdk/onchain/permissions/index.ts'
import { startWorld, type World } from './world.ts'

/** The paths that tests of presets go by. */
export const SWAP_PATHS = ['bundler', 'direct'] as const
export type SwapPath = (typeof SWAP_PATHS)[number]

/** Balances in smallest units; `native` in wei. */
export type Balances = {
  readonly usdc: bigint
  readonly weth: bigint
  readonly dai: bigint
  readonly native: bigint
}

/** What a preset must refuse: the calls, the error's name and what its message begins with. */
export type NearMiss = readonly [title: string, calls: () => readonly Call[], name: string, message?: string]

/** A world with Uniswap, and one account of an owner that holds what its pools trade. */
export type SwapWorld = World & {
  readonly uniswap: Uniswap
  readonly routers: UniswapRouters
  /** BalanceGuard. */
  readonly guard: Address
  readonly account: OwnerAccountPort
  readonly owner: OwnerClient
  /** Anybody else, with as much of everything. */
  readonly stranger: Address
  /** A new grant of a preset, given, with its holder. */
  trader(preset: Preset, more?: Partial<DefineGrantParameters>): Promise<HolderClient>
  /** Uses a grant a second later than everything before: pairs of v2 write more once in a second, which no estimate could know. */
  trade(holder: HolderClient, path: SwapPath, calls: readonly Call[]): Promise<void>
  balances(of?: Address): Promise<Balances>
  /** Sends a transaction of the stranger's, or of the pools' deployer's. */
  asStranger(call: Call): Promise<void>
}

const mintAbi = parseAbi(['function mint(address to, uint256 amount)', 'function deposit() payable'])

/** Starts a {@link SwapWorld}; the account has 100 WETH, 1,000,000 USDC, 1,000,000 DAI and 200 in native value. */
export async function startSwapWorld(): Promise<SwapWorld> {
  const world = await startWorld({ uniswap: true })
  const { stack } = world
  const { uniswap } = stack
  if (!uniswap) throw new Error('unreachable: it was asked for')
  const routers = await deployUniswapRouters(stack, uniswap)
  const [sender, , , , stranger] = stack.accounts
  if (!stranger) throw new Error('unreachable: there are ten accounts')
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const guard = (await deployContract(stack.publicClient, { sender, bytecode })).address
  const account = await world.account({ kind: 'clone', entryPoint: '0.8' })
  const owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
  await fund(world, uniswap, account.address)
  await fund(world, uniswap, stranger.address)
  return Object.assign(world, {
    ...{ uniswap, routers, guard, account, owner, stranger: stranger.address },
    async trader(preset: Preset, more: Partial<DefineGrantParameters> = {}) {
      const { accessLevel: _, ...parts } = preset
      const { epoch } = await owner.getAccountState()
      const key = await world.signer()
      const maximumFee = preset.guards
        ? ({ budget: parseEther('1'), price: 'unlimited' } as const)
        : 'unlimited'
      const defined = await world.define(account, epoch, {
        maximumFee,
        ...parts,
        ...more,
        sessionKey: key.key,
      })
      await owner.grant({ grant: defined.grant })
      return world.holder(defined, account, { signer: key })
    },
    async trade(holder: HolderClient, path: SwapPath, calls: readonly Call[]) {
      await stack.clock.forward(1n)
      await holder.use({ calls, path })
    },
    async balances(of: Address = account.address) {
      const { usdc, weth, dai } = uniswap
      const balance = (token: Address) =>
        readContract(stack.publicClient, {
          ...{ address: token, abi: erc20Abi, functionName: 'balanceOf' },
          args: [of],
        })
      const native = stack.publicClient.getBalance({ address: of })
      return {
        ...{ usdc: await balance(usdc), weth: await balance(weth), dai: await balance(dai) },
        native: await native,
      }
    },
    async asStranger({ to, data, value }: Call) {
      const request = { account: stranger, to, ...(data ? { data } : {}), ...(value ? { value } : {}) }
      await stack.walletClient.sendTransactionSync({ ...request, throwOnReceiptRevert: true })
    },
  })
}

/** Expects that everybody refuses the calls for this reason: the check before sending, and the contract without it. */
export async function expectRefused(holder: HolderClient, path: SwapPath, miss: NearMiss): Promise<void> {
  const [title, calls, name, message = ''] = miss
  for (const check of [true, false]) {
    const failure = await holder.use({ calls: calls(), path, check }).then(
      () => expect.fail(`${title}: it was not refused`),
      (error: Error) => error,
    )
    // Where several permissions are about one contract, the check says of each why not.
    const reasons = failure instanceof PermissionNotGrantedError ? failure.reasons : [{ error: failure }]
    const said = reasons.map(({ error }) => `${error.name}: ${error.message}`)
    const expected = `${name}: ${message}`
    const matching = said.find((text) => text.startsWith(expected))
    expect(matching ?? said, title).toBe(matching ?? expected)
  }
}

async function fund(world: World, { usdc, dai, weth }: Uniswap, to: Address): Promise<void> {
  const { walletClient, testClient } = world.stack
  await testClient.setBalance({ address: to, value: parseEther('300') })
  const dollars = [
    [usdc, parseUnits('1000000', 6)],
    [dai, parseUnits('1000000', 18)],
  ] as const
  for (const [address, amount] of dollars) {
    const mint = { address, abi: mintAbi, functionName: 'mint', args: [to, amount] } as const
    await walletClient.writeContractSync({ ...mint, throwOnReceiptRevert: true })
  }
  await testClient.impersonateAccount({ address: to })
  await walletClient.writeContractSync({
    ...{ account: to, address: weth, abi: mintAbi, functionName: 'deposit', value: parseEther('100') },
    throwOnReceiptRevert: true,
  })
}
