import { readFileSync } from 'node:fs'
import { keccak256, recoverAddress, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeContents } from '../../sdk/onchain/contents/decodeContents.ts'
import { decodeUse, hashGrant } from '../../sdk/onchain/grant/index.ts'
import { vectorsText } from '../vectors/generate.ts'
import vectors from '../vectors/grants.json' with { type: 'json' }

type Bytes = `0x${string}`

describe('test/vectors/grants.json', () => {
  it('is what the SDK makes now: if this fails, something that was signed would no longer hold', async () => {
    const text = readFileSync(new URL('../vectors/grants.json', import.meta.url), 'utf8')
    expect(text).toBe(await vectorsText())
  })

  it('holds type strings that hash to its type hashes', () => {
    for (const { type, typeHash } of vectors.grants) expect(keccak256(stringToHex(type))).toBe(typeHash)
  })

  it('holds signatures by its signers', async () => {
    for (const { digest, signer, signature } of vectors.messages) {
      const recovered = await recoverAddress({ hash: digest as Bytes, signature: signature as Bytes })
      expect(recovered).toBe(vectors.signers[signer as keyof typeof vectors.signers])
    }
  })

  it('holds contents and uses that decode', () => {
    const account = vectors.account as Bytes
    for (const { use, contents, grantId } of vectors.grants) {
      const grant = decodeContents({ contents: contents as Bytes, account, chainId: BigInt(vectors.chainId) })
      expect(hashGrant(grant, vectors.module as Bytes)).toBe(grantId)
      expect(decodeUse({ use: use.encoded as Bytes, calls: use.calls }).unsigned).toBe(use.encoded)
    }
  })
})
