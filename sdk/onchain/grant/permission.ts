import type { Abi } from 'abitype'
import { type Address, getAddress, toFunctionSelector } from 'viem'
import { UNTIERED } from '../../core/constants.ts'
import { CallKind } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { Tier } from '../../core/tier.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { resolveConditions, resolveSpends } from './arguments.ts'
import type { Spends, Where } from './argumentTypes.ts'
import { findFunction } from './findFunction.ts'
import type { FunctionName, FunctionOf } from './functionTypes.ts'
import type { NamedSpend, PermissionDefinition } from './permissionDefinition.ts'

/** What every kind of permission takes. */
export type PermissionOptions = {
  /** Most native value of one call, in wei, inclusive. Zero, the default, means none. */
  maxValue?: bigint
  /** Name of the limit that counts the native value of each call. */
  spendsValue?: string
  /** Name of the limit that counts the calls themselves, one each. */
  spendsCall?: string
  /** Worst risk tier in which the permission may be used, as the grant's keeper publishes it; without one every tier admits it. */
  worstTier?: 'A' | 'B' | 'C'
  /** Lets a token limit count calls that nothing ties to that token. */
  allowTokenMismatch?: boolean
}

export type PermissionParameters<
  abi extends Abi | readonly unknown[] = Abi,
  name extends FunctionName<abi> = FunctionName<abi>,
> = PermissionOptions & {
  abi: abi
  /** The contract that may be called. */
  target: Address
  /** A function that changes state; an overloaded one by its full signature. */
  functionName: name | FunctionName<abi>
  /**
   * Conditions by argument, for example `{ to: oneOf([a, b]), 'orders[*].amount': atMost(100n), 'path.length': equal(2n) }`. All
   * must hold; over `[*]` for every element, so for none in an empty array.
   */
  where?: Where<FunctionOf<abi, name>['inputs']>
  /** Names of limits by the argument that they count, for example `{ amount: 'usdc' }`; over `[*]` the sum of the elements. */
  spends?: Spends<FunctionOf<abi, name>['inputs']>
}

/**
 * A permission to call one function of one contract. Argument names and types are those of the ABI; members of tuples, elements and
 * lengths of arrays, and parts of bytes go by their path.
 *
 * @throws FunctionUnknownError, ArgumentUnknownError, ArgumentUnsupportedError, ConditionInvalidError, PermissionInvalidError (native
 * value for a function that takes none).
 * @example
 * permission({
 *   abi: erc20Abi,
 *   target: usdc,
 *   functionName: 'transfer',
 *   where: { recipient: equal(payee), amount: atMost(100_000_000n) },
 *   spends: { amount: 'usdc' },
 * })
 */
export function permission<const abi extends Abi | readonly unknown[], const name extends FunctionName<abi>>(
  parameters: PermissionParameters<abi, name>,
): PermissionDefinition {
  const item = findFunction(parameters.abi as Abi, parameters.functionName)
  const { maxValue = 0n } = parameters
  if (maxValue > 0n && item.stateMutability !== 'payable') {
    throw new PermissionInvalidError({ permission: item.name, reason: 'the function takes no native value.' })
  }
  return {
    target: getAddress(parameters.target),
    call: CallKind.selector,
    selector: toFunctionSelector(item),
    maxValue,
    conditions: resolveConditions(item, parameters.where ?? {}),
    spends: [...ownSpends(parameters), ...resolveSpends(item, parameters.spends ?? {})],
    ...options(parameters),
    item,
  }
}

export type AnySelectorPermissionParameters = PermissionOptions & { target: Address }

/** A permission to call any function of one contract, asked for by this name. No argument is looked at. */
export function anySelectorPermission(parameters: AnySelectorPermissionParameters): PermissionDefinition {
  return withoutArguments(CallKind.anySelector, parameters)
}

export type TransferPermissionParameters = Omit<PermissionOptions, 'maxValue' | 'allowTokenMismatch'> & {
  /** The recipient. */
  target: Address
  /** Most native value of one transfer, in wei, inclusive. */
  maxValue: bigint
}

/** A permission to send native value to one recipient with empty calldata. */
export function transferPermission(parameters: TransferPermissionParameters): PermissionDefinition {
  return withoutArguments(CallKind.empty, parameters)
}

function withoutArguments(
  call: CallKind,
  parameters: PermissionOptions & { target: Address },
): PermissionDefinition {
  return {
    target: getAddress(parameters.target),
    call,
    selector: '0x00000000',
    maxValue: parameters.maxValue ?? 0n,
    conditions: [],
    spends: ownSpends(parameters),
    ...options(parameters),
    item: undefined,
  }
}

function options({ allowTokenMismatch = false, worstTier }: PermissionOptions) {
  return { allowTokenMismatch, worstTier: worstTier === undefined ? UNTIERED : Tier[worstTier] }
}

/** What a call takes whatever its arguments say. */
function ownSpends({ spendsValue, spendsCall }: PermissionOptions): readonly NamedSpend[] {
  return [
    ...(spendsValue === undefined ? [] : [spend(spendsValue, SpendSource.nativeValue)]),
    ...(spendsCall === undefined ? [] : [spend(spendsCall, SpendSource.call)]),
  ]
}

function spend(limit: string, source: SpendSource): NamedSpend {
  return { limit, source, argument: 0n }
}
