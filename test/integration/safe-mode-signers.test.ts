import { generateKeyPairSync, sign as signMessage } from 'node:crypto'
import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
  size,
  toHex,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Grant } from '../../sdk/core/grant.ts'
import { contractKey, KeyKind, verifierKey } from '../../sdk/core/key.ts'
import { hashGrant } from '../../sdk/onchain/grant/hashGrant.ts'
import { createPasskey } from './support/passkey.ts'
import { type SafeMode, startSafeMode } from './support/safeMode.ts'

// What a bundler that enforces ERC-7562 says to every kind of key and grantor.

const PRECOMPILE = '0x0000000000000000000000000000000000000100'
/** ERC-7562 admits the precompile of EIP-7951 where the chain has it; alto knows those of ERC-4337's first days. */
const REFUSES_PRECOMPILE = `account accesses un-deployed contract address ${PRECOMPILE} with opcode STATICCALL`

let safe: SafeMode
beforeAll(async () => {
  safe = await startSafeMode({ kind: 'clone', entryPoint: '0.7' })
})
afterAll(() => safe?.[Symbol.asyncDispose]())

// ------------------------------------------------------------------------------------------------------------------ keys

test('takes a key of several', async () => {
  const signers = [await safe.world.signer(), await safe.world.signer(), await safe.world.signer()]
  signers.sort((one, other) => (keccak256(one.address) < keccak256(other.address) ? -1 : 1))
  const multi = await safe.deploy('MultiVerifier')
  const key = concatHex(['0x0203', ...signers.map(({ address }) => sized(address))])
  const grant = await safe.start({ sessionKey: verifierKey(multi, key) })
  const sign = async (hash: Hex) => {
    const [one, , other] = await Promise.all(signers.map((signer) => signer.sign({ hash })))
    return concatHex(['0x00', sized(one ?? '0x'), '0x02', sized(other ?? '0x')])
  }
  await expectTaken(grant, { sign })
})

test('takes an RSA key', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const { e, n } = publicKey.export({ format: 'jwk' })
  const numbers = [e, n].map((text) => toHex(Buffer.from(text ?? '', 'base64url')))
  const key = encodeAbiParameters([{ type: 'bytes' }, { type: 'bytes' }], numbers as [Hex, Hex])
  const verifier = await safe.deploy('ERC7913RSAVerifier')
  const grant = await safe.start({ sessionKey: verifierKey(verifier, key) })
  await expectTaken(grant, { sign: (hash) => toHex(signMessage('sha256', bytes(hash), privateKey)) })
})

test('does not know the precompile that a P-256 key needs', async () => {
  const { publicKey, sign } = createPasskey()
  const verifier = await safe.deploy('ERC7913P256Verifier')
  const grant = await safe.start({ sessionKey: verifierKey(verifier, publicKey) })
  await expectRefused(grant, { sign }, REFUSES_PRECOMPILE)
})

test('does not know the precompile that a passkey needs', async () => {
  const { publicKey, assert } = createPasskey()
  const verifier = await safe.deploy('ERC7913WebAuthnVerifier')
  const grant = await safe.start({ sessionKey: verifierKey(verifier, publicKey) })
  await expectRefused(grant, { sign: assert }, REFUSES_PRECOMPILE)
})

test('refuses a contract key: it reads foreign storage', async () => {
  const contract = await safe.deploy('MockContractKey', [safe.key.address])
  const grant = await safe.start({ sessionKey: contractKey(contract) })
  await expectRefused(grant, {}, `unstaked account accessed ${contract.toLowerCase()} slot 0x00`)
})

// -------------------------------------------------------------------------------------------------------------- grantors

test('takes a grantor that the account asks through its own ERC-1271', async () => {
  const { account, owner, world } = safe
  const validator = await safe.deploy('MockOwnerValidator')
  const install = parseAbi(['function installModule(uint256 moduleTypeId, address module, bytes initData)'])
  await safe.callAs(account.address, {
    to: account.address,
    data: encodeFunctionData({ abi: install, args: [1n, validator, owner.address] }),
  })
  const grantor = { kind: KeyKind.account, key: validator }
  await safe.callModuleAs(account.address, 'setGrantor', [grantor])
  const grant = await safe.define()
  const signature = await owner.sign({ hash: hashGrant(grant, world.module) })
  await expectTaken(grant, { grantor: { key: grantor, signature } })
})

test('refuses a contract as grantor in the first use: it reads foreign storage', async () => {
  const contract = await safe.deploy('MockContractKey', [safe.owner.address])
  await safe.callModuleAs(safe.account.address, 'setGrantor', [contractKey(contract)])
  const grant = await safe.define()
  const { signature } = await safe.approve(grant)
  const grantor = { key: contractKey(contract), signature }
  await expectRefused(grant, { grantor }, `unstaked account accessed ${contract.toLowerCase()} slot 0x00`)
})

type More = Parameters<SafeMode['send']>[1]

async function expectTaken(grant: Grant, more: More): Promise<void> {
  await expect(safe.send(grant, more)).resolves.toMatchObject({ success: true })
}

async function expectRefused(grant: Grant, more: More, words: string): Promise<void> {
  await expect(safe.send(grant, more)).rejects.toMatchObject({ details: expect.stringContaining(words) })
}

/** `u16 length ‖ bytes`. */
function sized(data: Hex): Hex {
  return concatHex([numberToHex(size(data), { size: 2 }), data])
}

function bytes(data: Hex): Buffer {
  return Buffer.from(data.slice(2), 'hex')
}
