import { type Address, erc20Abi, type Hex, isAddressEqual } from 'viem'
import { type Clock, fixedClock } from '../../core/clock.ts'
import { LIFETIME, MAX_CONDITION_VALUES, MIN_PERIOD } from '../../core/constants.ts'
import { ecdsaKey } from '../../core/key.ts'
import { BaseError } from '../../errors/base.ts'
import { RequestUnsupportedError } from '../../errors/request.ts'
import { equal, oneOf } from '../grant/conditions.ts'
import { type DefineGrantReturnType, defineGrant } from '../grant/defineGrant.ts'
import { type LimitDefinition, nativeLimit, tokenLimit } from '../grant/limitDefinition.ts'
import { permission, transferPermission } from '../grant/permission.ts'
import type { PermissionDefinition } from '../grant/permissionDefinition.ts'
import type { SettledTerms } from './transferTerms.ts'

export type TransferGrantParameters = {
  terms: SettledTerms
  module: Address
  /** The account's epoch. */
  epoch: bigint
  /** 16 bytes; random by default. */
  salt?: Hex | undefined
  /** Tells whether the window is over already; `validAfter` counts as now by default. */
  clock?: Clock | undefined
}

/** Name of the one limit of the grant. */
const LIMIT = 'transfers'

/**
 * The grant that keeps the terms of a permission request: one permission, one limit, nothing else. The account pays no fee under it:
 * the key redeems by its own transaction.
 *
 * - ERC-20: `transfer` of the token, without native value; no `approve`, no `transferFrom`.
 * - Native: empty calldata to one recipient. A grant names each address that may be called, and a context carries the permission
 *   of one.
 * @throws RequestUnsupportedError for terms that no such grant can keep, saying which and why.
 */
export function transferGrant(parameters: TransferGrantParameters): DefineGrantReturnType {
  const { terms, module, epoch, salt, clock = fixedClock(terms.validAfter) } = parameters
  checkKept(terms)
  try {
    return defineGrant({
      ...{ account: terms.account, module, chainId: terms.chainId, epoch, clock },
      ...{ validAfter: terms.validAfter, validUntil: terms.validUntil },
      sessionKey: ecdsaKey(terms.sessionKey),
      permissions: [permissionOf(terms)],
      limits: { [LIMIT]: limitOf(terms) },
      maximumFee: { budget: 0n, price: 0n },
      ...(salt === undefined ? {} : { salt }),
    })
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    throw new RequestUnsupportedError({ part: 'permission', reason: cause.shortMessage }, { cause })
  }
}

function permissionOf({ token, amount, recipients }: SettledTerms): PermissionDefinition {
  if (token === 'native') {
    const [target] = recipients
    if (recipients === 'anyone' || target === undefined) throw noRecipient()
    return transferPermission({ target: target as Address, maxValue: amount, spendsValue: LIMIT })
  }
  const [first] = recipients
  const condition = recipients.length === 1 ? equal(first as Address) : oneOf(recipients as Address[])
  return permission({
    abi: erc20Abi,
    target: token,
    functionName: 'transfer',
    where: recipients === 'anyone' ? {} : { recipient: condition },
    spends: { amount: LIMIT },
  })
}

function limitOf({ token, amount, period }: SettledTerms): LimitDefinition {
  const common = { amount, period }
  return token === 'native' ? nativeLimit(common) : tokenLimit({ ...common, token })
}

/** What can be told plainly, before the grant's own rules are asked. */
function checkKept({ amount, period, token, recipients, redeemers, sessionKey }: SettledTerms): void {
  const refuse = (part: string, reason: string): Error => new RequestUnsupportedError({ part, reason })
  if (amount >> 128n !== 0n) throw refuse('amount', 'a limit is below 2^128.')
  if (period !== undefined && (period < MIN_PERIOD || period >= LIFETIME)) {
    throw refuse('periodDuration', `a period has ${MIN_PERIOD} to 2^32 - 2 seconds.`)
  }
  if (redeemers && !(redeemers.length === 1 && redeemers.every((each) => isAddressEqual(each, sessionKey)))) {
    throw refuse('redeemer', `only the key itself redeems, there is no passing on: name ${sessionKey} alone.`)
  }
  if (recipients === 'anyone') {
    if (token === 'native') throw noRecipient()
    return
  }
  if (token === 'native' && recipients.length > 1) {
    throw refuse('payee', 'one context sends native value to one recipient: ask once for each.')
  }
  if (recipients.length > MAX_CONDITION_VALUES) {
    throw refuse('payee', `one context names at most ${MAX_CONDITION_VALUES} recipients: ask several times.`)
  }
}

function noRecipient(): Error {
  const reason =
    'a grant names each address that native value may go to, there is no "anyone": name one by a `payee` rule.'
  return new RequestUnsupportedError({ part: 'payee', reason })
}
