/**
 * Writes test/vectors/grants.json: grants with every hash and encoding that docs/protocol.md defines, and every other signed
 * message with its digest.
 *
 *   node test/vectors/generate.ts
 *
 * Numbers of 64 bits and more are decimal text. The module's address is the one that `deployer` deploys to with nonce 0, so that
 * Solidity and TypeScript tests can put a contract there (`vm.prank(deployer)`, then `new`), and the chain id is 31337. Private
 * keys are keccak256 of `latchkey vectors: <name>` for the names in `signers`.
 */
import { writeFileSync } from 'node:fs'
import { type Hex, hashTypedData, keccak256, stringToHex } from 'viem'
import { ecdsaKey } from '../../sdk/core/index.ts'
import { encodeContents } from '../../sdk/onchain/contents/encodeContents.ts'
import { encodeType, grantTypes } from '../../sdk/onchain/grant/eip712.ts'
import { grantTypeHash, hashGrantStruct } from '../../sdk/onchain/grant/hashGrant.ts'
import {
  domainSeparator,
  encodeSealedTerms,
  encodeTerms,
  encodeUse,
  grantRoots,
  hashGrant,
  hashGrantMessage,
  hashKey,
  hashLimit,
  hashPermission,
  type ModuleTypedData,
  useHash,
} from '../../sdk/onchain/grant/index.ts'
import { encodeMessage, messageHash } from '../../sdk/onchain/message/index.ts'
import {
  epochRevocation,
  grantRevocation,
  keyRevocation,
  keyRotation,
  messageUse,
  relayedUse,
  userOperationUse,
} from '../../sdk/onchain/messages.ts'
import { type VectorCase, vectorCases } from './cases.ts'
import { SIGNABLES } from './messages.ts'
import { ACCOUNT, CHAIN_ID, DEPLOYER, MODULE, signerOf, START } from './scene.ts'

const SIGNERS = ['session key', 'other key', 'rotator', 'grantor'] as const

/** Everything that grants.json holds. */
async function buildVectors(): Promise<unknown> {
  const signers = Object.fromEntries(SIGNERS.map((name) => [name, signerOf(name).address]))
  const cases = vectorCases()
  return plain({
    deployer: DEPLOYER,
    module: MODULE,
    account: ACCOUNT,
    chainId: CHAIN_ID,
    domainSeparator: domainSeparator(MODULE),
    signers,
    grants: await Promise.all(cases.map(buildGrant)),
    messages: await Promise.all(messages(cases).map(buildMessage)),
    signables: await Promise.all(SIGNABLES.map((one) => buildSignable(cases, one))),
  })
}

/** The text of grants.json. */
export async function vectorsText(): Promise<string> {
  return `${JSON.stringify(await buildVectors(), null, 2)}\n`
}

async function buildGrant(vector: VectorCase) {
  const { name, grant, permissionIndexes, key = grant.sessionKey, signed, timestamp } = vector
  const chainId = CHAIN_ID
  const roots = grantRoots(grant)
  const grantId = hashGrant(grant, MODULE)
  const grantorSigner = signerOf('grantor')
  const grantor = signed
    ? { key: ecdsaKey(grantorSigner.address), signature: await grantorSigner.sign({ hash: grantId }) }
    : undefined
  const use = encodeUse({
    ...{ grant, permissionIndexes, key, chainId },
    ...(grantor ? { grantor } : {}),
    ...(timestamp === undefined ? {} : { timestamp }),
  })
  return {
    name,
    grant,
    heights: roots.heights,
    typeHash: grantTypeHash(roots.heights),
    type: encodeType('Grant', grantTypes(roots.heights)),
    permissionHashes: grant.permissions.map(hashPermission),
    limitHashes: grant.limits.map(hashLimit),
    permissionsRoot: roots.permissionsRoot,
    limitsRoot: roots.limitsRoot,
    structHash: hashGrantStruct(grant, roots),
    grantId,
    messageHashes: grant.messages.map(hashGrantMessage),
    terms: encodeTerms(grant, chainId),
    sealedTerms: encodeSealedTerms(grant, chainId),
    contents: encodeContents(grant, chainId),
    use: {
      calls: permissionIndexes.length,
      permissionIndexes,
      key,
      keyId: hashKey(key),
      ...(grantor ? { grantor } : {}),
      ...(timestamp === undefined ? {} : { timestamp }),
      encoded: use,
      useHash: useHash(use),
    },
  }
}

