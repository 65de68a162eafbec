import type { Abi, AbiFunction, AbiParameter, AbiParameterToPrimitiveType, ExtractAbiFunction } from 'abitype'
import type { ArgumentCondition } from './conditions.ts'

type Changing = 'nonpayable' | 'payable'

type JoinTypes<inputs extends readonly AbiParameter[]> = inputs extends readonly [
  infer first extends AbiParameter,
  ...infer rest extends readonly AbiParameter[],
]
  ? rest extends readonly []
    ? TypeText<first>
    : `${TypeText<first>},${JoinTypes<rest>}`
  : ''

type TypeText<parameter extends AbiParameter> = parameter extends {
  type: `tuple${infer suffix}`
  components: infer components extends readonly AbiParameter[]
}
  ? `(${JoinTypes<components>})${suffix}`
  : parameter['type']

type SignatureOf<item> = item extends AbiFunction ? `${item['name']}(${JoinTypes<item['inputs']>})` : never

type IsUnion<type, whole = type> = type extends unknown ? ([whole] extends [type] ? false : true) : never

type PlainName<abi extends Abi, name extends string> = name extends string
  ? IsUnion<ExtractAbiFunction<abi, name, Changing>> extends false
    ? name
    : never
  : never

/** Names of the functions of an ABI that change state. An overloaded one goes by its full signature. */
export type FunctionName<abi extends Abi | readonly unknown[]> = abi extends Abi
  ? Abi extends abi
    ? string
    :
        | PlainName<abi, ExtractAbiFunction<abi, string, Changing>['name']>
        | SignatureOf<ExtractAbiFunction<abi, string, Changing>>
  : string

/** The function of an ABI that a name or a full signature means. */
export type FunctionOf<abi extends Abi | readonly unknown[], name extends string> = abi extends Abi
  ? Abi extends abi
    ? AbiFunction
    : Extract<NamedFunction<ExtractAbiFunction<abi, string, Changing>, name>, AbiFunction>
  : AbiFunction

type NamedFunction<item, name extends string> = item extends AbiFunction
  ? name extends item['name'] | SignatureOf<item>
    ? item
    : never
  : never

type ArgumentKey<
  inputs extends readonly AbiParameter[],
  position extends keyof inputs,
> = inputs[position] extends { name: infer name extends string }
  ? name extends ''
    ? position
    : name
  : position

type IsDynamic<parameter extends AbiParameter> = parameter['type'] extends
  | 'string'
  | 'bytes'
  | `${string}[]`
  | `${'string' | 'bytes'}[${string}`
  ? true
  : parameter extends { components: infer components extends readonly AbiParameter[] }
    ? SomeDynamic<components>
    : false

type SomeDynamic<components extends readonly AbiParameter[]> = components extends readonly [
  infer first extends AbiParameter,
  ...infer rest extends readonly AbiParameter[],
]
  ? IsDynamic<first> extends true
    ? true
    : SomeDynamic<rest>
  : false

type Integer<type extends string> = type extends `${'u' | ''}int${string}` ? bigint | number : never

type ValueOf<parameter extends AbiParameter> = parameter['type'] extends
  | `${string}]`
  | 'string'
  | 'bytes'
  | 'function'
  ? never
  : Integer<parameter['type']> extends never
    ? AbiParameterToPrimitiveType<parameter, 'inputs'>
    : Integer<parameter['type']>

type Rule<value> = ArgumentCondition<value> | readonly ArgumentCondition<value>[]

type WhereOf<parameter extends AbiParameter> = parameter extends {
  type: 'tuple'
  components: infer components extends readonly AbiParameter[]
}
  ? IsDynamic<parameter> extends true
    ? never
    : Where<components>
  : [ValueOf<parameter>] extends [never]
    ? never
    : Rule<ValueOf<parameter>>

type SpendsOf<parameter extends AbiParameter> = parameter extends {
  type: 'tuple'
  components: infer components extends readonly AbiParameter[]
}
  ? IsDynamic<parameter> extends true
    ? never
    : Spends<components>
  : parameter['type'] extends `uint${string}]`
    ? never
    : parameter['type'] extends `uint${string}`
      ? string
      : never

type AnyWhere = { readonly [argument: string]: Rule<unknown> | AnyWhere }
type AnySpends = { readonly [argument: string]: string | AnySpends }

/** Conditions by argument name; an unnamed argument goes by its position. Static tuples nest. */
export type Where<inputs extends readonly AbiParameter[]> = number extends inputs['length']
  ? AnyWhere
  : {
      readonly [position in Exclude<keyof inputs, keyof []> as ArgumentKey<inputs, position> &
        string]?: WhereOf<Extract<inputs[position], AbiParameter>>
    }

/** Names of limits by the argument whose amount they count. Unsigned integers only; static tuples nest. */
export type Spends<inputs extends readonly AbiParameter[]> = number extends inputs['length']
  ? AnySpends
  : {
      readonly [position in Exclude<keyof inputs, keyof []> as ArgumentKey<inputs, position> &
        string]?: SpendsOf<Extract<inputs[position], AbiParameter>>
    }
