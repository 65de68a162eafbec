import type { Abi, AbiFunction, AbiParameter, ExtractAbiFunction } from 'abitype'

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
