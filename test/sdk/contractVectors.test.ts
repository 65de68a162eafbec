import { createTestClient, getContractAddress, http, publicActions, walletActions } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { artifact } from '../../scripts/artifacts.ts'
import { type Anvil, startAnvil } from '../../scripts/local/anvil.ts'
import vectors from '../vectors/grants.json' with { type: 'json' }

type Bytes = `0x${string}`

const { abi, bytecode } = artifact('HashHarness')
const module = vectors.module as Bytes
const account = vectors.account as Bytes

// The contract's own hashing and reading against the SDK's: two programs that share nothing but docs/protocol.md.
describe('vectors, in the contract', () => {
  let anvil: Anvil
  let read: (functionName: string, args: readonly unknown[]) => Promise<unknown>

  beforeAll(async () => {
    anvil = await startAnvil()
    const transport = http(anvil.rpcUrl)
    const client = createTestClient({ mode: 'anvil', transport }).extend(publicActions).extend(walletActions)
    const deployer = vectors.deployer as Bytes
    expect(getContractAddress({ from: deployer, nonce: 0n })).toBe(module)
    await client.setBalance({ address: deployer, value: 10n ** 20n })
    await client.impersonateAccount({ address: deployer })
    const hash = await client.deployContract({ abi, bytecode, account: deployer, chain: null })
    await client.waitForTransactionReceipt({ hash })
    read = (functionName, args) => client.readContract({ address: module, abi, functionName, args })
  })
  afterAll(() => anvil?.stop())

  it.each(vectors.grants)('$name', async ({ use, grantId, grant, heights, typeHash, ...vector }) => {
    const calls = BigInt(use.calls)
    const signature: Bytes = `0x${'ab'.repeat(65)}`
    const signed = `${use.encoded}${signature.slice(2)}`
    expect(await read('grantTypehash', [BigInt(heights.permissions), BigInt(heights.limits)])).toBe(typeHash)
    expect(await read('hashUse', [account, use.encoded, calls])).toEqual([grantId, use.useHash, '0x'])
    expect(await read('hashUse', [account, signed, calls])).toEqual([grantId, use.useHash, signature])
    for (const [at, permission] of grant.permissions.entries()) {
      expect(await read('permissionHash', [permission])).toBe(vector.permissionHashes[at])
    }
    for (const [at, limit] of grant.limits.entries()) {
      expect(await read('limitHash', [limit])).toBe(vector.limitHashes[at])
    }
    expect(await read('keyId', [use.key.kind, use.key.key])).toBe(use.keyId)

    const length = BigInt((vector.terms.length - 2) / 2)
    const terms = await read('readTerms', [vector.sealedTerms, length])
    const roots = [vector.permissionsRoot, vector.limitsRoot]
    expect(await read('grantId', [account, terms, ...roots])).toBe(grantId)
  })

  it.each(vectors.messages)('$primaryType', async ({ primaryType, message, digest }) => {
    const it = message as Record<string, unknown>
    const relay = { nonce: it['nonce'], validUntil: it['validUntil'], minimumGas: it['minimumGas'] }
    const rotation = {
      ...{ oldKeyId: it['oldKeyId'], newKey: it['newKey'] },
      ...{ keyValidUntil: it['keyValidUntil'], overlap: it['overlap'] },
    }
    const args: Record<string, readonly unknown[]> = {
      UserOperationUse: [it['userOpHash'], it['useHash']],
      RelayedUse: [account, it['mode'], it['executionCalldata'], it['useHash'], relay],
      KeyRotation: [account, it['grantId'], rotation, it['sequence'], it['validUntil']],
      KeyRevocation: [account, it['grantId'], it['keyId']],
      GrantRevocation: [account, it['grantId']],
      EpochRevocation: [account, it['epoch']],
    }
    const functionName = `${primaryType.charAt(0).toLowerCase()}${primaryType.slice(1)}Digest`
    expect(await read(functionName, args[primaryType] ?? [])).toBe(digest)
  })
})
