import { decodeFunctionData, size } from 'viem'
import { getUserOperationHash } from 'viem/account-abstraction'
import { expect, test } from 'vitest'
import { MODULE_TYPE, type OwnerAccountPort } from '../../sdk/onchain/accounts/accountPort.ts'
import {
  BATCH_MODE,
  encodeExecution,
  erc7579ExecuteAbi,
  SINGLE_MODE,
} from '../../sdk/onchain/accounts/encodeExecution.ts'
import { encodeInstallData } from '../../sdk/onchain/accounts/installData.ts'
import {
  prepareOperation,
  submitOperation,
  waitForOperation,
} from '../../sdk/onchain/actions/internal/operation.ts'
import { sendCalls } from '../../sdk/onchain/actions/sendCalls.ts'
import type { World } from '../integration/support/world.ts'

/** What every implementation of the account port has to do. `make` gives a fresh, funded, undeployed account. */
export function accountSuite(world: () => World, make: () => Promise<OwnerAccountPort>): void {
  test('names its EntryPoint by the address of its version', async () => {
    const { entryPoint } = await make()
    expect(world().stack.entryPoints[entryPoint.version]).toBe(entryPoint.address)
  })

  test('encodes one call packed and several as a batch, reverting as a whole', async () => {
    const port = await make()
    const call = { to: world().payee, value: 1n, data: '0x1234' } as const
    for (const [calls, mode] of [
      [[call], SINGLE_MODE],
      [[call, call], BATCH_MODE],
    ] as const) {
      const { functionName, args } = decodeFunctionData({
        abi: erc7579ExecuteAbi,
        data: port.encodeCalls(calls),
      })
      expect([functionName, args[0]]).toEqual(['execute', mode])
      expect(args[1]).toBe(encodeExecution(calls).executionCalldata)
    }
    expect(() => port.encodeCalls([])).toThrow(/no call/)
  })

  test('keeps the nonce keys of lanes, validators and the owner apart, within 192 bits', async () => {
    const port = await make()
    const { module, token } = world()
    const keys = [
      ...[0, 1, 65_535].map((lane) => port.validatorNonceKey({ validator: module, lane })),
      port.validatorNonceKey({ validator: token, lane: 0 }),
      port.ownerNonceKey({ lane: 0 }),
      port.ownerNonceKey({ lane: 1 }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key >= 0n && key >> 192n === 0n).toBe(true)
    for (const lane of [-1, 0.5, 2 ** 40]) {
      expect(() => port.validatorNonceKey({ validator: module, lane })).toThrow(/lane/)
    }
  })

  test('sends transactions of its own, deploying itself on the way, if it says so', async () => {
    const port = await make()
    const sending = sendCalls(world().owner(port), {
      calls: [{ to: world().payee, value: 1n }],
      path: 'direct',
    })
    if (port.self) await expect(sending).resolves.toMatchObject({ userOpHash: undefined })
    else await expect(sending).rejects.toMatchObject({ name: 'ClientIncompleteError' })
  })

  test('estimates with a stub as long as a signature, and refuses a wrong signature', async () => {
    const port = await make()
    const client = world().owner(port, { path: 'bundler' })
    const deployment = await port.deployment(client, 'bundler')
    const callData = port.encodeCalls([{ to: world().payee, value: 1n }])
    const { userOperation, userOpHash } = await prepareOperation(client, {
      port,
      callData: deployment.firstCallData?.(callData) ?? callData,
      nonceKey: port.ownerNonceKey({ lane: 0 }),
      stubSignature: port.stubSignature,
      deployment,
      context: { account: port.address },
    })
    const { address: entryPointAddress, version: entryPointVersion } = port.entryPoint
    const chainId = client.chain.id
    expect(userOpHash).toBe(
      getUserOperationHash({ chainId, entryPointAddress, entryPointVersion, userOperation }),
    )
    const signature = await port.signUserOperation({ userOpHash })
    expect(size(signature)).toBe(size(port.stubSignature))
    const context = { account: port.address }
    const submit = (signed: typeof userOperation) =>
      submitOperation(client, { userOperation: signed, entryPoint: entryPointAddress, context })
    const wrong = submit({ ...userOperation, signature: port.stubSignature })
    await expect(wrong).rejects.toMatchObject({ name: 'KeySignatureInvalidError' })
    await submit({ ...userOperation, signature })
    await waitForOperation(client, { userOpHash, context, counted: false })
  })

  test('installs and uninstalls the module type by type', async () => {
    const port = await make()
    const client = world().owner(port, { path: 'bundler' })
    const { module } = world()
    const initData = encodeInstallData({ grantor: (await world().signer()).key, adapter: world().payee })
    for (const [at, type] of [MODULE_TYPE.validator, MODULE_TYPE.executor].entries()) {
      const types = [type]
      await sendCalls(client, { calls: await port.installCalls({ client, module, initData, types }) })
      const state = await client.getAccountState()
      expect(state).toMatchObject({ epoch: BigInt(at + 1), installed: true, adapter: world().payee })
    }
    await expect(client.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
    const types = [MODULE_TYPE.executor, MODULE_TYPE.validator]
    await sendCalls(client, { calls: await port.uninstallCalls({ client, module, types }) })
    await expect(client.getInstalledTypes()).resolves.toEqual({ validator: false, executor: false })
  })
}
