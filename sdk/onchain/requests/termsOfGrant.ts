import {
  type Address,
  erc20Abi,
  getAddress,
  hexToBigInt,
  numberToHex,
  toFunctionSelector,
  zeroAddress,
} from 'viem'
import type { Grant } from '../../core/grant.ts'
import { KeyKind } from '../../core/key.ts'
import { Operator } from '../../core/parameterCondition.ts'
import { CallKind, type Permission } from '../../core/permission.ts'
import { BaseError } from '../../errors/base.ts'
import { findFunction } from '../grant/findFunction.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { isPeriodic } from '../grant/period.ts'
import { transferGrant } from './transferGrant.ts'
import type { SettledTerms } from './transferTerms.ts'

const TRANSFER = toFunctionSelector(findFunction(erc20Abi, 'transfer'))

/**
 * The terms that a grant keeps, when it is exactly the grant that a permission request with these terms leads to. Undefined for any
 * other grant: a permission request could not say what that one allows.
 */
export function termsOfGrant(grant: Grant): SettledTerms | undefined {
  const [network] = grant.networks
  const terms = network && likelyTerms(grant, Number(network.chainId))
  if (!terms) return undefined
  try {
    // Whatever else the grant says would change its hash.
    const own = transferGrant({ terms, module: zeroAddress, epoch: network.epoch, salt: grant.salt })
    return hashGrant(own.grant, zeroAddress) === hashGrant(grant, zeroAddress) ? terms : undefined
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

function likelyTerms(grant: Grant, chainId: number): SettledTerms | undefined {
  const { account, sessionKey, validAfter, validUntil } = grant
  const [permission] = grant.permissions
  const [limit] = grant.limits
  if (!permission || !limit || sessionKey.kind !== KeyKind.ecdsa) return undefined
  const native = permission.call === CallKind.empty
  if (!native && permission.selector !== TRANSFER) return undefined
  return {
    ...{ chainId, account, sessionKey: getAddress(sessionKey.key), validAfter, validUntil },
    token: native ? 'native' : permission.target,
    amount: limit.amount,
    ...(isPeriodic(limit) ? { period: limit.period } : {}),
    recipients: native ? [permission.target] : recipientsOf(permission),
  }
}

function recipientsOf({ conditions }: Permission): readonly Address[] | 'anyone' {
  const [condition] = conditions
  if (!condition) return 'anyone'
  const named = condition.operator === Operator.equal || condition.operator === Operator.oneOf
  // Another condition leads to another hash.
  return named
    ? condition.values.map((word) =>
        getAddress(numberToHex(BigInt.asUintN(160, hexToBigInt(word)), { size: 20 })),
      )
    : []
}
