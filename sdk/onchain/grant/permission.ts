import type { Abi } from 'abitype'
import { type Address, getAddress, toFunctionSelector } from 'viem'
import { CallKind } from '../../core/permission.ts'
import { SpendSource } from '../../core/spend.ts'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { resolveConditions, resolveSpends } from './arguments.ts'
import { findFunction } from './findFunction.ts'
import type { FunctionName, FunctionOf, Spends, Where } from './functionTypes.ts'
import type { NamedSpend, PermissionDefinition } from './permissionDefinition.ts'

/** What every kind of permission takes. */
export type PermissionOptions = {
  /** Most native value of one call, in wei, inclusive. Zero, the default, means none. */
  maxValue?: bigint
  /** Name of the limit that counts the native value of each call. */
  spendsValue?: string
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
  /** Conditions by argument name, for example `{ to: oneOf([a, b]), amount: atMost(100n) }`. All must hold. */
  where?: Where<FunctionOf<abi, name>['inputs']>
  /** Names of limits by the argument that they count, for example `{ amount: 'usdc' }`. */
  spends?: Spends<FunctionOf<abi, name>['inputs']>
}

/**
 * A permission to call one function of one contract. Argument names and types are those of the ABI.
 *
 * @throws FunctionUnknownError, ArgumentUnknownError, ArgumentUnsupportedError (dynamic arguments), ConditionInvalidError,
 * PermissionInvalidError (native value for a function that takes none).
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
    spends: [...valueSpends(parameters), ...resolveSpends(item, parameters.spends ?? {})],
    allowTokenMismatch: parameters.allowTokenMismatch ?? false,
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
    spends: valueSpends(parameters),
    allowTokenMismatch: parameters.allowTokenMismatch ?? false,
    item: undefined,
  }
}

function valueSpends({ spendsValue }: PermissionOptions): readonly NamedSpend[] {
  if (spendsValue === undefined) return []
  return [{ limit: spendsValue, source: SpendSource.nativeValue, argument: 0n }]
}
