import { delegatedAccount } from 'latchkey/onchain/owner'
import { type Address, createTestClient, defineChain, type Hex, http, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBlock } from 'viem/actions'
import { foundry } from 'viem/chains'
import { quickStart } from '../../../docs/examples/quickStart.ts'

/** What the program is told of the chain that it runs on, as JSON in its one argument. */
export type QuickStartSetting = {
  readonly rpcUrl: string
  readonly bundlerUrl: string
  readonly chainId: number
  readonly module: Address
  readonly ownerKey: Hex
  readonly implementation: Address
  readonly token: Address
  readonly payee: Address
}

// The quick start of the documentation, in a project that has the package from its tarball.
const given = JSON.parse(process.argv[2] ?? '{}') as QuickStartSetting
const chain = defineChain({ ...foundry, id: given.chainId })
const transport = http(given.rpcUrl)
const client = createTestClient({ chain, transport, mode: 'anvil' })
const { remaining, ...result } = await quickStart({
  connection: {
    ...{ chain, transport, bundlerTransport: http(given.bundlerUrl) },
    ...{ module: given.module, pollingInterval: 20 },
  },
  account: delegatedAccount({
    ...{ owner: privateKeyToAccount(given.ownerKey), implementation: given.implementation },
    entryPoint: '0.8',
  }),
  ...{ token: given.token, payee: given.payee, say: () => undefined },
  fund: (address) => client.setBalance({ address, value: parseEther('1') }),
  now: async () => Number((await getBlock(client)).timestamp),
})
console.log(JSON.stringify({ ...result, remaining: `${remaining}` }))
