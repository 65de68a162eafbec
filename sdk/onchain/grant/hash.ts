import { type Address, concatHex, type Hex, keccak256, stringToHex } from 'viem'
import type { Key } from '../../core/key.ts'
import type { Limit } from '../../core/limit.ts'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import type { Permission } from '../../core/permission.ts'
import type { Spend } from '../../core/spend.ts'
import {
  addressWord,
  bytesDigits,
  bytesHashWord,
  fixedBytesWord,
  hashDigits,
  uintWord,
} from '../../internal/words.ts'
import { DOMAIN_TYPES, moduleDomain, typeHash } from './eip712.ts'

const TYPE_WORDS = {
  domain: typeHash('EIP712Domain', DOMAIN_TYPES).slice(2),
  key: typeHash('Key').slice(2),
  limit: typeHash('Limit').slice(2),
  condition: typeHash('ParameterCondition').slice(2),
  permission: typeHash('Permission').slice(2),
  spend: typeHash('Spend').slice(2),
}

/** EIP-712 hashStruct of a permission: its leaf in the grant's tree. */
export function hashPermission(permission: Permission): Hex {
  return hashDigits(
    TYPE_WORDS.permission,
    addressWord(permission.target, 'permission.target'),
    uintWord(permission.call, 8, 'permission.call'),
    fixedBytesWord(permission.selector, 4, 'permission.selector'),
    uintWord(permission.maxValue, 256, 'permission.maxValue'),
    hashArray(permission.conditions.map(hashCondition)),
    hashArray(permission.spends.map(hashSpend)),
    uintWord(permission.worstTier, 8, 'permission.worstTier'),
  )
}

/** EIP-712 hashStruct of a limit: its leaf in the grant's tree. */
export function hashLimit(limit: Limit): Hex {
  return hashDigits(
    TYPE_WORDS.limit,
    uintWord(limit.kind, 8, 'limit.kind'),
    addressWord(limit.token, 'limit.token'),
    uintWord(limit.amount, 128, 'limit.amount'),
    uintWord(limit.period, 32, 'limit.period'),
    uintWord(limit.periodStart, 48, 'limit.periodStart'),
  )
}

/** EIP-712 hashStruct of a key: the `keyId` that the module knows it by. */
export function hashKey(key: Key): Hex {
  return hashDigits(TYPE_WORDS.key, uintWord(key.kind, 8, 'key.kind'), bytesHashWord(key.key, 'key.key'))
}

/** EIP-712 hashStruct of a condition. */
export function hashCondition(condition: ParameterCondition): Hex {
  const values = condition.values.map((value) => bytesDigits(value, 32, 'condition.values'))
  return hashDigits(
    TYPE_WORDS.condition,
    uintWord(condition.argument, 256, 'condition.argument'),
    uintWord(condition.operator, 8, 'condition.operator'),
    hashDigits(...values).slice(2),
  )
}

/** EIP-712 hashStruct of a spend. */
function hashSpend(spend: Spend): Hex {
  return hashDigits(
    TYPE_WORDS.spend,
    uintWord(spend.limit, 16, 'spend.limit'),
    uintWord(spend.source, 8, 'spend.source'),
    uintWord(spend.argument, 256, 'spend.argument'),
  )
}

/** EIP-712 hash of an array of structs, as digits. */
export function hashArray(hashes: readonly Hex[]): string {
  return hashDigits(...hashes.map((hash) => hash.slice(2))).slice(2)
}

/** EIP-712 domain separator of a module. */
export function domainSeparator(module: Address): Hex {
  const { name, version, verifyingContract } = moduleDomain(module)
  return hashDigits(
    TYPE_WORDS.domain,
    bytesHashWord(stringToHex(name), 'domain.name'),
    bytesHashWord(stringToHex(version), 'domain.version'),
    addressWord(verifyingContract, 'domain.verifyingContract'),
  )
}

/** The digest that is signed: `keccak256(0x1901 ‖ domainSeparator ‖ hashStruct)`. */
export function digest(module: Address, hashStruct: Hex): Hex {
  return keccak256(concatHex(['0x1901', domainSeparator(module), hashStruct]))
}
