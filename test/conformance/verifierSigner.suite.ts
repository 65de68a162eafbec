import {
  type Address,
  type Hex,
  keccak256,
  parseAbi,
  publicActions,
  size,
  slice,
  stringToHex,
  type TestClient,
} from 'viem'
import { describe, expect, it } from 'vitest'
import { KeyKind } from '../../sdk/core/index.ts'
import type { Signer } from '../../sdk/signers/index.ts'

const verifierAbi = parseAbi([
  'function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)',
])

/** ERC-7913. */
const VALID = '0x024ad318'

/** What every signer of a `verifier` key must do, judged by its verifier on a chain. */
export function verifierSignerSuite(
  name: string,
  create: () => Promise<{ signer: Signer; other: Signer; client: TestClient }>,
): void {
  describe(`${name}, as a signer`, () => {
    const hashes = Array.from({ length: 5 }, (_, at) => keccak256(stringToHex(`message ${at}`)))
    const verify = (client: TestClient, key: Hex, hash: Hex, signature: Hex) =>
      client.extend(publicActions).readContract({
        address: slice(key, 0, 20) as Address,
        abi: verifierAbi,
        functionName: 'verify',
        args: [slice(key, 20), hash, signature],
      })

    it('names a verifier key: the verifier and at least one byte', async () => {
      const { signer } = await create()
      expect(signer.key.kind).toBe(KeyKind.verifier)
      expect(size(signer.key.key)).toBeGreaterThan(20)
      expect(signer.key.key).toMatch(/^0x[0-9a-f]+$/)
      expect(signer.address).toBeUndefined()
    })

    it('signs the digest as it is, so that its verifier says yes', async () => {
      const { signer, client } = await create()
      for (const hash of hashes) {
        expect(await verify(client, signer.key.key, hash, await signer.sign({ hash }))).toBe(VALID)
      }
    })

    it('signs for no other hash and no other key', async () => {
      const { signer, other, client } = await create()
      const [hash, next] = hashes as [Hex, Hex]
      const signature = await signer.sign({ hash })
      expect(await verify(client, signer.key.key, next, signature)).not.toBe(VALID)
      expect(await verify(client, other.key.key, hash, signature)).not.toBe(VALID)
    })

    it('has a stub signature of the size of a real one, which its verifier takes and refuses', async () => {
      const { signer, client } = await create()
      const [hash] = hashes as [Hex]
      const { stubSignature = '0x' } = signer
      const difference = Math.abs(size(stubSignature) - size(await signer.sign({ hash })))
      expect(difference).toBeLessThanOrEqual(64)
      expect(await verify(client, signer.key.key, hash, stubSignature)).not.toBe(VALID)
    })

    it('signs several digests at once', async () => {
      const { signer, client } = await create()
      const signatures = await Promise.all(hashes.map((hash) => signer.sign({ hash })))
      for (const [at, signature] of signatures.entries()) {
        expect(await verify(client, signer.key.key, hashes[at] as Hex, signature)).toBe(VALID)
      }
    })
  })
}
