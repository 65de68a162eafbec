import type { AbiFunction, AbiParameter } from 'abitype'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { SpendSource } from '../../core/spend.ts'
import { ArgumentUnknownError, ArgumentUnsupportedError } from '../../errors/permission.ts'
import type { ArgumentWord } from './argumentWord.ts'
import type { ArgumentCondition } from './conditions.ts'
import { encodeCondition } from './encodeCondition.ts'
import type { NamedSpend } from './permissionDefinition.ts'

type ByName<leaf> = { readonly [argument: string]: leaf | ByName<leaf> | undefined }

/** Conditions by argument name, as the module takes them. */
export function resolveConditions(item: AbiFunction, where: object): readonly ParameterCondition[] {
  return leaves(item, item.inputs, where as ByName<ArgumentCondition>, isRule).flatMap(({ word, value }) =>
    [value].flat().map((condition) => encodeCondition(word, condition)),
  )
}

/** Spends by argument name, as the module takes them but for the index of the limit. */
export function resolveSpends(item: AbiFunction, spends: object): readonly NamedSpend[] {
  const isName = (value: unknown): value is string => typeof value === 'string'
  return leaves(item, item.inputs, spends as ByName<string>, isName).map(({ word, value }) => {
    if (!word.type.startsWith('uint'))
      throw new ArgumentUnsupportedError({ argument: word.path, type: word.type })
    return { limit: value, source: SpendSource.argument, argument: BigInt(word.index) }
  })
}

/** Every word of the arguments that one index reaches, in order. Dynamic arguments and arrays are left out. */
export function argumentWords(
  inputs: readonly AbiParameter[],
  first = 0,
  prefix = '',
): readonly ArgumentWord[] {
  let index = first
  const words: ArgumentWord[] = []
  for (const [position, input] of inputs.entries()) {
    const path = `${prefix}${nameOf(input, position)}`
    const components = componentsOf(input)
    if (isValueType(input)) words.push({ index, path, type: input.type })
    else if (components && !isDynamic(input)) words.push(...argumentWords(components, index, `${path}.`))
    index += headWords(input)
  }
  return words
}

function isRule(value: unknown): value is ArgumentCondition {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'object' && first !== null && 'name' in first && 'values' in first
    ? Array.isArray(first.values) && typeof first.name === 'string'
    : false
}

function leaves<leaf>(
  item: AbiFunction,
  inputs: readonly AbiParameter[],
  tree: ByName<leaf>,
  isLeaf: (value: unknown) => value is leaf,
  first = 0,
  prefix = '',
): { word: ArgumentWord; value: leaf }[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    if (value === undefined) return []
    const position = inputs.findIndex((input, at) => nameOf(input, at) === name)
    const input = inputs[position]
    const path = `${prefix}${name}`
    if (!input) throw unknownArgument(item, inputs, path)
    const index = inputs.slice(0, position).reduce((sum, before) => sum + headWords(before), first)
    const components = componentsOf(input)
    if (components && !isDynamic(input) && !isLeaf(value)) {
      return leaves(item, components, value as ByName<leaf>, isLeaf, index, `${path}.`)
    }
    if (!isValueType(input) || !isLeaf(value))
      throw new ArgumentUnsupportedError({ argument: path, type: input.type })
    return [{ word: { index, path, type: input.type }, value }]
  })
}

function unknownArgument(item: AbiFunction, inputs: readonly AbiParameter[], argument: string): Error {
  const known = inputs.map((input, position) => nameOf(input, position))
  return new ArgumentUnknownError({ argument, functionName: item.name, known })
}

function nameOf(input: AbiParameter, position: number): string {
  return input.name ? input.name : `${position}`
}

function isValueType({ type }: AbiParameter): boolean {
  return /^(u?int\d*|address|bool|bytes\d+)$/.test(type)
}

/** The components of a tuple; undefined for everything else, arrays of tuples too. */
function componentsOf(input: AbiParameter): readonly AbiParameter[] | undefined {
  return input.type === 'tuple' && 'components' in input ? input.components : undefined
}

function isDynamic(input: AbiParameter): boolean {
  if (input.type === 'string' || input.type === 'bytes') return true
  const array = arrayOf(input)
  if (array) return array.length === undefined || isDynamic(array.element)
  return componentsOf(input)?.some(isDynamic) ?? false
}

/** Words that an argument takes in the head: 1 for a dynamic one, which leaves only its offset there. */
function headWords(input: AbiParameter): number {
  if (isDynamic(input)) return 1
  const array = arrayOf(input)
  if (array) return (array.length ?? 0) * headWords(array.element)
  const components = componentsOf(input)
  return components ? components.reduce((sum, component) => sum + headWords(component), 0) : 1
}

function arrayOf(input: AbiParameter): { element: AbiParameter; length: number | undefined } | undefined {
  const match = /^(.*)\[(\d*)\]$/.exec(input.type)
  if (!match) return undefined
  const [, type = '', length = ''] = match
  return { element: { ...input, type }, length: length === '' ? undefined : Number(length) }
}
