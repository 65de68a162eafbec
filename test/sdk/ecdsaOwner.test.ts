import { recoverMessageAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { ecdsaOwner } from '../../sdk/onchain/accounts/index.ts'

const account = privateKeyToAccount(generatePrivateKey())
const userOpHash = `0x${'5c'.repeat(32)}` as const

test('signs the hash of an operation as it is', async () => {
  const signature = await ecdsaOwner({ account, form: 'hash' }).signUserOperation({ userOpHash })
  expect(signature).toBe(await account.sign({ hash: userOpHash }))
})

test('signs the hash of an operation as a message, as wallets can', async () => {
  const signature = await ecdsaOwner({ account, form: 'message' }).signUserOperation({ userOpHash })
  const signer = await recoverMessageAddress({ message: { raw: userOpHash }, signature })
  expect(signer).toBe(account.address)
})

test('refuses a wallet that signs no bare hash where one is wanted', () => {
  const { sign: _sign, ...wallet } = account
  const ask = (form: 'hash' | 'message') => () => ecdsaOwner({ account: wallet as never, form })
  expect(ask('hash')).toThrow(expect.objectContaining({ name: 'SignerUnsupportedError' }))
  expect(ask('message')).not.toThrow()
})
