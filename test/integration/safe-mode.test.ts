import { erc20Abi, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'

// A bundler that enforces ERC-7562: no banned opcode, no foreign storage, in any kind of use.
let world: World
beforeAll(async () => {
  world = await startWorld({ bundler: { safeMode: true } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

describe.for(FLAVOURS)('in safe mode, a $kind account on EntryPoint v$entryPoint', (flavour) => {
  // Tracing takes a second or two for each operation.
  test('grants on first use, spends limits, batches and rotates', { timeout: 90_000 }, async () => {
    const account = await world.account(flavour)
    const owner = world.owner(account, { grantor: await world.signer() })
    const { epoch } = await owner.installModule({ path: flavour.kind === 'clone' ? 'bundler' : 'direct' })
    const [key, next] = [await world.signer(), await world.signer()]
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    const approval = await owner.signGrant({ grant: granted.grant })
    const holder = world.holder(granted, account, { signer: key, approval })
    const transfer = {
      to: world.token,
      abi: erc20Abi,
      functionName: 'transfer',
      args: [world.payee, UNIT],
    } as const
    const first = await holder.use({ calls: [transfer], path: 'bundler' })
    expect(first.grants).toBe(true)
    const calls = [transfer, { to: world.payee, value: parseEther('0.1') }] as const
    await holder.use({ calls, path: 'bundler' })
    await owner.rotateKey({ grant: granted.grant, newKey: next.key })
    await world.holder(granted, account, { signer: next }).use({ calls, path: 'bundler' })
    await expect(owner.getRemaining(granted)).resolves.toMatchObject([
      { spent: 3n * UNIT },
      { spent: parseEther('0.2') },
    ])
    const refused = holder.use({ calls, path: 'bundler', check: false })
    await expect(refused).rejects.toMatchObject({ name: 'KeyEndedError' })
  })
})
