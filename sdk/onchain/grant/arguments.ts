import type { AbiFunction } from 'abitype'
import type { ParameterCondition } from '../../core/parameterCondition.ts'
import { SpendSource } from '../../core/spend.ts'
import { ArgumentUnsupportedError } from '../../errors/permission.ts'
import { componentsOf, isBytes, isValueType } from './abiLayout.ts'
import { encodePath } from './argumentPath.ts'
import type { ArgumentWord } from './argumentWord.ts'
import { bytesConditions } from './bytesConditions.ts'
import type { ArgumentCondition } from './conditions.ts'
import { encodeCondition } from './encodeCondition.ts'
import { type ArgumentLocation, locateArgument } from './locateArgument.ts'
import type { NamedSpend } from './permissionDefinition.ts'

/** Rules by the name or path of an argument; rules on members of a tuple may be nested. */
type ByName<leaf> = { readonly [argument: string]: leaf | ByName<leaf> | undefined }

/** Conditions by argument, as the module takes them. */
export function resolveConditions(item: AbiFunction, where: object): readonly ParameterCondition[] {
  return leaves(item, where as ByName<ArgumentCondition>, isRule).flatMap(({ location, value }) =>
    [value].flat().flatMap((condition) => {
      if (isBytes(location.parameter)) return bytesConditions(location, condition)
      return [encodeCondition(wordAt(location), condition)]
    }),
  )
}

/** Spends by argument, as the module takes them but for the index of the limit. Over every element they add up. */
export function resolveSpends(item: AbiFunction, spends: object): readonly NamedSpend[] {
  const isName = (value: unknown): value is string => typeof value === 'string'
  return leaves(item, spends as ByName<string>, isName).map(({ location, value }) => {
    const word = wordAt(location)
    if (!word.type.startsWith('uint')) {
      throw new ArgumentUnsupportedError({ argument: word.path, type: word.type })
    }
    return { limit: value, source: SpendSource.argument, argument: word.argument }
  })
}

function isRule(value: unknown): value is ArgumentCondition {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'object' && first !== null && 'name' in first && 'values' in first
    ? Array.isArray(first.values) && typeof first.name === 'string'
    : false
}

type Leaf<leaf> = { readonly location: ArgumentLocation; readonly value: leaf }

function leaves<leaf>(
  item: AbiFunction,
  tree: ByName<leaf>,
  isLeaf: (value: unknown) => value is leaf,
): readonly Leaf<leaf>[] {
  return Object.entries(tree).flatMap(([text, value]) => {
    if (value === undefined) return []
    return locateArgument(item, text).flatMap((location) => inside(location, value, isLeaf))
  })
}

function inside<leaf>(
  location: ArgumentLocation,
  value: leaf | ByName<leaf>,
  isLeaf: (value: unknown) => value is leaf,
): readonly Leaf<leaf>[] {
  if (isLeaf(value)) return [{ location, value }]
  if (!componentsOf(location.parameter)) throw unsupported(location)
  return Object.entries(value as ByName<leaf>).flatMap(([name, member]) => {
    if (member === undefined) return []
    return locateArgument(location.item, `${location.path}.${name}`).flatMap((each) =>
      inside(each, member, isLeaf),
    )
  })
}

function wordAt(location: ArgumentLocation): ArgumentWord {
  const { path, parameter, place } = location
  if (!isValueType(parameter)) throw unsupported(location)
  return { argument: encodePath(place), path, type: parameter.type }
}

function unsupported({ path, parameter }: ArgumentLocation): Error {
  return new ArgumentUnsupportedError({ argument: path, type: parameter.type })
}
