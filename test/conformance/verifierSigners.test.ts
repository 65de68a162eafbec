import { p256 } from '@noble/curves/nist'
import {
  type Address,
  bytesToHex,
  createTestClient,
  type Hex,
  hexToBytes,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { toWebAuthnAccount } from 'viem/account-abstraction'
import { generatePrivateKey } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll } from 'vitest'
import { testAccounts } from '../../scripts/local/accounts.ts'
import { type Anvil, startAnvil } from '../../scripts/local/anvil.ts'
import { packageArtifact, projectArtifact } from '../../scripts/local/artifacts.ts'
import { Secret } from '../../sdk/core/index.ts'
import {
  localSigner,
  multiSigner,
  p256Signer,
  rsaSigner,
  type Signer,
  webAuthnSigner,
} from '../../sdk/signers/index.ts'
import { softPasskey } from '../sdk/support/softPasskey.ts'
import { verifierSignerSuite } from './verifierSigner.suite.ts'

type Verifiers = { p256: Address; webAuthn: Address; rsa: Address; multi: Address }

let anvil: Anvil
let verifiers: Verifiers
let client: ReturnType<typeof connect>

const connect = (url: string) =>
  createTestClient({ mode: 'anvil', chain: foundry, account: testAccounts[0], transport: http(url) })
    .extend(publicActions)
    .extend(walletActions)

beforeAll(async () => {
  anvil = await startAnvil()
  client = connect(anvil.rpcUrl)
  const deploy = async (bytecode: Hex): Promise<Address> => {
    const hash = await client.deployContract({ abi: [], bytecode })
    return (await client.waitForTransactionReceipt({ hash })).contractAddress as Address
  }
  const published = (name: string) =>
    deploy(packageArtifact(`@openzeppelin/contracts/build/contracts/ERC7913${name}Verifier.json`).bytecode)
  verifiers = {
    p256: await published('P256'),
    webAuthn: await published('WebAuthn'),
    rsa: await published('RSA'),
    multi: await deploy(projectArtifact('contracts/verifiers/MultiVerifier.sol').bytecode),
  }
})
afterAll(() => anvil?.stop())

const pair = async (make: () => Signer | Promise<Signer>) => ({
  signer: await make(),
  other: await make(),
  client,
})

const p256Key = (): Secret<Hex> => new Secret<Hex>(bytesToHex(p256.utils.randomPrivateKey()))
const ecdsa = () => localSigner({ privateKey: new Secret(generatePrivateKey()) })

verifierSignerSuite('p256Signer', () =>
  pair(() => p256Signer({ verifier: verifiers.p256, privateKey: p256Key() })),
)

verifierSignerSuite('webAuthnSigner', () =>
  pair(() => {
    const { id, publicKey, getFn } = softPasskey(hexToBytes(p256Key().reveal()))
    const account = toWebAuthnAccount({ credential: { id, publicKey }, getFn, rpId: 'app.example.com' })
    return webAuthnSigner({ verifier: verifiers.webAuthn, account })
  }),
)

verifierSignerSuite('rsaSigner', () =>
  pair(async () => {
    const algorithm = {
      ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      ...{ modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) },
    }
    const keyPair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    return rsaSigner({ verifier: verifiers.rsa, keyPair })
  }),
)

verifierSignerSuite('multiSigner, two of three of different kinds', () =>
  pair(() => {
    const signers = [ecdsa(), p256Signer({ verifier: verifiers.p256, privateKey: p256Key() }), ecdsa()]
    const members = signers.map(({ key }) => key)
    return multiSigner({ verifier: verifiers.multi, threshold: 2, members, signers: signers.slice(1) })
  }),
)
