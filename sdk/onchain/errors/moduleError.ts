import { type Address, decodeErrorResult, type Hash, type Hex } from 'viem'
import type { BaseError } from '../../errors/base.ts'
import * as execution from '../../errors/contractExecution.ts'
import * as fees from '../../errors/contractFee.ts'
import * as grants from '../../errors/contractGrant.ts'
import * as guards from '../../errors/contractGuard.ts'
import * as keys from '../../errors/contractKey.ts'
import * as messages from '../../errors/contractMessage.ts'
import * as tiers from '../../errors/contractTier.ts'
import * as times from '../../errors/contractTime.ts'
import * as uses from '../../errors/contractUse.ts'
import { UseMalformedError } from '../../errors/encoding.ts'
import {
  GrantExpiredError,
  GrantNotStartedError,
  GrantWindowInvalidError,
  PartUnsupportedError,
} from '../../errors/grant.ts'
import { KeyKindUnsupportedError, KeyMalformedError } from '../../errors/key.ts'
import { LimitExceededError } from '../../errors/limit.ts'
import * as permissions from '../../errors/permission.ts'
import { sessionModuleAbi } from '../abis/sessionModule.ts'
import { callKindText, operatorName, partName } from './words.ts'

/** A custom error of the module, as its name and arguments. */
export type DecodedModuleError = { readonly name: string; readonly args: readonly unknown[] }

type Make = (...args: never[]) => BaseError
const n = Number

