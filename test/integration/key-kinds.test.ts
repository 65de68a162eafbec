import { type Address, erc20Abi, type Hex, hexToBytes } from 'viem'
import { toWebAuthnAccount } from 'viem/account-abstraction'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageArtifact, projectArtifact } from '../../scripts/local/artifacts.ts'
import { Secret } from '../../sdk/core/secret.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import {
  contractSigner,
  multiSigner,
  p256Signer,
  rsaSigner,
  type Signer,
  webAuthnSigner,
} from '../../sdk/signers/index.ts'
import { softPasskey } from '../sdk/support/softPasskey.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let verifiers: Readonly<Record<'p256' | 'webAuthn' | 'rsa' | 'multi', Address>>

beforeAll(async () => {
  world = await startWorld()
  const [sender] = world.stack.accounts
  const deploy = (bytecode: Hex) =>
    deployContract(world.stack.publicClient, { sender, bytecode }).then(({ address }) => address)
  const published = (name: string) =>
    deploy(packageArtifact(`@openzeppelin/contracts/build/contracts/ERC7913${name}Verifier.json`).bytecode)
  verifiers = {
    p256: await published('P256'),
    webAuthn: await published('WebAuthn'),
    rsa: await published('RSA'),
    multi: await deploy(projectArtifact('contracts/verifiers/MultiVerifier.sol').bytecode),
  }
  account = await world.account({ kind: 'EIP-7702', entryPoint: '0.8' })
  owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const p256 = () => p256Signer({ verifier: verifiers.p256, privateKey: new Secret<Hex>(generatePrivateKey()) })

const passkey = () => {
  const { id, publicKey, getFn } = softPasskey(hexToBytes(generatePrivateKey()))
  const webAuthn = toWebAuthnAccount({ credential: { id, publicKey }, getFn, rpId: 'app.example.com' })
  return webAuthnSigner({ verifier: verifiers.webAuthn, account: webAuthn })
}

const rsa = async () => {
  const algorithm = {
    ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    ...{ modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
  }
  const keyPair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  return rsaSigner({ verifier: verifiers.rsa, keyPair })
}

const twoOfThree = async () => {
  const signers = [await world.signer(), p256(), await world.signer()]
  const members = signers.map(({ key }) => key)
  return multiSigner({ verifier: verifiers.multi, threshold: 2, members, signers: signers.slice(1) })
}

/** A contract that says yes to whatever one address has signed: another account, which asks its owner. */
async function contract(): Promise<Signer> {
  const judge = await world.signer()
  const { bytecode, abi } = projectArtifact('contracts/mocks/MockContractKey.sol')
  const hash = await world.stack.walletClient.deployContract({ abi, bytecode, args: [judge.address] })
  const { contractAddress } = await world.stack.publicClient.waitForTransactionReceipt({ hash })
  return contractSigner({
    address: contractAddress as Address,
    sign: ({ hash: asked }) => judge.sign({ hash: asked }),
  })
}

const kinds: readonly [string, () => Signer | Promise<Signer>, readonly ('bundler' | 'relayed')[]][] = [
  ['P-256', p256, ['bundler', 'relayed']],
  ['passkey', passkey, ['bundler', 'relayed']],
  ['RSA', rsa, ['bundler', 'relayed']],
  ['two of three', twoOfThree, ['bundler', 'relayed']],
  // A bundler that follows ERC-7562 refuses it: its ERC-1271 reads foreign storage.
  ['contract', contract, ['relayed']],
]

const calls = (amount = UNIT) => [
  { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, amount] } as const,
]

const carry: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })

async function granted(signer: Signer, more: Parameters<World['define']>[2] | object = {}) {
  const { epoch } = await owner.getAccountState()
  const defined = await world.define(account, epoch, { sessionKey: signer.key, ...more })
  await owner.grant({ grant: defined.grant })
  return { defined, holder: world.holder(defined, account, { signer, relayer: carry }) }
}

describe.for(kinds)('a %s key', ([, create, paths]) => {
  test('uses a grant, within its bounds', async () => {
    const { holder } = await granted(await create())
    for (const path of paths) {
      const before = await world.balance(world.payee)
      await holder.use({ calls: calls(), path })
      expect(await world.balance(world.payee)).toBe(before + UNIT)
      const refused = holder.use({ calls: calls(51n * UNIT), path })
      await expect(refused).rejects.toMatchObject({ name: 'ConditionFailedError' })
    }
    await expect(holder.use({ calls: calls(), path: 'direct' })).rejects.toMatchObject({
      name: 'SignerUnsupportedError',
    })
  })

  test('cannot be replaced by another one of its kind', async () => {
    const [signer, other] = [await create(), await create()]
    const { defined } = await granted(signer)
    const stranger = world.holder(defined, account, { signer: { ...other, key: signer.key }, relayer: carry })
    for (const path of paths) {
      const refused = stranger.use({ calls: calls(), path })
      await expect(refused).rejects.toMatchObject({ name: 'KeySignatureInvalidError' })
    }
  })

  test('rotates another key in, as the rotator of a grant', async () => {
    const [rotator, first, second] = [await create(), await world.signer(), await create()]
    const { defined } = await granted(first, { rotator: rotator.key, keyLifetime: 3_600 })
    const client = world.rotator(rotator)
    const signed = await client.signKeyRotation({ grant: defined.grant, newKey: second.key })
    await world.relayer.carryKeyRotation({ signed })
    const holder = world.holder(defined, account, { signer: second, relayer: carry })
    await holder.use({ calls: calls(), path: 'relayed' })
    const old = world.holder(defined, account, { signer: first }).use({ calls: calls(), path: 'direct' })
    await expect(old).rejects.toMatchObject({ name: 'KeyEndedError' })
  })

  test('approves a grant off line, as the grantor of an account', async () => {
    const grantor = await create()
    await owner.setGrantor({ grantor: grantor.key })
    const { epoch } = await owner.getAccountState()
    const key = await world.signer()
    const defined = await world.define(account, epoch, { sessionKey: key.key })
    const approval = await owner.signGrant({ grant: defined.grant, grantor })
    const holder = world.holder(defined, account, { signer: key, approval })
    await expect(holder.use({ calls: calls(), path: 'direct' })).resolves.toMatchObject({ grants: true })
  })
})
