import { type Address, concatHex, encodeFunctionData, erc20Abi, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { KeyKind } from '../../sdk/core/key.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { hashKey } from '../../sdk/onchain/grant/hash.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import type { Signer } from '../../sdk/signers/signer.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let validator: Address
let judge: LocalSigner
/** A contract that answers ERC-1271: another account, which asks the validator. */
let multisig: OwnerAccountPort

const configAbi = parseAbi(['function installModule(uint256 moduleTypeId, address module, bytes initData)'])

beforeAll(async () => {
  world = await startWorld({ bundler: false })
  const { bytecode } = projectArtifact('contracts/mocks/MockOwnerValidator.sol')
  const [sender] = world.stack.accounts
  validator = (await deployContract(world.stack.publicClient, { sender, bytecode })).address
  judge = await world.signer()
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  multisig = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
  for (const port of [account, multisig]) {
    const args = [1n, validator, judge.address] as const
    const data = encodeFunctionData({ abi: configAbi, functionName: 'installModule', args })
    await world.owner(port).sendCalls({ calls: [{ to: port.address, data }] })
  }
})
afterAll(() => world?.[Symbol.asyncDispose]())

const calls = () => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
]

/** What the grantor signs with, and what signs in its stead. */
const kinds: readonly [string, () => Signer, () => Promise<Signer>][] = [
  ['an address', () => judge, () => world.signer()],
  [
    'a contract',
    () => ({
      key: { kind: KeyKind.contract, key: multisig.address },
      sign: async ({ hash }) => concatHex([validator, await judge.sign({ hash })]),
    }),
    async () => {
      const other = await world.signer()
      const sign: Signer['sign'] = async ({ hash }) => concatHex([validator, await other.sign({ hash })])
      return { key: { kind: KeyKind.contract, key: multisig.address }, sign }
    },
  ],
  [
    "the account's own ERC-1271, by the prefix of one validator",
    () => ({ ...judge, key: { kind: KeyKind.account, key: validator } }),
    async () => ({ ...(await world.signer()), key: { kind: KeyKind.account, key: validator } }),
  ],
]

describe.for(kinds)('%s as grantor', ([, right, wrong]) => {
  test('is recorded, which moves the epoch, and then grants and revokes by signature', async () => {
    const grantor = right()
    const before = await owner.getAccountState()
    await owner.setGrantor({ grantor: grantor.key })
    const state = await owner.getAccountState()
    expect(state).toMatchObject({ epoch: before.epoch + 1n, grantorId: hashKey(grantor.key) })

    const key = await world.signer()
    const granted = await world.define(account, state.epoch, { sessionKey: key.key })
    const approval = await owner.signGrant({ grant: granted.grant, grantor })
    const holder = world.holder(granted, account, { signer: key, approval })
    await expect(holder.use({ calls: calls(), path: 'direct' })).resolves.toMatchObject({ grants: true })

    const { grantId } = granted
    const revocation = await owner.signGrantRevocation({ account: account.address, grantId, grantor })
    await world.relayer.carryRevocation({ revocation })
    await expect(holder.use({ calls: calls(), path: 'direct' })).rejects.toMatchObject({
      name: 'GrantEndedError',
    })
  })

  test('is nobody else', async () => {
    await owner.setGrantor({ grantor: right().key })
    const { epoch } = await owner.getAccountState()
    const key = await world.signer()
    const granted = await world.define(account, epoch, { sessionKey: key.key })
    const grantor = await wrong()
    const approval = await owner.signGrant({ grant: granted.grant, grantor })
    const holder = world.holder(granted, account, { signer: key, approval })
    const name = hashKey(grantor.key) === hashKey(right().key) ? 'GrantorSignatureInvalid' : 'GrantorMismatch'
    for (const check of [true, false]) {
      const refused = holder.use({ calls: calls(), path: 'direct', check })
      await expect(refused).rejects.toMatchObject({ name: `${name}Error` })
    }
  })
})

test('records nobody by name, and then nobody grants by signature', async () => {
  await owner.setGrantor({ grantor: 'nobody' })
  const { epoch, grantorId } = await owner.getAccountState()
  expect(grantorId).toBeUndefined()
  const key = await world.signer()
  const granted = await world.define(account, epoch, { sessionKey: key.key })
  const approval = await owner.signGrant({ grant: granted.grant, grantor: judge })
  const holder = world.holder(granted, account, { signer: key, approval })
  const refused = holder.use({ calls: calls(), path: 'direct', check: false })
  await expect(refused).rejects.toMatchObject({ name: 'GrantorMismatchError' })
  await owner.grant({ grant: granted.grant })
  await holder.use({ calls: calls(), path: 'direct' })
})

test.for([
  ['the module itself', () => ({ kind: KeyKind.account, key: world.module })],
  ['the account as a contract', () => ({ kind: KeyKind.contract, key: account.address })],
  ['an address of 19 bytes', () => ({ kind: KeyKind.ecdsa, key: `0x${'11'.repeat(19)}` as const })],
  ['a verifier without a key', () => ({ kind: KeyKind.verifier, key: validator })],
] as const)('refuses %s', async ([, make]) => {
  const before = await owner.getAccountState()
  await expect(owner.setGrantor({ grantor: make() })).rejects.toMatchObject({ name: 'KeyMalformedError' })
  await expect(owner.getAccountState()).resolves.toEqual(before)
})