/** One maker per custom error of ISessionErrors; a test checks that none is missing. */
export const MODULE_ERRORS: { readonly [name: string]: Make } = {
  AccountMismatch: (sender: Address, caller: Address) =>
    new execution.AccountMismatchError({ sender, caller }),
  AccountWithoutCode: (account: Address) => new execution.AccountWithoutCodeError({ account }),
  CallerUnauthorized: (caller: Address) => new uses.CallerUnauthorizedError({ caller }),
  ExecutionFunctionUnsupported: (selector: Hex) =>
    new execution.ExecutionFunctionUnsupportedError({ selector }),
  ExecutionModeUnsupported: (mode: Hex) => new execution.ExecutionModeUnsupportedError({ mode }),
  ExecutionMalformed: () => new execution.ExecutionMalformedError(),
  ExecutionEmpty: () => new execution.ExecutionEmptyError(),
  ExecutionResultMismatch: (results: bigint, calls: bigint) =>
    new execution.ExecutionResultMismatchError({ results, calls }),
  InitCodeForbidden: () => new execution.InitCodeForbiddenError(),
  PaymasterForbidden: (paymaster: Address) => new execution.PaymasterForbiddenError({ paymaster }),
  FeePriceExceeded: (price: bigint, allowed: bigint) => new fees.FeePriceExceededError({ price, allowed }),
  FeeBudgetExceeded: (requested: bigint, remaining: bigint) =>
    new fees.FeeBudgetExceededError({ requested, remaining }),
  FeeUnbounded: () => new fees.FeeUnboundedError(),
  UseMalformed: () => new UseMalformedError({ reason: 'the module cannot read it.' }),
  PartUnsupported: (part: bigint) =>
    new PartUnsupportedError({ part: partName(part), expected: 'its empty value' }),
  NetworkNotGranted: (chainId: bigint) => new grants.NetworkNotGrantedError({ chainId }),
  NetworkCountUnsupported: (count: bigint) => new grants.NetworkCountUnsupportedError({ count }),
  GrantIsPaused: (grantId: Hash) => new grants.GrantIsPausedError({ grantId }),
  AccountIsPaused: (account: Address) => new grants.AccountIsPausedError({ account }),
  GrantUnknown: (grantId: Hash) => new grants.GrantUnknownError({ grantId }),
  GrantEnded: (grantId: Hash) => new grants.GrantEndedError({ grantId }),
  GrantEpochEnded: (epoch: bigint, current: bigint) => new grants.GrantEpochEndedError({ epoch, current }),
  GrantWindowInvalid: (validAfter: bigint, validUntil: bigint) =>
    new GrantWindowInvalidError({
      validAfter: n(validAfter),
      validUntil: n(validUntil),
      reason: 'the module refuses it.',
    }),
  GrantNotStarted: (validAfter: bigint, timestamp: bigint) =>
    new GrantNotStartedError({ validAfter: n(validAfter), timestamp: n(timestamp) }),
  GrantExpired: (validUntil: bigint, timestamp: bigint) =>
    new GrantExpiredError({ validUntil: n(validUntil), timestamp: n(timestamp) }),
  GrantorMismatch: (grantorId: Hash, recorded: Hash) =>
    new grants.GrantorMismatchError({ grantorId, recorded }),
  // Its argument is what the grantor should have signed, and stays out.
  GrantorSignatureInvalid: () => new grants.GrantorSignatureInvalidError(),
  KeyKindUnsupported: (kind: bigint) => new KeyKindUnsupportedError({ kind: n(kind), role: 'a signer here' }),
  KeyMalformed: (kind: bigint, length: bigint) => new KeyMalformedError({ kind: n(kind), length: n(length) }),
  KeyUnknown: (keyId: Hash) => new keys.KeyUnknownError({ keyId }),
  KeyEnded: (keyId: Hash) => new keys.KeyEndedError({ keyId }),
  KeyExpired: (keyId: Hash, validUntil: bigint, timestamp: bigint) =>
    new keys.KeyExpiredError({ keyId, validUntil: n(validUntil), timestamp: n(timestamp) }),
  KeyAlreadyUsed: (keyId: Hash) => new keys.KeyAlreadyUsedError({ keyId }),
  KeyCountExceeded: (requested: bigint, allowed: bigint) =>
    new keys.KeyCountExceededError({ requested, allowed }),
  KeyExpiryInvalid: (requested: bigint, allowed: bigint) =>
    new keys.KeyExpiryInvalidError({ requested: n(requested), allowed: n(allowed) }),
  KeyOverlapExceeded: (requested: bigint, allowed: bigint) =>
    new keys.KeyOverlapExceededError({ requested: n(requested), allowed: n(allowed) }),
  KeySignatureMalformed: (length: bigint) => new keys.KeySignatureMalformedError({ length: n(length) }),
  KeySignatureInvalid: (keyId: Hash) => new keys.KeySignatureInvalidError({ keyId }),
  SignatureExpired: (validUntil: bigint, timestamp: bigint) =>
    new keys.SignatureExpiredError({ validUntil: n(validUntil), timestamp: n(timestamp) }),
  RotationSequenceMismatch: (sequence: bigint, expected: bigint) =>
    new keys.RotationSequenceMismatchError({ sequence: n(sequence), expected: n(expected) }),
  NonceMismatch: (nonce: bigint, expected: bigint) => new uses.NonceMismatchError({ nonce, expected }),
  NonceUsed: (nonce: bigint) => new uses.NonceUsedError({ nonce }),
  GasInsufficient: (available: bigint, minimum: bigint) =>
    new uses.GasInsufficientError({ available, minimum }),
  PermissionNotGranted: (index: bigint) => new uses.PermissionProofInvalidError({ index: n(index) }),
  PermissionIndexInvalid: (index: bigint, count: bigint) =>
    new uses.PermissionIndexInvalidError({ index: n(index), count: n(count) }),
  TargetForbidden: (target: Address) =>
    new permissions.TargetForbiddenError({ target, reason: "the account's own surroundings" }),
  TargetNotAllowed: (target: Address, allowed: Address) =>
    new permissions.TargetNotAllowedError({ target, allowed }),
  CallNotAllowed: (length: bigint, call: bigint) =>
    new permissions.CallNotAllowedError({ length: n(length), allowed: callKindText(n(call)) }),
  SelectorNotAllowed: (selector: Hex, allowed: Hex) =>
    new permissions.SelectorNotAllowedError({ selector, allowed }),
  ValueExceeded: (value: bigint, allowed: bigint) => new permissions.ValueExceededError({ value, allowed }),
  ArgumentMissing: (argument: bigint, length: bigint) =>
    new permissions.ArgumentMissingError({ argument: `argument ${argument}`, length: n(length) }),
  ArgumentMalformed: (argument: bigint) =>
    new permissions.ArgumentMalformedError({ argument: `argument ${argument}` }),
  ConditionFailed: (argument: bigint, operator: bigint, actual: Hex) =>
    new permissions.ConditionFailedError({
      argument: `argument ${argument}`,
      operator: operatorName(n(operator)),
      asked: actual,
      allowed: 'the value in the permission',
    }),
  ConditionMalformed: (operator: bigint, values: bigint) =>
    new uses.ConditionMalformedError({ operator: n(operator), values: n(values) }),
  LimitNotGranted: (limitId: bigint) => new uses.LimitNotGrantedError({ limitId: n(limitId) }),
  LimitMissing: (limitId: bigint) => new uses.LimitMissingError({ limitId: n(limitId) }),
  LimitKindMismatch: (limitId: bigint, kind: bigint, source: bigint) =>
    new uses.LimitKindMismatchError({ limitId: n(limitId), kind: n(kind), source: n(source) }),
  LimitExceeded: (limitId: bigint, requested: bigint, remaining: bigint) =>
    new LimitExceededError({ limitId: n(limitId), requested, remaining }),
  LimitPeriodInvalid: (limitId: bigint, period: bigint) =>
    new times.LimitPeriodInvalidError({ limitId: n(limitId), period: n(period) }),
  LimitPeriodEnded: (limitId: bigint, periodIndex: bigint, current: bigint) =>
    new times.LimitPeriodEndedError({
      limitId: n(limitId),
      periodIndex: n(periodIndex),
      current: n(current),
    }),
  WindowEmpty: (validAfter: bigint, validUntil: bigint) =>
    new times.WindowEmptyError({ validAfter: n(validAfter), validUntil: n(validUntil) }),
  WindowMissed: (validAfter: bigint, validUntil: bigint, timestamp: bigint) =>
    new times.WindowMissedError({
      validAfter: n(validAfter),
      validUntil: n(validUntil),
      timestamp: n(timestamp),
    }),
  TierExceeded: (tier: bigint, worstTier: bigint) =>
    new tiers.TierExceededError({ tier: n(tier), worstTier: n(worstTier) }),
  TierInvalid: (tier: bigint, validUntil: bigint) =>
    new tiers.TierInvalidError({ tier: n(tier), validUntil: n(validUntil) }),
  GuardCallMissing: () => new guards.GuardCallMissingError(),
  UseOpen: (grantId: Hash) => new guards.UseOpenError({ grantId }),
  GuardNotOpen: (grantId: Hash, open: Hash) => new guards.GuardNotOpenError({ grantId, open }),
  MessageMalformed: () => new messages.MessageMalformedError(),
  MessageForbidden: (verifyingContract: Address) => new messages.MessageForbiddenError({ verifyingContract }),
  // The arguments of these are hashes that somebody could sign, and stay out.
  MessageNotGranted: () => new messages.MessageNotGrantedError(),
  MessageCounted: (grantId: Hash) => new messages.MessageCountedError({ grantId }),
  MessageHashMismatch: () => new messages.MessageHashMismatchError(),
  MessageTextMismatch: () => new messages.MessageTextMismatchError(),
  RedemptionMalformed: () => new uses.RedemptionMalformedError(),
}

/** The module's custom error in revert data; undefined when it is something else. */
export function decodeModuleError(data: Hex): DecodedModuleError | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: sessionModuleAbi, data })
    return errorName in MODULE_ERRORS ? { name: errorName, args } : undefined
  } catch {
    return undefined
  }
}

/** The typed error of a decoded one. */
export function moduleError({ name, args }: DecodedModuleError): BaseError | undefined {
  return MODULE_ERRORS[name]?.(...(args as never[]))
}
