import { type Address, concatHex, encodeFunctionData, pad, parseAbi, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { contractKey, ecdsaKey, KeyKind } from '../../sdk/core/key.ts'
import { erc7579Account, type OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { another, delegateOf, drift, found } from './support/drift.ts'
import { type Scene, startScene } from './support/scene.ts'
import type { World } from './support/world.ts'

let scene: Scene
let world: World

beforeAll(async () => {
  scene = await startScene()
  ;({ world } = scene)
})
afterAll(() => scene?.[Symbol.asyncDispose]())

const uninstall = (account: OwnerAccountPort, type: 1n | 2n) => ({
  to: account.address,
  data: encodeFunctionData({
    abi: parseAbi(['function uninstallModule(uint256 type, address module, bytes data)']),
    functionName: 'uninstallModule',
    args: [type, world.module, '0x'],
  }),
})

describe('nothing is found', () => {
  test('of a grant that is as it should be, whatever is asked about', async () => {
    const { account, granted, itself } = await another(scene)
    const implementation = await delegateOf(scene, account.address)
    await expect(
      drift(
        scene,
        { granted },
        {
          ...{ paths: ['bundler', 'direct', 'relayed'], implementation },
          ...{ owner: itself.address, grantor: ecdsaKey(itself.address) },
        },
      ),
    ).resolves.toMatchObject({ usable: true, findings: [] })
  })

  test('of a clone of its owner', async () => {
    const { granted, itself } = await another(scene, 'clone')
    const asked = { owner: itself.address, grantor: ecdsaKey(itself.address) }
    await expect(found(scene, { granted }, asked)).resolves.toEqual([])
  })
})

describe('the account', () => {
  test('without one path, without both, and with them', async () => {
    const { account, owner, granted } = await another(scene)
    const validator = await another(scene)
    await validator.owner.sendCalls({ calls: [uninstall(validator.account, 1n)] })
    const moved = await found(scene, validator)
    expect(moved).toEqual(['error epoch-moved', 'warning validator-missing'])
    await expect(found(scene, validator, { paths: ['bundler'] })).resolves.toContain(
      'error validator-missing',
    )
    await expect(found(scene, validator, { paths: ['direct'] })).resolves.toContain(
      'warning validator-missing',
    )
    await owner.sendCalls({ calls: [uninstall(account, 2n)] })
    await expect(found(scene, { granted })).resolves.toContain('warning executor-missing')
    await expect(found(scene, { granted }, { paths: ['relayed'] })).resolves.toContain(
      'error executor-missing',
    )
    await owner.sendCalls({ calls: [uninstall(account, 1n)] })
    await expect(found(scene, { granted })).resolves.toEqual([
      'error epoch-moved',
      'error validator-missing',
      'error executor-missing',
    ])
  })

  test('whose delegation is gone, changed, or leads to no account, and back again', async () => {
    const { account, granted } = await another(scene)
    const { testClient, publicClient } = world.stack
    const { address } = account
    const before = (await publicClient.getCode({ address })) ?? '0x'
    const implementation: Address = `0x${before.slice(8)}`
    await testClient.setCode({ address, bytecode: '0x' })
    await expect(found(scene, { granted })).resolves.toEqual(['error account-without-code'])
    await testClient.setCode({ address, bytecode: concatHex(['0xef0100', world.token]) })
    await expect(found(scene, { granted }, { implementation })).resolves.toEqual([
      'error delegation-changed',
      'error account-unreadable',
    ])
    await testClient.setCode({ address, bytecode: before })
    await expect(found(scene, { granted }, { implementation })).resolves.toEqual([])
    const clone = await another(scene, 'clone')
    await expect(found(scene, clone, { implementation: world.token })).resolves.toEqual([])
  })

  test('with a hook, without one, and with an owner that it does not tell', async () => {
    const { publicClient, testClient, accounts, entryPoints } = world.stack
    const { bytecode } = projectArtifact('contracts/mocks/MockHookedAccount.sol')
    const { address } = await deployContract(publicClient, {
      sender: accounts[0],
      bytecode: concatHex([bytecode, pad(entryPoints['0.7'])]),
    })
    await testClient.setBalance({ address: entryPoints['0.7'], value: 10n ** 18n })
    await testClient.impersonateAccount({ address: entryPoints['0.7'] })
    for (const type of [1n, 2n]) {
      const data = encodeFunctionData({
        abi: parseAbi(['function installModule(uint256 type, address module, bytes data)']),
        functionName: 'installModule',
        args: [type, world.module, '0x'],
      })
      const hash = await world.stack.walletClient.sendTransaction({
        account: entryPoints['0.7'],
        to: address,
        data,
      })
      await publicClient.waitForTransactionReceipt({ hash })
    }
    const port = erc7579Account({ address, entryPoint: '0.7' }) as OwnerAccountPort
    const { epoch } = await scene.client.getAccountState({ account: address })
    const key = await world.signer()
    const granted = await world.define(port, epoch, { sessionKey: key.key })
    const grant = encodeFunctionData({
      abi: parseAbi(['function grant(bytes32 grantId, bytes contents)']),
      functionName: 'grant',
      args: [granted.grantId, '0x'],
    })
    await testClient.impersonateAccount({ address })
    await testClient.setBalance({ address, value: 10n ** 18n })
    await world.stack.walletClient.sendTransaction({ account: address, to: world.module, data: grant })
    await expect(found(scene, { granted })).resolves.toEqual([])
    await expect(found(scene, { granted }, { owner: accounts[1].address })).resolves.toEqual([
      'notice owner-untold',
    ])
    // Behind the sets of validators and executors and the fallback handlers.
    await testClient.setStorageAt({ address, index: 5, value: pad(world.token) })
    const read = {
      address,
      abi: parseAbi(['function hook() view returns (address)']),
      functionName: 'hook',
    } as const
    expect((await publicClient.readContract(read)).toLowerCase()).toBe(world.token.toLowerCase())
    await expect(found(scene, { granted })).resolves.toEqual(['warning hook-installed'])
  })
})

describe('who grants', () => {
  test('somebody else than the owner thinks, and who it thinks', async () => {
    const { granted, itself } = await another(scene)
    const other = await world.signer()
    await expect(found(scene, { granted }, { grantor: other.key })).resolves.toEqual([
      'warning grantor-changed',
    ])
    await expect(found(scene, { granted }, { grantor: ecdsaKey(itself.address) })).resolves.toEqual([])
  })

  test('who is no owner, whose account has another owner, and who is one', async () => {
    const { granted, owner, itself } = await another(scene, 'clone')
    const other = await world.signer()
    await expect(found(scene, { granted }, { owner: other.address })).resolves.toEqual([
      'error owner-changed',
    ])
    await expect(found(scene, { granted }, { owner: itself.address })).resolves.toEqual([])
    await owner.setGrantor({ grantor: other.key })
    await expect(found(scene, { granted }, { grantor: other.key })).resolves.toContain(
      'warning grantor-not-owner',
    )
  })

  test('by a validator that is gone, or a contract without code, and neither', async () => {
    const { granted, owner } = await another(scene)
    const validator = { kind: KeyKind.account, key: concatHex([world.token, zeroAddress]) } as const
    await owner.setGrantor({ grantor: validator })
    await expect(found(scene, { granted }, { grantor: validator })).resolves.toContain('warning grantor-gone')
    const bare = contractKey((await world.signer()).address)
    await owner.setGrantor({ grantor: bare })
    await expect(found(scene, { granted }, { grantor: bare })).resolves.toContain('warning grantor-gone')
    const there = contractKey(world.token)
    await owner.setGrantor({ grantor: there })
    await expect(found(scene, { granted }, { grantor: there })).resolves.not.toContain('warning grantor-gone')
  })
})
