import { type Address, type Hash, type Hex, stringToHex } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Message } from '../../core/message.ts'
import {
  addressWord,
  bytesDigits,
  bytesHashWord,
  fixedBytesWord,
  hashDigits,
  uintWord,
} from '../../internal/words.ts'
import { grantTypes, type Heights, typeHash } from './eip712.ts'
import { PADDING_LIMIT, PADDING_PERMISSION } from './emptyParts.ts'
import { digest, hashArray, hashCondition, hashKey, hashLimit, hashPermission } from './hash.ts'
import { createTree, type Tree } from './tree.ts'

/** The two trees of a grant. */
export type GrantTrees = { readonly permissions: Tree; readonly limits: Tree }

/** Everything of a grant that is hashed outside its trees. */
export type GrantFrame = Omit<Grant, 'permissions' | 'limits'>

/** Roots and heights of the two trees. */
export type GrantRoots = {
  readonly permissionsRoot: Hex
  readonly limitsRoot: Hex
  readonly heights: Heights
}

const STRUCT_WORDS = {
  network: typeHash('Network').slice(2),
  message: typeHash('Message').slice(2),
  guard: typeHash('Guard').slice(2),
  maximumFee: typeHash('MaximumFee').slice(2),
  paymaster: typeHash('PaymasterRule').slice(2),
  identity: typeHash('Identity').slice(2),
  supersession: typeHash('Supersession').slice(2),
}

/**
 * The grantId: the EIP-712 digest that the owner signs and that the chain remembers. Equal to viem's `hashTypedData`
 * of `typedData(grant, module)`, through the roots of the trees.
 * @throws EncodingRangeError when a member does not fit its type.
 */
export function hashGrant(grant: Grant, module: Address): Hash {
  return digest(module, hashGrantStruct(grant, grantRoots(grant)))
}

/** The trees of a grant's permissions and limits, with their proofs. */
export function grantTrees(grant: Pick<Grant, 'permissions' | 'limits'>): GrantTrees {
  return {
    permissions: createTree(grant.permissions.map(hashPermission), hashPermission(PADDING_PERMISSION)),
    limits: createTree(grant.limits.map(hashLimit), hashLimit(PADDING_LIMIT)),
  }
}

/** Roots and heights of a grant's trees. */
export function grantRoots(grant: Pick<Grant, 'permissions' | 'limits'>): GrantRoots {
  const { permissions, limits } = grantTrees(grant)
  return {
    permissionsRoot: permissions.root,
    limitsRoot: limits.root,
    heights: { permissions: permissions.height, limits: limits.height },
  }
}

/**
 * EIP-712 hashStruct of a grant, from the roots of its trees.
 * @param messagesHash In place of the messages, where only their hash is known.
 */
export function hashGrantStruct(
  grant: GrantFrame,
  roots: GrantRoots,
  messagesHash: Hex = hashMessages(grant.messages),
): Hex {
  return hashDigits(
    grantTypeWord(roots.heights),
    addressWord(grant.account, 'account'),
    hashArray(grant.networks.map(hashNetwork)),
    bytesDigits(roots.permissionsRoot, 32, 'permissionsRoot'),
    bytesDigits(roots.limitsRoot, 32, 'limitsRoot'),
    bytesDigits(messagesHash, 32, 'messagesHash'),
    hashArray(grant.guards.map(hashGuard)),
    uintWord(grant.validAfter, 48, 'validAfter'),
    uintWord(grant.validUntil, 48, 'validUntil'),
    uintWord(grant.keyLifetime, 32, 'keyLifetime'),
    uintWord(grant.overlap, 32, 'overlap'),
    uintWord(grant.maxKeys, 8, 'maxKeys'),
    hashMaximumFee(grant.maximumFee),
    hashPaymasterRule(grant.paymaster),
    hashKey(grant.rotator).slice(2),
    hashKey(grant.keeper).slice(2),
    hashIdentity(grant.identity),
    hashSupersession(grant.supersedes),
    hashKey(grant.sessionKey).slice(2),
    fixedBytesWord(grant.salt, 16, 'salt'),
  )
}

/** Type hash of a grant whose trees have these heights. */
export function grantTypeHash(heights: Heights): Hex {
  return typeHash('Grant', grantTypes(heights))
}

const typeWords = new Map<string, string>()

function grantTypeWord(heights: Heights): string {
  const id = `${heights.permissions},${heights.limits}`
  const word = typeWords.get(id) ?? grantTypeHash(heights).slice(2)
  typeWords.set(id, word)
  return word
}

function hashNetwork(network: Grant['networks'][number]): Hex {
  const { chainId, epoch } = network
  return hashDigits(STRUCT_WORDS.network, uintWord(chainId, 256, 'chainId'), uintWord(epoch, 64, 'epoch'))
}

/** EIP-712 hash of the array of a grant's messages. */
export function hashMessages(messages: readonly Message[]): Hex {
  return `0x${hashArray(messages.map(hashGrantMessage))}`
}

/** EIP-712 hashStruct of one of a grant's messages. */
export function hashGrantMessage(message: Message): Hex {
  return hashDigits(
    STRUCT_WORDS.message,
    uintWord(message.kind, 8, 'message.kind'),
    bytesDigits(message.domain, 32, 'message.domain'),
    bytesHashWord(stringToHex(message.contents), 'message.contents'),
    hashArray(message.conditions.map(hashCondition)),
    uintWord(message.uncounted ? 1 : 0, 8, 'message.uncounted'),
  )
}

function hashGuard(guard: Grant['guards'][number]): Hex {
  const config = bytesHashWord(guard.config, 'guard.config')
  return hashDigits(STRUCT_WORDS.guard, addressWord(guard.guard, 'guard.guard'), config)
}

function hashMaximumFee(fee: Grant['maximumFee']): string {
  const price = uintWord(fee.price, 256, 'maximumFee.price')
  return hashDigits(STRUCT_WORDS.maximumFee, uintWord(fee.budget, 256, 'maximumFee.budget'), price).slice(2)
}

function hashPaymasterRule(rule: Grant['paymaster']): string {
  const listed = hashDigits(...rule.listed.map((address) => addressWord(address, 'paymaster.listed')))
  return hashDigits(STRUCT_WORDS.paymaster, uintWord(rule.kind, 8, 'paymaster.kind'), listed.slice(2)).slice(
    2,
  )
}

function hashIdentity(identity: Grant['identity']): string {
  return hashDigits(
    STRUCT_WORDS.identity,
    uintWord(identity.kind, 8, 'identity.kind'),
    addressWord(identity.registry, 'identity.registry'),
    bytesHashWord(identity.subject, 'identity.subject'),
  ).slice(2)
}

function hashSupersession(supersedes: Grant['supersedes']): string {
  const carries = hashDigits(...supersedes.carries.map((limit) => uintWord(limit, 16, 'supersedes.carries')))
  const grantId = bytesDigits(supersedes.grantId, 32, 'supersedes.grantId')
  return hashDigits(STRUCT_WORDS.supersession, grantId, carries.slice(2)).slice(2)
}
