import { inspect } from 'node:util'
import { toAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../sdk/core/index.ts'
import { KeyMalformedError, SignerUnsupportedError, StoreReadOnlyError } from '../../sdk/errors/index.ts'
import { localSigner, mintSessionKey } from '../../sdk/signers/index.ts'
import { environmentStore, memoryStore } from '../../sdk/stores/node.ts'
import { PAYEE } from './support/example.ts'

describe('localSigner', () => {
  it('refuses an account that cannot sign a bare hash', () => {
    const never = async () => '0x' as const
    const account = toAccount({
      address: PAYEE,
      signMessage: never,
      signTransaction: never,
      signTypedData: never,
    })
    expect(() => localSigner({ account })).toThrow(SignerUnsupportedError)
  })

  it.each([
    '0x',
    '0x1234',
    `0x${'f'.repeat(64)}`,
    `0x${'0'.repeat(64)}`,
    'f'.repeat(64),
    `0x${'x'.repeat(64)}`,
  ])('refuses %s without repeating it', (value) => {
    const make = () => localSigner({ privateKey: new Secret(value as `0x${string}`) })
    expect(make).toThrow()
    try {
      make()
    } catch (error) {
      expect(error instanceof KeyMalformedError || error instanceof SignerUnsupportedError).toBe(true)
      if (value.length > 4) expect(inspect(error, { depth: 9 })).not.toContain(value.slice(2))
    }
  })

  it('does not show its key', () => {
    const secret = `0x${'3c'.repeat(32)}` as const
    const signer = localSigner({ privateKey: new Secret(secret) })
    expect(inspect(signer, { depth: 9, showHidden: true })).not.toContain('3c3c3c')
    expect(JSON.stringify(signer)).not.toContain('3c3c3c')
  })
})

describe('mintSessionKey', () => {
  it('makes a new key every time', async () => {
    const minted = await Promise.all(Array.from({ length: 10 }, () => mintSessionKey()))
    expect(new Set(minted.map(({ signer }) => signer.address)).size).toBe(10)
  })

  it('keeps it in the store, by its address unless named', async () => {
    const store = memoryStore()
    const one = await mintSessionKey({ store })
    const two = await mintSessionKey({ store, id: 'bot' })
    expect(await store.list()).toEqual([one.signer.address.toLowerCase(), 'bot'].sort())
    const kept = await store.get('bot')
    expect(kept && localSigner({ privateKey: kept.secret }).address).toBe(two.signer.address)
  })

  it('fails when it cannot be kept', async () => {
    await expect(mintSessionKey({ store: environmentStore({ environment: {} }) })).rejects.toThrow(
      StoreReadOnlyError,
    )
  })
})
