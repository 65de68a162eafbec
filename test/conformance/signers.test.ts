import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { Secret } from '../../sdk/core/index.ts'
import { localSigner, mintSessionKey } from '../../sdk/signers/index.ts'
import { ecdsaSignerSuite } from './signer.suite.ts'

ecdsaSignerSuite('localSigner from a private key', () => {
  return localSigner({ privateKey: new Secret(generatePrivateKey()) })
})
ecdsaSignerSuite('localSigner from a viem account', () => {
  return localSigner({ account: privateKeyToAccount(generatePrivateKey()) })
})
ecdsaSignerSuite('a minted session key', async () => (await mintSessionKey()).signer)
