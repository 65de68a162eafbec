import type { AbiParameter } from 'abitype'

/** An array type taken apart; `length` is undefined for one of any length. */
export type ArrayLayout = { readonly element: AbiParameter; readonly length: number | undefined }

/** The name of a parameter; an unnamed one goes by its position. */
export function nameOf(parameter: AbiParameter, position: number): string {
  return parameter.name ? parameter.name : `${position}`
}

/** Whether a value of the type is one word. */
export function isValueType({ type }: Pick<AbiParameter, 'type'>): boolean {
  return /^(u?int\d*|address|bool|bytes\d+)$/.test(type)
}

/** Whether the type is `bytes` or a string. */
export function isBytes({ type }: Pick<AbiParameter, 'type'>): boolean {
  return type === 'bytes' || type === 'string'
}

/** The components of a tuple; undefined for everything else, arrays of tuples too. */
export function componentsOf(parameter: AbiParameter): readonly AbiParameter[] | undefined {
  return parameter.type === 'tuple' && 'components' in parameter ? parameter.components : undefined
}

/** The outermost array of a type; undefined when it is none. */
export function arrayOf(parameter: AbiParameter): ArrayLayout | undefined {
  const match = /^(.*)\[(\d*)\]$/.exec(parameter.type)
  if (!match) return undefined
  const [, type = '', length = ''] = match
  return { element: { ...parameter, type }, length: length === '' ? undefined : Number(length) }
}

/** Whether only an offset to the value stands in its place. */
export function isDynamic(parameter: AbiParameter): boolean {
  if (isBytes(parameter)) return true
  const array = arrayOf(parameter)
  if (array) return array.length === undefined || isDynamic(array.element)
  return componentsOf(parameter)?.some(isDynamic) ?? false
}

/** Words that a value takes in its place: 1 for a dynamic one, which leaves only its offset there. */
export function headWords(parameter: AbiParameter): number {
  if (isDynamic(parameter)) return 1
  const array = arrayOf(parameter)
  if (array) return (array.length ?? 0) * headWords(array.element)
  const components = componentsOf(parameter)
  return components ? wordsBefore(components, components.length) : 1
}

/** Words that the parameters before a position take together. */
export function wordsBefore(parameters: readonly AbiParameter[], position: number): number {
  return parameters.slice(0, position).reduce((sum, one) => sum + headWords(one), 0)
}
