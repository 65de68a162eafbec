import { isHex } from 'viem'
import { MAX_FEE_BUDGET, MAX_ITEMS, UNLIMITED } from '../../core/constants.ts'
import { isExpiry } from '../../core/expiry.ts'
import type { Grant } from '../../core/grant.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { GrantInvalidError, GrantWindowInvalidError, PartUnsupportedError } from '../../errors/grant.ts'
import { byteLength } from '../../internal/words.ts'
import { checkKey, checkKeyOrNobody } from './checkKey.ts'
import { checkLeaves } from './checkLeaves.ts'
import { checkMessages } from './checkMessages.ts'

/** Most bytes of a guard's configuration, inclusive. */
const MAX_CONFIG = 65_535

/** First chain id that the encoding has no room for. */
const CHAIN_END = 2n ** 64n

/**
 * Refuses a grant that says anything which the module would refuse at every use, or could not be encoded.
 * @throws PartUnsupportedError, GrantInvalidError, GrantWindowInvalidError, PermissionInvalidError, LimitInvalidError,
 * KeyKindUnsupportedError, KeyMalformedError.
 */
export function checkParts(grant: Grant): void {
  const { validAfter, validUntil } = grant
  if (!isExpiry(grant)) {
    const reason = 'its ends are seconds below 2^47, the first not after the last.'
    throw new GrantWindowInvalidError({ validAfter, validUntil, reason })
  }
  checkNetworks(grant)
  const { kind, registry, subject } = grant.identity
  if (kind !== 0 || BigInt(registry) !== 0n || subject !== '0x') {
    throw new PartUnsupportedError({ part: 'identity', expected: 'none' })
  }
  checkKey(grant.sessionKey, 'session key')
  checkKeyOrNobody(grant.rotator, 'rotator')
  checkKeyOrNobody(grant.keeper, 'keeper')
  checkGuards(grant)
  checkFees(grant)
  checkSupersession(grant)
  checkMessages(grant)
  checkLeaves(grant)
}

function checkNetworks({ networks }: Grant): void {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'networks', reason })
  if (networks.length < 1 || networks.length > MAX_ITEMS) throw refuse(`there are 1 to ${MAX_ITEMS} of them.`)
  for (const [at, { chainId }] of networks.entries()) {
    if (chainId <= 0n || chainId >= CHAIN_END) throw refuse('a chain id is above 0 and below 2^64.')
    if (at > 0 && chainId <= (networks[at - 1]?.chainId ?? 0n)) {
      throw refuse('they are not strictly increasing by chain id.')
    }
  }
}

function checkGuards({ guards }: Grant): void {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'guards', reason })
  if (guards.length > MAX_ITEMS) throw refuse(`there are at most ${MAX_ITEMS} of them.`)
  for (const { guard, config } of guards) {
    if (BigInt(guard) === 0n) throw refuse('the zero address is none.')
    if (!isHex(config) || byteLength(config) > MAX_CONFIG) {
      throw refuse(`a configuration has at most ${MAX_CONFIG} bytes.`)
    }
  }
}

function checkFees({ maximumFee: { budget, price }, paymaster: { kind, listed } }: Grant): void {
  const refuse = (member: string, reason: string): Error => new GrantInvalidError({ member, reason })
  if (budget < 0n || (budget > MAX_FEE_BUDGET && budget !== UNLIMITED)) {
    throw refuse('maximumFee', 'its budget is at most 2^128 - 1 wei, or unlimited.')
  }
  if (price < 0n || price > UNLIMITED) throw refuse('maximumFee', 'its price is from 0 to 2^256 - 1 wei.')
  if ((kind === PaymasterRuleKind.listed) !== listed.length > 0 || listed.length > MAX_ITEMS) {
    throw refuse('paymaster', `the rule "listed" lists 1 to ${MAX_ITEMS}, every other rule none.`)
  }
  if (listed.some((address) => BigInt(address) === 0n)) {
    throw refuse('paymaster', 'the zero address is none.')
  }
}

function checkSupersession({ supersedes: { grantId, carries } }: Grant): void {
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'supersedes', reason })
  if (carries.length > MAX_ITEMS) throw refuse(`at most ${MAX_ITEMS} limits can be carried.`)
  if (BigInt(grantId) === 0n && carries.length > 0) throw refuse('there is no grant to carry from.')
  if (new Set(carries).size < carries.length) throw refuse('a limit is carried twice.')
}
