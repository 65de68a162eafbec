import { erc20Abi, http, type Transport } from 'viem'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import type { HolderClient, HolderClientConfig } from '../../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantParameters } from '../../../sdk/onchain/grant/defineGrant.ts'
import type { World } from './world.ts'

/** An account with the module, for the tests of one file. */
export type Home = {
  readonly world: World
  readonly account: OwnerAccountPort
  readonly owner: OwnerClient
  readonly epoch: bigint
}

/** A holder's client whose requests are counted. */
export type CountedHolder = { readonly holder: HolderClient; readonly methods: string[] }

/** Installs the module on a new account. */
export async function createHome(world: World): Promise<Home> {
  const account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  const owner = world.owner(account, { grantor: await world.signer() })
  const { epoch } = await owner.installModule()
  return { world, account, owner, epoch }
}

/** A transfer of the world's token to its payee. */
export function transferOf({ token, payee }: World, amount: bigint) {
  return { to: token, abi: erc20Abi, functionName: 'transfer', args: [payee, amount] } as const
}

/** A grant that was signed and is not on chain yet, and its holder. */
export async function newHolder(
  { world, account, owner, epoch }: Home,
  change: Partial<DefineGrantParameters> = {},
  more: Partial<HolderClientConfig> = {},
): Promise<CountedHolder> {
  const signer = more.signer ?? (await world.signer())
  const defined = await world.define(account, epoch, { sessionKey: signer.key, ...change })
  const approval = await owner.signGrant({ grant: defined.grant })
  const methods: string[] = []
  const holder = world.holder(defined, account, {
    ...{ signer, approval, margins: { start: 0, end: 0 } },
    transport: counted(world.stack.rpcUrl, methods),
    bundlerTransport: counted(world.stack.bundlerUrl, methods),
    ...more,
  })
  return { holder, methods }
}

/** A transport that writes down the method of each request. */
function counted(url: string | undefined, methods: string[]): Transport {
  const inner = http(url, { retryCount: 0 })
  return (parameters) => {
    const made = inner(parameters)
    const request = (args: { method: string }, options: unknown) => {
      methods.push(args.method)
      return made.request(args as never, options as never)
    }
    return { ...made, request: request as typeof made.request }
  }
}

/** Keeps the bundler from bundling, and the chain from mining, until the work is done. */
export async function heldUp<result>({ world }: Home, work: () => Promise<result>): Promise<result> {
  const { testClient } = world.stack
  await debugBundler(world, 'debug_bundler_setBundlingMode', ['manual'])
  await testClient.setAutomine(false)
  try {
    return await work()
  } finally {
    await testClient.setAutomine(true)
    await debugBundler(world, 'debug_bundler_setBundlingMode', ['auto'])
    await testClient.mine({ blocks: 1 })
  }
}

async function debugBundler({ stack }: World, method: string, params: unknown[]): Promise<void> {
  const { request } = http(stack.bundlerUrl, { retryCount: 0 })({})
  await request({ method: method as never, params: params as never })
}
