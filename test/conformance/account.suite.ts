import { decodeFunctionData, erc20Abi, size } from 'viem'
import { getUserOperationHash } from 'viem/account-abstraction'
import { createSiweMessage } from 'viem/siwe'
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
import { signInMessage } from '../../sdk/onchain/grant/messageDefinition.ts'
import { amend } from '../integration/support/amend.ts'
import { UNIT, type World } from '../integration/support/world.ts'

/** What every implementation of the account port has to do. `make` gives a fresh, funded, undeployed account. */
export function accountSuite(world: () => World, make: () => Promise<OwnerAccountPort>): void {
  const transfer = () =>
    ({ to: world().token, abi: erc20Abi, functionName: 'transfer', args: [world().payee, UNIT] }) as const

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

  test('makes its ERC-1271 ask the validator that a signature names', async () => {
    const port = await make()
    const owner = world().owner(port)
    const { epoch } = await owner.installModule({ grantor: 'nobody' })
    const signer = await world().signer()
    const messages = [signInMessage({ site: 'site.example', uncounted: true }).message]
    const granted = amend(await world().define(port, epoch, { sessionKey: signer.key }), { messages })
    await owner.grant({ grant: granted.grant })
    const chainId = world().stack.chain.id
    const fields = { domain: 'site.example', uri: 'https://site.example/', version: '1' } as const
    const message = createSiweMessage({
      ...fields,
      address: port.address,
      chainId,
      nonce: 'abcdefgh12345678',
    })
    const holder = world().holder(granted, port, { signer })
    const { hash, signature } = await holder.signMessage({ message })
    await expect(owner.isValidMessage({ hash, signature })).resolves.toBe(true)
    await owner.revokeGrant(granted)
    await expect(owner.isValidMessage({ hash, signature })).resolves.toBe(false)
  })

  test('comes to be with its first operation, and only once', async () => {
    const port = await make()
    const client = world().owner(port, { path: 'bundler' })
    expect(await port.deployment(client, 'bundler')).not.toEqual({})
    await sendCalls(client, { calls: [{ to: world().payee, value: 1n }] })
    expect(await world().stack.publicClient.getCode({ address: port.address })).toBeDefined()
    expect(await port.deployment(client, 'bundler')).toEqual({})
    await sendCalls(client, { calls: [{ to: world().payee, value: 1n }], lane: 1 })
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
    const { userOperation, userOpHash } = await prepareOperation(client, {
      port,
      callData: port.encodeCalls([{ to: world().payee, value: 1n }]),
      nonceKey: port.ownerNonceKey({ lane: 0 }),
      stubSignature: port.stubSignature,
      deployment: await port.deployment(client, 'bundler'),
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
    const client = world().owner(port)
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

  test('lets a session key in on both paths', async () => {
    const port = await make()
    const client = world().owner(port)
    const key = await world().signer()
    const granted = await world().define(port, await client.epochAfterInstall(), { sessionKey: key.key })
    await client.installModule({ grantor: 'nobody', grant: granted.grant })
    const holder = world().holder(granted, port, { signer: key })
    await holder.use({ calls: [transfer()], path: 'bundler' })
    await holder.use({ calls: [transfer(), transfer()], path: 'direct' })
    await expect(client.getRemaining({ grant: granted.grant })).resolves.toMatchObject([
      { spent: 3n * UNIT },
      { spent: 0n },
    ])
  })
}
