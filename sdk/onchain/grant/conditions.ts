import type { Address } from 'viem'

/** What a condition compares: an argument's value as the ABI types it. */
export type ConditionValue = bigint | number | boolean | string

/** A rule on one argument, before the ABI has given it a place and a type. */
export type ArgumentCondition<value = ConditionValue> = {
  readonly name: ConditionName
  readonly values: readonly value[]
}

/** Conditions by name; for signed arguments the signed operators are chosen from the ABI. */
export type ConditionName =
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'atMost'
  | 'greater'
  | 'atLeast'
  | 'range'
  | 'oneOf'
  | 'isAccount'
  | 'mask'

/** The argument is this value. */
export function equal<const value>(value: value): ArgumentCondition<value> {
  return { name: 'equal', values: [value] }
}

/** The argument is any other value. */
export function notEqual<const value>(value: value): ArgumentCondition<value> {
  return { name: 'notEqual', values: [value] }
}

/** The argument is below this number (exclusive). */
export function less<const value extends bigint | number>(value: value): ArgumentCondition<value> {
  return { name: 'less', values: [value] }
}

/** The argument is this number or below (inclusive). */
export function atMost<const value extends bigint | number>(value: value): ArgumentCondition<value> {
  return { name: 'atMost', values: [value] }
}

/** The argument is above this number (exclusive). */
export function greater<const value extends bigint | number>(value: value): ArgumentCondition<value> {
  return { name: 'greater', values: [value] }
}

/** The argument is this number or above (inclusive). */
export function atLeast<const value extends bigint | number>(value: value): ArgumentCondition<value> {
  return { name: 'atLeast', values: [value] }
}

/** The argument is from `from` to `to`, both inclusive. */
export function range<const value extends bigint | number>(from: value, to: value): ArgumentCondition<value> {
  return { name: 'range', values: [from, to] }
}

/** The argument is one of 1 to 16 values. Larger sets become permissions that share limits. */
export function oneOf<const value>(values: readonly value[]): ArgumentCondition<value> {
  return { name: 'oneOf', values }
}

/** The argument, an address, is the account itself. */
export function isAccount(): ArgumentCondition<Address> {
  return { name: 'isAccount', values: [] }
}

/** The bits of the argument that `bits` selects are exactly `expected`. Unsigned integers and bytesN only. */
export function mask<const value extends bigint | number | string>(
  bits: value,
  expected: value,
): ArgumentCondition<value> {
  return { name: 'mask', values: [bits, expected] }
}