/** What a key signs under the grant with messages, as the account is given it. */
async function buildSignable(cases: readonly VectorCase[], { index, message }: (typeof SIGNABLES)[number]) {
  const grant = cases.find(({ name }) => name === 'messages')?.grant
  if (!grant) throw new Error('there is no grant with messages')
  const grantId = hashGrant(grant, MODULE)
  const hash = messageHash(message)
  const signed = { account: ACCOUNT, chainId: CHAIN_ID, grantId, hash }
  const digest = hashTypedData(messageUse(MODULE, signed))
  const encoded = encodeMessage({ grant, index, message })
  const wrapped = encodeMessage({ grant, index, message, wrapped: true })
  const signature = await signerOf('session key').sign({ hash: digest })
  return { grantId, index, message, hash, encoded, wrapped, digest, signature }
}

type MessageCase = { readonly signer: (typeof SIGNERS)[number]; readonly data: ModuleTypedData }

function messages(cases: readonly VectorCase[]): readonly MessageCase[] {
  const [first] = cases
  if (!first) throw new Error('there is no case')
  const account = ACCOUNT
  const chainId = CHAIN_ID
  const grantId = hashGrant(first.grant, MODULE)
  const used = useHash(encodeUse(first))
  const oldKeyId = hashKey(first.grant.sessionKey)
  const text = (value: string): Hex => keccak256(stringToHex(value))
  const rotation = {
    ...{ account, chainId, grantId, oldKeyId, newKey: ecdsaKey(signerOf('other key').address) },
    ...{ keyValidUntil: START + 7_200, overlap: 60, sequence: 4, validUntil: START + 600 },
  }
  const relay = {
    ...{ account, chainId, mode: `0x01${'00'.repeat(31)}` as Hex, executionCalldata: '0x1234' as Hex },
    ...{ useHash: used, nonce: (1n << 255n) | 7n, validUntil: START + 60, minimumGas: 200_000n },
  }
  return [
    { signer: 'session key', data: userOperationUse(MODULE, { userOpHash: text('operation'), useHash: used }) },
    { signer: 'session key', data: relayedUse(MODULE, relay) },
    { signer: 'rotator', data: keyRotation(MODULE, rotation) },
    { signer: 'grantor', data: keyRevocation(MODULE, { account, grantId, keyId: oldKeyId }) },
    { signer: 'grantor', data: grantRevocation(MODULE, { account, grantId }) },
    {
      signer: 'session key',
      data: messageUse(MODULE, { account, chainId, grantId, hash: text('message') }),
    },
    { signer: 'grantor', data: epochRevocation(MODULE, { account, chainId, epoch: 9n }) },
  ]
}

async function buildMessage({ signer, data }: MessageCase) {
  const digest = hashTypedData(data)
  const type = encodeType(data.primaryType, data.types)
  const signature = await signerOf(signer).sign({ hash: digest })
  return { primaryType: data.primaryType, type, message: data.message, digest, signer, signature }
}

/** What JSON holds: big numbers as text. */
function plain(value: unknown): unknown {
  const replace = (_name: string, member: unknown): unknown => {
    return typeof member === 'bigint' ? `${member}` : member
  }
  return JSON.parse(JSON.stringify(value, replace))
}

if (import.meta.main) {
  writeFileSync(new URL('grants.json', import.meta.url), await vectorsText())
}
