import type { AbiParameter, AbiParameterToPrimitiveType } from 'abitype'
import type { Hex } from 'viem'
import type { ArgumentCondition } from './conditions.ts'

/** One thing that a path can name: its text, the type of its values, and whether a limit can count it. */
type Entry = { readonly path: string; readonly value: unknown; readonly counted: boolean }

type ArgumentKey<
  inputs extends readonly AbiParameter[],
  position extends keyof inputs,
> = inputs[position] extends { name: infer name extends string }
  ? name extends ''
    ? position
    : name
  : position

type Positions<inputs extends readonly AbiParameter[]> = Exclude<keyof inputs, keyof []>

type At<inputs extends readonly AbiParameter[], position extends keyof inputs> = Extract<
  inputs[position],
  AbiParameter
>

type Integer<type extends string> = type extends `${'u' | ''}int${string}` ? bigint | number : never

type ValueOf<parameter extends AbiParameter> =
  Integer<parameter['type']> extends never
    ? AbiParameterToPrimitiveType<parameter, 'inputs'>
    : Integer<parameter['type']>

type Components<parameter> = parameter extends {
  components: infer components extends readonly AbiParameter[]
}
  ? components
  : readonly []

/** The same parameter with another type: an element of its array. */
type Element<parameter extends AbiParameter, type extends string> = {
  readonly type: type
  readonly components: Components<parameter>
}

type Leaf<path extends string, value, counted extends boolean = false> = {
  readonly path: path
  readonly value: value
  readonly counted: counted
}

/** Everything that can be named at and below a parameter. */
type EntriesAt<parameter extends AbiParameter, path extends string> = parameter['type'] extends
  | 'bytes'
  | 'string'
  ? Leaf<path, string> | Leaf<`${path}[${number}]`, Hex> | Leaf<`${path}.length`, bigint | number>
  : parameter['type'] extends `${infer type}[]`
    ?
        | EntriesAt<Element<parameter, type>, `${path}[${number}]` | `${path}[*]`>
        | Leaf<`${path}.length`, bigint | number>
    : parameter['type'] extends `${infer type}[${number}]`
      ? EntriesAt<Element<parameter, type>, `${path}[${number}]` | `${path}[*]`>
      : parameter['type'] extends 'tuple'
        ? Entries<Components<parameter>, `${path}.`>
        : parameter['type'] extends 'function' | `${string}]`
          ? never
          : Leaf<path, ValueOf<parameter>, parameter['type'] extends `uint${string}` ? true : false>

type Entries<inputs extends readonly AbiParameter[], prefix extends string = ''> = {
  [position in Positions<inputs>]: EntriesAt<
    At<inputs, position>,
    `${prefix}${ArgumentKey<inputs, position> & string}`
  >
}[Positions<inputs>]

type Rule<value> = ArgumentCondition<value> | readonly ArgumentCondition<value>[]

type ByPath<entries, leaf extends 'rule' | 'limit'> = {
  readonly [entry in entries as entry extends Entry
    ? leaf extends 'rule'
      ? entry['path']
      : entry['counted'] extends true
        ? entry['path']
        : never
    : never]?: entry extends Entry ? (leaf extends 'rule' ? Rule<entry['value']> : string) : never
}

type AnyWhere = { readonly [argument: string]: Rule<unknown> | AnyWhere }
type AnySpends = { readonly [argument: string]: string | AnySpends }

/**
 * Conditions by the name or path of an argument; an unnamed one goes by its position. Tuples nest, or go by their path:
 * `{ params: { fee: equal(500) } }`, `{ 'params.fee': equal(500) }`, `{ 'orders[*].amount': atMost(5n) }`.
 */
export type Where<inputs extends readonly AbiParameter[]> = number extends inputs['length']
  ? AnyWhere
  : ByPath<Entries<inputs>, 'rule'> & {
      readonly [position in Positions<inputs> as At<inputs, position>['type'] extends 'tuple'
        ? ArgumentKey<inputs, position> & string
        : never]?: Where<Components<inputs[position]>>
    }

/** Names of limits by the argument whose amount they count. Unsigned integers only; over every element they add up. */
export type Spends<inputs extends readonly AbiParameter[]> = number extends inputs['length']
  ? AnySpends
  : ByPath<Entries<inputs>, 'limit'> & {
      readonly [position in Positions<inputs> as At<inputs, position>['type'] extends 'tuple'
        ? ArgumentKey<inputs, position> & string
        : never]?: Spends<Components<inputs[position]>>
    }
