import { type Address, encodeFunctionData, erc20Abi, parseEther } from 'viem'
import { entryPoint07Abi } from 'viem/account-abstraction'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { sendCalls } from '../../sdk/onchain/actions/sendCalls.ts'
import { ACCOUNT_CASES } from '../conformance/support/accountCases.ts'
import { type AccountWorld, startAccountWorld } from '../conformance/support/accountWorld.ts'
import { UNIT } from './support/world.ts'

// Every operation is traced, some of them several times.
vi.setConfig({ testTimeout: 60_000 })

let world: AccountWorld
beforeAll(async () => {
  world = await startAccountWorld({ safeMode: true })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** A factory that touches storage of the account has to have staked; those of public chains have. */
async function stakeFactory(port: OwnerAccountPort): Promise<void> {
  const { testClient, walletClient, publicClient } = world.stack
  const { factory } = await port.deployment(world.owner(port), 'bundler')
  if (!factory) throw new Error('unreachable: the account is not there yet')
  await testClient.impersonateAccount({ address: factory })
  await testClient.setBalance({ address: factory, value: parseEther('10') })
  const data = encodeFunctionData({ abi: entryPoint07Abi, functionName: 'addStake', args: [86_400] })
  const { address: to } = port.entryPoint
  const hash = await walletClient.sendTransaction({
    ...{ account: factory as Address, to, data, value: parseEther('1') },
  })
  await publicClient.waitForTransactionReceipt({ hash })
  await testClient.stopImpersonatingAccount({ address: factory })
}

/** The reference account has tests of its own: safe-mode.test.ts. */
const cases = ACCOUNT_CASES.filter(({ name, entryPoint }) =>
  name.startsWith('OpenZeppelin') ? entryPoint === '0.9' : /^(Safe|Kernel|Nexus)/.test(name),
)

describe.for(cases)(
  'a bundler that enforces ERC-7562 takes uses of $name on EntryPoint v$entryPoint',
  ({ foreign, make }) => {
    test('under a grant on chain, and with the signature of its owner', async () => {
      if (foreign && !world.contracts) return
      const { port, holderPort } = await make(world)
      await stakeFactory(port)
      const grantor = await world.signer()
      const owner = world.owner(port, { grantor, path: 'bundler' })
      await sendCalls(owner, { calls: [{ to: world.payee, value: 1n }] })
      const { epoch } = await owner.installModule()
      const calls = [
        { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
      ]
      for (const onChain of [true, false]) {
        const signer = await world.signer()
        const defined = await world.define(port, epoch, { sessionKey: signer.key })
        const approval = onChain ? undefined : await owner.signGrant({ grant: defined.grant })
        if (onChain) await owner.grant({ grant: defined.grant })
        const holder = world.holder(defined, port, { signer, approval, account: holderPort })
        await expect(holder.use({ calls, path: 'bundler' })).resolves.toMatchObject({ grants: !onChain })
      }
    })
  },
)
