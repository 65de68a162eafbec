import { secp256k1 } from '@noble/curves/secp256k1'
import { bytesToHex, hashTypedData, hexToBytes, keccak256 } from 'viem'
import { publicKeyToAddress } from 'viem/utils'
import { membersOf, memberText, objectOf } from '../encodings.ts'
import type { Parameter, ReceivedRequest, Setting, Verdict } from '../localVenue.ts'
import { refused } from '../localVenue.ts'
import { isSpent } from '../primitives.ts'
import { bigEndian, messagePack } from './messagePack.ts'

const DAY_MS = 86_400_000
const ZERO = '0x0000000000000000000000000000000000000000'

type Members = Readonly<Record<string, unknown>>
type Field = { readonly name: string; readonly type: string }

/** Actions that are signed field by field: primary type, and fields after `hyperliquidChain`. */
const USER_SIGNED: Readonly<Record<string, readonly [primaryType: string, fields: readonly string[]]>> = {
  usdSend: ['UsdSend', ['destination string', 'amount string', 'time uint64']],
  withdraw3: ['Withdraw', ['destination string', 'amount string', 'time uint64']],
  spotSend: ['SpotSend', ['destination string', 'token string', 'amount string', 'time uint64']],
  usdClassTransfer: ['UsdClassTransfer', ['amount string', 'toPerp bool', 'nonce uint64']],
  approveAgent: ['ApproveAgent', ['agentAddress address', 'agentName string', 'nonce uint64']],
  approveBuilderFee: ['ApproveBuilderFee', ['maxFeeRate string', 'builder address', 'nonce uint64']],
}

/** Whether an action is signed field by field, which is full authority over the account. */
export const isUserSigned = (action: Members): boolean => memberText(action, 'type') in USER_SIGNED

/** What a bot signs: a hash of the action as it is packed, the nonce, the vault and the end, in a message to `Exchange`. */
function agentHash(members: Members, action: Members, testnet: boolean): `0x${string}` {
  const vault = members['vaultAddress']
  const expiresAfter = members['expiresAfter']
  const packed = Buffer.concat([
    messagePack(action),
    bigEndian(BigInt(memberText(members, 'nonce')), 8),
    typeof vault === 'string'
      ? Buffer.concat([Buffer.of(1), Buffer.from(vault.slice(2), 'hex')])
      : Buffer.of(0),
    typeof expiresAfter === 'number'
      ? Buffer.concat([Buffer.of(0), bigEndian(BigInt(expiresAfter), 8)])
      : Buffer.alloc(0),
  ])
  return hashTypedData({
    domain: { name: 'Exchange', version: '1', chainId: 1337, verifyingContract: ZERO },
    types: {
      Agent: [
        { name: 'source', type: 'string' },
        { name: 'connectionId', type: 'bytes32' },
      ],
    },
    primaryType: 'Agent',
    message: { source: testnet ? 'b' : 'a', connectionId: keccak256(bytesToHex(packed)) },
  })
}

/** What an owner signs, on the chain that the action names. */
function userHash(action: Members): `0x${string}` {
  const [name = '', given = []] = USER_SIGNED[memberText(action, 'type')] ?? []
  const fields: Field[] = ['hyperliquidChain string', ...given].map((field) => {
    const [fieldName = '', type = ''] = field.split(' ')
    return { name: fieldName, type }
  })
  const message = Object.fromEntries(
    fields.map(({ name: field, type }) => [
      field,
      type === 'uint64' ? BigInt(memberText(action, field)) : (action[field] ?? ''),
    ]),
  )
  const primaryType = `HyperliquidTransaction:${name}`
  return hashTypedData({
    domain: {
      name: 'HyperliquidSignTransaction',
      version: '1',
      chainId: Number(memberText(action, 'signatureChainId')),
      verifyingContract: ZERO,
    },
    types: { [primaryType]: fields },
    primaryType,
    message,
  })
}

/** The address whose key made the signature; undefined if nobody's can have. */
function signerOf(hash: `0x${string}`, signature: Members): string | undefined {
  try {
    const [r, s] = [BigInt(memberText(signature, 'r')), BigInt(memberText(signature, 's'))]
    const point = new secp256k1.Signature(r, s)
      .addRecoveryBit(Number(memberText(signature, 'v')) - 27)
      .recoverPublicKey(hexToBytes(hash))
    return publicKeyToAddress(`0x${point.toHex(false)}`).toLowerCase()
  } catch {
    return undefined
  }
}

/** A nonce is a time in milliseconds, at most two days old and one day ahead, and used once. */
function nonceVerdict(
  apiKey: string,
  nonce: string,
  params: readonly Parameter[],
  setting: Setting,
): Verdict {
  const ageMs = setting.nowMs - Number(nonce)
  if (!(ageMs <= 2 * DAY_MS && ageMs >= -DAY_MS)) return refused('clock')
  if (isSpent(setting.seen, apiKey, nonce)) return refused('replay')
  return { accepted: true, apiKey, params, once: nonce }
}

/**
 * The signer is who the signature says: a signature that was tampered with is one by an address that the venue does not know. The host
 * tells mainnet from testnet.
 */
export function verify(request: ReceivedRequest, setting: Setting): Verdict {
  const members = objectOf(request.body)
  const action = membersOf(members['action'])
  const nonce = memberText(members, 'nonce')
  const signature = membersOf(members['signature'])
  if (!/^\d+$/.test(nonce) || memberText(action, 'type') === '') return refused('bad request')
  // An owner's action has its nonce inside, where it is signed.
  const inside = memberText(action, 'time') || memberText(action, 'nonce')
  if (isUserSigned(action) && inside !== nonce) return refused('bad request')
  const hash = isUserSigned(action)
    ? userHash(action)
    : agentHash(members, action, request.host.includes('testnet'))
  const signer = signerOf(hash, signature)
  if (signer === undefined) return refused('bad signature')
  const key = [...setting.keys.values()].find(({ apiKey }) => apiKey.toLowerCase() === signer)
  if (!key) return refused('unknown key')
  const ends = members['expiresAfter']
  if (typeof ends === 'number' && ends < setting.nowMs) return refused('clock')
  const { vaultAddress } = members
  const params: Parameter[] = Object.entries(action)
  if (typeof vaultAddress === 'string') params.push(['vaultAddress', vaultAddress])
  return nonceVerdict(key.apiKey, nonce, params, setting)
}
