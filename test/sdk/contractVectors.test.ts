import {
  type Abi,
  createTestClient,
  getContractAddress,
  http,
  publicActions,
  size,
  walletActions,
} from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artifact } from '../../scripts/artifacts.ts'
import { type Anvil, startAnvil } from '../../scripts/local/anvil.ts'
import vectors from '../vectors/grants.json' with { type: 'json' }

type Bytes = `0x${string}`
type Read = (functionName: string, args: readonly unknown[]) => Promise<unknown>

const module = vectors.module as Bytes
const account = vectors.account as Bytes
const SIGNATURE: Bytes = `0x${'ab'.repeat(65)}`

// The contract's own hashing and reading against the SDK's: two programs that share nothing but docs/protocol.md.
describe('vectors, in the contract', () => {
  let anvil: Anvil
  let hashing: Read
  let reading: Read

  beforeAll(async () => {
    anvil = await startAnvil()
    const transport = http(anvil.rpcUrl)
    const client = createTestClient({ mode: 'anvil', transport }).extend(publicActions).extend(walletActions)
    const deployer = vectors.deployer as Bytes
    expect(getContractAddress({ from: deployer, nonce: 0n })).toBe(module)
    await client.setBalance({ address: deployer, value: 10n ** 20n })
    await client.impersonateAccount({ address: deployer })
    const deploy = async (name: string): Promise<Read> => {
      const { abi, bytecode }: { abi: Abi; bytecode: Bytes } = artifact(name)
      const hash = await client.deployContract({ abi, bytecode, account: deployer, chain: null })
      const { contractAddress } = await client.waitForTransactionReceipt({ hash })
      return (functionName, args) =>
        client.readContract({ address: contractAddress ?? '0x', abi, functionName, args })
    }
    // The domain is that of the first contract of the deployer.
    hashing = await deploy('HashHarness')
    reading = await deploy('ReaderHarness')
  })
  afterAll(() => anvil?.stop())

  it.each(vectors.grants)('$name', async ({ use, heights, typeHash, ...vector }) => {
    const { encoded, key, calls } = use
    const length = size(encoded as Bytes)
    expect(await hashing('grantTypehash', [heights.permissions, heights.limits])).toBe(typeHash)
    expect(await hashing('keyIds', [key.kind, key.key])).toEqual([use.keyId, use.keyId])

    const signed = `${encoded}${SIGNATURE.slice(2)}`
    const [read, structHash] = (await reading('readUse', [account, signed, length + 65, calls, false])) as [
      Record<string, unknown>,
      Bytes,
    ]
    expect(structHash).toBe(vector.structHash)
    expect(read).toMatchObject({ useHash: use.useHash, keyId: use.keyId, signature: BigInt(length) })
    expect(read['terms']).toMatchObject({
      permissionsRoot: vector.permissionsRoot,
      limitsRoot: vector.limitsRoot,
    })
    const [, end] = (await reading('readTerms', [account, vector.sealedTerms])) as [unknown, bigint]
    expect(end).toBe(BigInt(size(vector.terms as Bytes)))
  })

  it.each(vectors.messages)('$primaryType', async ({ primaryType, message, digest }) => {
    const it = message as Record<string, unknown>
    const relay = { nonce: it['nonce'], validUntil: it['validUntil'], minimumGas: it['minimumGas'] }
    const rotation = {
      ...{ oldKeyId: it['oldKeyId'], newKey: it['newKey'] },
      ...{ keyValidUntil: it['keyValidUntil'], overlap: it['overlap'] },
    }
    const { grantId = digest, keyId = digest, epoch = 0n } = it
    const revocation = async (at: number) => {
      const digests = await hashing('revocationDigests', [account, grantId, keyId, epoch])
      return (digests as readonly Bytes[])[at]
    }
    const digests: Record<string, () => Promise<unknown>> = {
      UserOperationUse: () => hashing('userOperationUseDigest', [it['userOpHash'], it['useHash']]),
      RelayedUse: () =>
        hashing('relayedUseDigest', [account, it['mode'], it['executionCalldata'], it['useHash'], relay]),
      KeyRotation: () =>
        hashing('keyRotationDigest', [account, grantId, rotation, it['sequence'], it['validUntil']]),
      MessageUse: () => hashing('messageUseDigest', [account, grantId, it['hash']]),
      KeyRevocation: () => revocation(0),
      GrantRevocation: () => revocation(1),
      EpochRevocation: () => revocation(2),
    }
    expect(await digests[primaryType]?.()).toBe(digest)
  })

  it.each(vectors.signables)('what a key signs, message $index', async (signable) => {
    const { encoded, wrapped, hash, digest, grantId } = signable
    const grant = vectors.grants.find((one) => one.grantId === grantId)
    const signed = `${encoded}${SIGNATURE.slice(2)}`
    const length = size(encoded as Bytes)
    const [read, structHash] = (await reading('readMessage', [account, signed, length + 65])) as [
      Record<string, unknown>,
      Bytes,
    ]
    expect(structHash).toBe(grant?.structHash)
    expect(read).toMatchObject({ signature: BigInt(length), wrapped: false, uncounted: true })
    await reading('checkMessage', [account, module, hash, signed])
    await expect(reading('checkMessage', [account, module, digest, signed])).rejects.toThrow()
    expect(await hashing('messageUseDigest', [account, grantId, hash])).toBe(digest)
    const [inWrapping] = (await reading('readMessage', [account, wrapped, size(wrapped as Bytes)])) as [
      Record<string, unknown>,
    ]
    expect(inWrapping).toMatchObject({ wrapped: true })
  })
})
