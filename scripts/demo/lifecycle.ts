import { type Address, encodeFunctionData, erc20Abi, formatUnits } from 'viem'
import { erc7579Account, type OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { createHolderClient, type HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import { createOwnerClient, type OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { createRelayerClient } from '../../sdk/onchain/clients/createRelayerClient.ts'
import { createRotatorClient } from '../../sdk/onchain/clients/createRotatorClient.ts'
import type { Approval } from '../../sdk/onchain/clients/grantor.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { swapRouterAbi } from '../../sdk/onchain/permissions/uniswapV3RouterAbi.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { mintSessionKey } from '../../sdk/signers/mintSessionKey.ts'
import { SWAP_CAPS, swapGrant, turnedOnItself, usdc } from './grants.ts'
import type { Recorder, StepPath } from './steps.ts'
import type { World } from './world.ts'

type Call = { to: Address; data: `0x${string}` }

/** One account's way through the lifecycle. */
export async function runLifecycle(
  world: World,
  { label, port }: { label: string; port: OwnerAccountPort },
  recorder: Recorder,
): Promise<void> {
  const stage = await createStage(world, label, port, recorder)
  await tradeWithinBounds(stage)
  await tryToBreakOut(stage)
  await rotateKeys(stage)
  await revoke(stage)
}

type Stage = {
  readonly world: World
  readonly owner: OwnerClient
  readonly rotator: LocalSigner
  readonly granted: DefineGrantReturnType
  /** The bot with the grant's first key. */
  readonly holder: HolderClient
  readonly key: LocalSigner
  readonly epoch: bigint
  holderOf(granted: DefineGrantReturnType, signer: LocalSigner, approval?: Approval): HolderClient
  mint(): Promise<LocalSigner>
  allowed: (name: string, path: StepPath, work: () => Promise<Result>) => Promise<Result | undefined>
  refused: (
    name: string,
    path: StepPath,
    by: string,
    work: () => Promise<Result>,
  ) => Promise<Result | undefined>
}

type Result = { receipt?: { gasUsed: bigint } | undefined; detail?: string }

async function createStage(
  world: World,
  label: string,
  port: OwnerAccountPort,
  recorder: Recorder,
): Promise<Stage> {
  const { config } = world
  const allowed: Stage['allowed'] = (name, path, work) => recorder.run(label, { name, path }, work)
  const refused: Stage['refused'] = (name, path, refusedBy, work) =>
    recorder.run(label, { name, path, refusedBy }, work)
  const mint = async () => {
    const { signer } = await mintSessionKey()
    // Only for its own transactions; through the bundler the account pays.
    await world.fund(signer.address)
    return signer
  }
  const grantor = (await mintSessionKey()).signer
  const rotator = await mint()
  const owner = createOwnerClient({ ...config, account: port, grantor })
  let epoch = 0n
  await allowed('install the module', port.self ? 'transaction' : 'bundler', async () => {
    const result = await owner.installModule({ grantor: grantor.key })
    epoch = result.epoch
    return { ...result, detail: `as validator and executor, epoch ${epoch}` }
  })
  let key = rotator
  await allowed('mint a session key', 'offline', async () => {
    key = await mint()
    return { detail: key.address }
  })
  const granted = await swapGrant({
    ...{ world, account: port.address, epoch, sessionKey: key.key, rotator: rotator.key, seconds: 7_200 },
  })
  let approval: Approval | undefined
  await allowed('grant: the owner signs', 'offline', async () => {
    approval = await owner.signGrant({ grant: granted.grant })
    return { detail: `swaps of at most 100 USDC, 230 in all; ${granted.grantId}` }
  })
  const relayer = createRelayerClient({ ...config, sender: world.relayer })
  const holderOf: Stage['holderOf'] = (of, signer, signed) =>
    createHolderClient({
      ...{ ...config, grant: of.grant, annotations: of.annotations, signer, approval: signed },
      account: erc7579Account({ address: port.address, entryPoint: port.entryPoint.version }),
      relayer: (relayed, context) => relayer.carryUse({ relayed, context }),
    })
  const holder = holderOf(granted, key, approval)
  return { world, owner, rotator, granted, holder, key, epoch, holderOf, mint, allowed, refused }
}

async function tradeWithinBounds({ world, owner, granted, holder, allowed }: Stage): Promise<void> {
  const { account } = granted.grant
  const both = (amount: bigint) => [approve(world, amount), swap(world, account, amount)]
  await allowed('first use: approve and swap 50 USDC', 'bundler', async () => {
    const result = await holder.use({ calls: both(usdc('50')), path: 'bundler' })
    return { ...result, detail: `the grant starts with it; ${await left(holder, granted)}` }
  })
  await allowed('swap 50 USDC', 'bundler', async () => {
    const result = await holder.use({ calls: both(usdc('50')), path: 'bundler' })
    return { ...result, detail: await left(holder, granted) }
  })
  await allowed('swap 40 USDC', 'direct', async () => {
    const result = await holder.use({ calls: both(usdc('40')), path: 'direct' })
    return { ...result, detail: await left(holder, granted) }
  })
  await allowed('swap 10 USDC, carried by a relayer', 'relayed', async () => {
    const result = await holder.use({ calls: both(usdc('10')), path: 'relayed' })
    return { ...result, detail: await left(holder, granted) }
  })
  await allowed('publish what the grant allows', 'transaction', () => owner.grant({ grant: granted.grant }))
}

/** What a thief of the key would try. The SDK's own check is left out: the contract refuses. */
async function tryToBreakOut(stage: Stage): Promise<void> {
  const { world, owner, granted, holder, key, epoch, holderOf, refused, allowed } = stage
  const { account } = granted.grant
  const thief = world.relayer.address
  const attempt = (calls: Call[], path: 'bundler' | 'direct', by: HolderClient = holder, index = 0) =>
    by.use({ calls, path, check: false, permissionIndexes: calls.map(() => index) })
  const both = ['bundler', 'direct'] as const

  for (const path of both) {
    await refused('over the cap per call', path, 'ConditionFailedError', () =>
      attempt([swap(world, account, SWAP_CAPS.perCall + 1n)], path),
    )
    await refused('over the lifetime cap', path, 'LimitExceededError', () =>
      attempt([swap(world, account, SWAP_CAPS.perCall)], path),
    )
    await refused('wrong recipient', path, 'ConditionFailedError', () =>
      attempt([swap(world, thief, 1n)], path),
    )
    await refused('other function', path, 'SelectorNotAllowedError', () =>
      attempt([{ to: world.uniswap.router, data: '0xac9650d8' }], path),
    )
    await refused('other contract', path, 'TargetNotAllowedError', () =>
      attempt([{ to: world.uniswap.weth, data: swap(world, account, 1n).data }], path),
    )
  }
  const turned = turnedOnItself(granted)
  await allowed('grant calls to the account itself, by mistake', 'transaction', () =>
    owner.grant({ grant: turned.grant, publish: false }),
  )
  for (const path of both) {
    await refused('calling the account itself', path, 'TargetForbiddenError', () =>
      attempt([{ to: account, data: swap(world, account, 1n).data }], path, holderOf(turned, key)),
    )
  }
  await owner.revokeGrant({ grantId: turned.grantId })
  const brief = await swapGrant({ world, account, epoch, sessionKey: key.key, seconds: 60 })
  await allowed('grant for one minute', 'transaction', () => owner.grant({ grant: brief.grant }))
  await world.stack.clock.forward(120n)
  for (const path of both) {
    await refused('expired', path, 'GrantExpiredError', () =>
      attempt([approve(world, 1n)], path, holderOf(brief, key), 1),
    )
  }
}

async function rotateKeys(stage: Stage): Promise<void> {
  const { world, owner, rotator, granted, holder, key, holderOf, mint, allowed, refused } = stage
  const { grant } = granted
  const second = await mint()
  const third = await mint()
  const use = (by: HolderClient, path: 'bundler' | 'direct', amount: bigint) =>
    by.use({ calls: [approve(world, amount), swap(world, grant.account, amount)], path, check: false })

  await allowed('rotate: by the owner', 'transaction', () => owner.rotateKey({ grant, newKey: second.key }))
  for (const path of ['bundler', 'direct'] as const) {
    await refused('the old key', path, 'KeyEndedError', () => use(holder, path, usdc('1')))
  }
  await allowed('the new key swaps 40 USDC', 'bundler', async () => {
    const result = await use(holderOf(granted, second), 'bundler', usdc('40'))
    return { ...result, detail: `what was spent is remembered: ${await left(holder, granted)}` }
  })
  await allowed('rotate: by the rotator', 'transaction', async () =>
    createRotatorClient({ ...world.config, signer: rotator }).rotateKey({
      ...{ grant, oldKey: second.key, newKey: third.key },
    }),
  )
  await allowed('the third key swaps 30 USDC', 'direct', async () => {
    const result = await use(holderOf(granted, third), 'direct', usdc('30'))
    return { ...result, detail: await left(holder, granted) }
  })
  await refused('the third key over what is left', 'direct', 'LimitExceededError', () =>
    use(holderOf(granted, third), 'direct', usdc('40')),
  )
  await refused('the first key again', 'direct', 'KeyEndedError', () =>
    use(holderOf(granted, key), 'direct', 1n),
  )
}

async function revoke({
  world,
  owner,
  granted,
  holderOf,
  mint,
  epoch,
  allowed,
  refused,
}: Stage): Promise<void> {
  const { account } = granted.grant
  const calls = [approve(world, 1n)]
  const use = (by: HolderClient, path: 'bundler' | 'direct') => by.use({ calls, path, check: false })
  const signer = await mint()
  const other = await swapGrant({ world, account, epoch, sessionKey: signer.key, seconds: 7_200 })
  const holder = holderOf(other, signer)
  await allowed('grant by transaction', 'transaction', () => owner.grant({ grant: other.grant }))
  await allowed('use it', 'direct', () => use(holder, 'direct'))
  await allowed('revoke the grant', 'transaction', () => owner.revokeGrant({ grantId: other.grantId }))
  for (const path of ['bundler', 'direct'] as const) {
    await refused('a revoked grant', path, 'GrantEndedError', () => use(holder, path))
  }
  await refused('granting it again', 'transaction', 'GrantEndedError', () =>
    owner.grant({ grant: other.grant }),
  )
  await allowed('what is left', 'read', async () => {
    return { detail: `${await live(owner)}; ${await left(holder, granted)}` }
  })
  await allowed('revoke everything', 'transaction', () => owner.revokeAll())
  for (const path of ['bundler', 'direct'] as const) {
    await refused('a grant of an earlier epoch', path, 'GrantEpochEndedError', () =>
      use(holderOf(granted, signer), path),
    )
  }
  await allowed('what is left now', 'read', async () => ({ detail: await live(owner) }))
}

/** From chain data alone: the grants were published. */
async function live(owner: OwnerClient): Promise<string> {
  const { grants } = await owner.listGrants()
  const now = grants.filter((grant) => grant.contents === 'unknown' || grant.holds === 'now')
  return `grants that can be used: ${now.length}`
}

async function left(client: HolderClient, { grant, annotations }: DefineGrantReturnType): Promise<string> {
  const [swaps] = await client.getRemaining({ grant, annotations, limitIds: [0] })
  if (!swaps) throw new Error('unreachable: the grant has a limit')
  return `${formatUnits(swaps.remaining, 6)} of ${formatUnits(swaps.amount, 6)} USDC left to swap`
}

function approve({ uniswap }: World, amount: bigint): Call {
  const args = [uniswap.router, amount] as const
  return { to: uniswap.usdc, data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args }) }
}

function swap({ uniswap }: World, recipient: Address, amountIn: bigint): Call {
  const params = {
    ...{ tokenIn: uniswap.usdc, tokenOut: uniswap.weth, fee: uniswap.fee, recipient, amountIn },
    ...{ deadline: 2n ** 40n, amountOutMinimum: 1n, sqrtPriceLimitX96: 0n },
  }
  const data = encodeFunctionData({ abi: swapRouterAbi, functionName: 'exactInputSingle', args: [params] })
  return { to: uniswap.router, data }
}
