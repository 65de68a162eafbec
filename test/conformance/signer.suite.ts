import { type Hex, hexToBigInt, keccak256, parseSignature, recoverAddress, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { KeyKind } from '../../sdk/core/index.ts'
import type { Signer } from '../../sdk/signers/index.ts'

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** What every signer of an `ecdsa` key must do. */
export function ecdsaSignerSuite(name: string, create: () => Promise<Signer> | Signer): void {
  describe(`${name}, as a signer`, () => {
    const hashes = Array.from({ length: 20 }, (_, at) => keccak256(stringToHex(`message ${at}`)))

    it('names an ecdsa key by its address', async () => {
      const { key, address } = await create()
      expect(key.kind).toBe(KeyKind.ecdsa)
      expect(key.key).toMatch(/^0x[0-9a-f]{40}$/)
      expect(address?.toLowerCase()).toBe(key.key)
    })

    it('signs the digest as it is', async () => {
      const signer = await create()
      for (const hash of hashes) {
        const signature = await signer.sign({ hash })
        expect((await recoverAddress({ hash, signature })).toLowerCase()).toBe(signer.key.key)
      }
    })

    it('answers 65 bytes with a low s and a v of 27 or 28', async () => {
      const signer = await create()
      for (const hash of hashes) {
        const signature = await signer.sign({ hash })
        expect(signature).toMatch(/^0x[0-9a-f]{128}1[bc]$/)
        expect(hexToBigInt(parseSignature(signature).s) <= CURVE_ORDER / 2n).toBe(true)
      }
    })

    it('signs several digests at once', async () => {
      const signer = await create()
      const signatures = await Promise.all(hashes.map((hash) => signer.sign({ hash })))
      const recovered = await Promise.all(
        signatures.map((signature, at) => recoverAddress({ hash: hashes[at] as Hex, signature })),
      )
      expect(new Set(recovered.map((one) => one.toLowerCase()))).toEqual(new Set([signer.key.key]))
    })
  })
}
