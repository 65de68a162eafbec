import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import {
  createdAddress,
  ecdsaOwner,
  kernelOwnerAccount,
  linkedListUninstallData,
  MODULE_TYPE,
  nexusCreation,
  nexusOwnerAccount,
  safe7579OwnerAccount,
} from '../../sdk/onchain/accounts/index.ts'
import { sendCalls } from '../../sdk/onchain/actions/sendCalls.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { UNIT } from '../integration/support/world.ts'
import { ACCOUNT_CASES, type MadeAccount } from './support/accountCases.ts'
import type { AccountWorld } from './support/accountWorld.ts'

const kernelAbi = parseAbi([
  'function installModule(uint256 type, address module, bytes data)',
  'function currentNonce() view returns (uint32)',
  'function invalidateNonce(uint32 nonce)',
])

const BOTH = [MODULE_TYPE.validator, MODULE_TYPE.executor]

/** What holds for single accounts of other people, and what is refused there. */
export function accountRulesSuite(world: () => AccountWorld): void {
  const make = (name: string): Promise<MadeAccount> => {
    const found = ACCOUNT_CASES.find((one) => one.name.startsWith(name))
    if (!found) throw new Error(`unreachable: there is a case of ${name}`)
    return found.make(world())
  }
  const transfer = () =>
    ({ to: world().token, abi: erc20Abi, functionName: 'transfer', args: [world().payee, UNIT] }) as const
  const granted = async ({ port, holderPort }: MadeAccount, more = {}) => {
    const owner = world().owner(port, { path: 'bundler' })
    const signer = await world().signer()
    const { epoch } = await owner.getAccountState()
    const defined = await world().define(port, epoch, { sessionKey: signer.key, ...more })
    await owner.grant({ grant: defined.grant })
    return { owner, holder: world().holder(defined, port, { signer, account: holderPort }) }
  }

  test("puts a Safe's adapter out of reach, whatever the grant says, and nothing else", async () => {
    const made = await make('Safe')
    await world().owner(made.port).installModule({ grantor: 'nobody' })
    const { adapter } = made.port
    if (!adapter) throw new Error('unreachable: a Safe has one')
    const shared = { abi: erc20Abi, functionName: 'transfer' } as const
    const permissions = [adapter, world().token].map((target) => permission({ ...shared, target }))
    const { holder } = await granted(made, { permissions, limits: {} })
    for (const path of ['bundler', 'direct'] as const) {
      const reach = { calls: [{ ...transfer(), to: adapter }], path }
      await expect(holder.use(reach)).rejects.toMatchObject({ name: 'TargetForbiddenError' })
      await holder.use({ calls: [transfer()], path })
    }
    const unchecked = { check: false, permissionIndexes: [0], path: 'direct' } as const
    const reach = holder.use({ calls: [{ ...transfer(), to: adapter }], ...unchecked })
    await expect(reach).rejects.toMatchObject({ name: 'TargetForbiddenError' })
  })

  test("refuses to record another address in place of a Safe's adapter", async () => {
    const { port } = await make('Safe')
    const owner = world().owner(port)
    const other = owner.installModule({ grantor: 'nobody', adapter: world().payee })
    await expect(other).rejects.toMatchObject({ name: 'AdapterMismatchError', adapter: port.adapter })
    await owner.installModule({ grantor: 'nobody', adapter: port.adapter })
    await expect(owner.getAccountState()).resolves.toMatchObject({ adapter: port.adapter })
  })

  test("says when the module is installed without a Safe's adapter, and records it when it is installed again", async () => {
    const { port } = await make('Safe')
    const owner = world().owner(port)
    const { module } = world()
    const install = { client: owner, module, initData: '0x', types: BOTH } as const
    await sendCalls(owner, { calls: await port.installCalls(install) })
    const without = { name: 'AdapterUnrecordedError', adapter: port.adapter, recorded: undefined }
    await expect(owner.installModule({ grantor: 'nobody' })).rejects.toMatchObject(without)
    await owner.uninstallModule()
    await owner.installModule({ grantor: 'nobody' })
    await expect(owner.getAccountState()).resolves.toMatchObject({ adapter: port.adapter })
    await expect(owner.installModule({ grantor: 'nobody' })).resolves.toMatchObject({ sent: false })
  })

  test("refuses a Safe's port that names another adapter than the Safe's own", async () => {
    const { port } = await make('Safe')
    const client = world().owner(port)
    await sendCalls(client, { calls: [{ to: world().payee, value: 1n }] })
    const { ownerValidator } = world()
    const { address, signUserOperation, stubSignature } = port
    const owner = { signUserOperation, stubSignature }
    const wrong = safe7579OwnerAccount({ address, owner, ownerValidator, adapter: world().payee })
    const installing = world().owner(wrong).installModule({ grantor: 'nobody' })
    const named = { name: 'AdapterMismatchError', adapter: port.adapter, asked: world().payee }
    await expect(installing).rejects.toMatchObject(named)
  })

  test('refuses to install on Kernel with a hook', async () => {
    const { port } = await make('Kernel')
    const owner = ecdsaOwner({ account: privateKeyToAccount(generatePrivateKey()), form: 'hash' })
    const hooked = () => kernelOwnerAccount({ address: port.address, owner, hook: world().payee })
    expect(hooked).toThrow(expect.objectContaining({ name: 'AccountHookError', hook: world().payee }))
  })

  test('finds a hook on Kernel, refuses the bundler and offers the direct path', async () => {
    const made = await make('Kernel')
    const { port } = made
    const { module } = world()
    const owner = world().owner(port)
    const hook = await deployHook(world())
    const parts = encodeAbiParameters(parseAbiParameters('bytes, bytes, bytes'), ['0x', '0x00', '0xe9ae5c53'])
    const install = encodeFunctionData({
      ...{ abi: kernelAbi, functionName: 'installModule' },
      args: [MODULE_TYPE.validator, module, concatHex([hook, parts])],
    })
    await sendCalls(owner, { calls: [{ to: port.address, data: install }] })
    await owner.installModule({ grantor: 'nobody' })
    const { holder } = await granted(made)
    await expect(holder.use({ calls: [transfer()], path: 'bundler' })).rejects.toMatchObject({
      ...{ name: 'AccountHookError', hook, message: expect.stringContaining('direct path') },
    })
    await holder.use({ calls: [transfer()], path: 'direct' })
  })

  test('sees that Kernel invalidated the validator and left the executor', async () => {
    const made = await make('Kernel')
    const { address } = made.port
    const owner = world().owner(made.port)
    await owner.installModule({ grantor: 'nobody' })
    const read = { address, abi: kernelAbi, functionName: 'currentNonce' } as const
    const nonce = (await world().stack.publicClient.readContract(read)) + 1
    const data = encodeFunctionData({ abi: kernelAbi, functionName: 'invalidateNonce', args: [nonce] })
    await sendCalls(owner, { calls: [{ to: address, data }] })
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: false, executor: true })
    const { holder } = await granted(made)
    const use = holder.use({ calls: [transfer()], path: 'bundler' })
    await expect(use).rejects.toMatchObject({ name: 'ModuleNotInstalledError', type: 'validator' })
    await holder.use({ calls: [transfer()], path: 'direct' })
    await owner.installModule({ grantor: 'nobody' })
    await expect(owner.getInstalledTypes()).resolves.toEqual({ validator: true, executor: true })
    const again = await granted(made)
    await again.holder.use({ calls: [transfer()], path: 'bundler' })
  })

  test('drives no account of another make or version', async () => {
    const { port } = await make('Kernel')
    const client = world().owner(port)
    await sendCalls(client, { calls: [{ to: world().payee, value: 1n }] })
    const { address, signUserOperation, stubSignature } = port
    const { ownerValidator } = world()
    const wrong = nexusOwnerAccount({
      ...{ address, ownerValidator, owner: { signUserOperation, stubSignature } },
    })
    const refusal = { name: 'AccountUnsupportedError', accountId: 'kernel.advanced.v0.3.1' }
    const mistaken = world().owner(wrong)
    await expect(mistaken.installModule({ grantor: 'nobody' })).rejects.toMatchObject(refusal)
    await client.installModule({ grantor: 'nobody' })
    await expect(mistaken.uninstallModule()).rejects.toMatchObject(refusal)
    await client.uninstallModule()
  })

  test('finds the neighbour of a module in its list, and none of one that is not there', async () => {
    const { port } = await make('Nexus')
    const client = world().owner(port)
    await client.installModule({ grantor: 'nobody' })
    const account = port.address
    const [module, absent] = [world().module, world().token]
    for (const type of BOTH) {
      const data = await linkedListUninstallData(client, { account, module, type })
      // Last in, first in the list.
      expect(BigInt(data.slice(0, 66))).toBe(1n)
      const missing = linkedListUninstallData(client, { account, module: absent, type })
      await expect(missing).rejects.toMatchObject({ name: 'ModuleNotInstalledError' })
    }
  })

  test('takes a revert of the account for a no to a message, and no account for no answer', async () => {
    const { port } = await make('Kernel')
    const client = world().owner(port)
    const asked = { hash: `0x${'11'.repeat(32)}`, signature: `0x01${world().module.slice(2)}00` } as const
    await expect(client.isValidMessage(asked)).rejects.toMatchObject({ name: 'RequestFailedError' })
    await client.installModule({ grantor: 'nobody' })
    await expect(client.isValidMessage(asked)).resolves.toBe(false)
  })

  test('tells no address of an account that its factory would not create', async () => {
    const { registry, ownerValidator, contracts } = world()
    if (!contracts) throw new Error('unreachable: this suite needs them')
    const { address: attester } = await world().signer()
    const creation = nexusCreation({
      ...{ ownerValidator, ownerValidatorData: attester, contracts: contracts.nexus },
      registry: { address: registry, trusts: { attesters: [attester], threshold: 1 } },
    })
    const { publicClient } = world().stack
    const address = () => createdAddress(publicClient, { creation, entryPoint: '0.7' })
    await expect(address()).rejects.toMatchObject({ name: 'RequestFailedError' })
    await world().attest({ by: attester, module: ownerValidator, type: MODULE_TYPE.validator })
    await expect(address()).resolves.toMatch(/^0x[0-9a-fA-F]{40}$/)
  })
}

/** A hook that says yes to whatever Kernel asks it. */
async function deployHook({ deploy, stack }: AccountWorld) {
  const hook = await deploy('contracts/mocks/MockPuppet.sol')
  const abi = parseAbi(['function behave(bytes reply, uint256 appetite, bool watching)'])
  const reply = `0x${'1'.padStart(64, '0')}` as const
  const data = encodeFunctionData({ abi, functionName: 'behave', args: [reply, 0n, false] })
  const hash = await stack.walletClient.sendTransaction({ to: hook, data })
  await stack.publicClient.waitForTransactionReceipt({ hash })
  return hook
}
