import type { AbiFunction, AbiParameter } from 'abitype'
import { ArgumentUnknownError, ArgumentUnsupportedError } from '../../errors/permission.ts'
import { arrayOf, componentsOf, headWords, isBytes, isDynamic, nameOf, wordsBefore } from './abiLayout.ts'
import { type ArgumentPath, EVERY, type PathStep } from './argumentPath.ts'

/** A place in a function's arguments: a value, or a tuple, an array or bytes as a whole. */
export type ArgumentLocation = {
  readonly path: string
  readonly parameter: AbiParameter
  /** The path of its first word, or for a dynamic one of its offset. */
  readonly place: ArgumentPath
  /** What is named one level up, for saying what there is. */
  readonly item: AbiFunction
}

/** One part of a path's text: `.name`, `[3]` or `[*]`. */
type Part = string | number | '*'

/** Most words of an element that one step of a path can describe, inclusive. */
const MAX_ELEMENT_WORDS = 126

/**
 * The places that a path in words means: one, or with `[*]` on an array of fixed length one per element.
 * @param text `params.fee`, `orders[*].amount`, `path[0]`, `amounts.length`, from the outermost argument inward.
 * @throws ArgumentUnknownError, ArgumentUnsupportedError.
 */
export function locateArgument(item: AbiFunction, text: string): readonly ArgumentLocation[] {
  const [name, ...parts] = partsOf(item, text)
  const root = { path: '', item, place: { first: 0, steps: [] } }
  let found = [pickNamed(root, item.inputs, `${name}`)]
  for (const part of parts) found = found.flatMap((location) => stepInto(location, part))
  return found
}

/** The place of one member of a tuple, or the length of an array. */
function locateMember(location: ArgumentLocation, name: string): ArgumentLocation {
  const { parameter, path } = location
  const components = componentsOf(parameter)
  if (components) {
    const inside = isDynamic(parameter) ? follow(location, { kind: 'field', word: 0 }) : location
    return pickNamed({ ...inside, path: `${path}.` }, components, name)
  }
  const sized = isBytes(parameter) || (arrayOf(parameter) && arrayOf(parameter)?.length === undefined)
  if (name !== 'length' || !sized) throw unsupported(location)
  const length = follow(location, { kind: 'length' })
  return { ...length, path: `${path}.length`, parameter: { type: 'uint256' } }
}

function stepInto(location: ArgumentLocation, part: Part): readonly ArgumentLocation[] {
  if (typeof part === 'string' && part !== '*') return [locateMember(location, part)]
  const { parameter } = location
  if (isBytes(parameter)) return [locateBytes(location, part)]
  const array = arrayOf(parameter)
  if (!array) throw unsupported(location)
  if (array.length === undefined) return [locateElement(location, array.element, part)]
  const indexes = part === '*' ? [...Array(array.length).keys()] : [part]
  return indexes.map((index) => locateFixed(location, array.element, Number(index), array.length ?? 0))
}

/** An element, or each, of an array of any length. */
function locateElement(
  location: ArgumentLocation,
  element: AbiParameter,
  part: number | string,
): ArgumentLocation {
  const words = headWords(element)
  const seen = location.place.steps.some((step) => step.kind === 'element' && step.index === 'every')
  // Of two arrays, which element of which would be meant?
  if (words > MAX_ELEMENT_WORDS || (part === '*' && seen) || Number(part) >= EVERY)
    throw unsupported(location)
  const index = part === '*' ? ('every' as const) : Number(part)
  const inside = follow(location, { kind: 'element', index, layout: { words, word: 0 } })
  return { ...inside, path: `${location.path}[${part}]`, parameter: element }
}

function locateFixed(
  location: ArgumentLocation,
  element: AbiParameter,
  index: number,
  length: number,
): ArgumentLocation {
  if (index >= length) throw unsupported(location)
  const dynamic = isDynamic(location.parameter)
  const place = dynamic
    ? follow(location, { kind: 'field', word: index }).place
    : shift(location.place, index * headWords(element))
  return { ...location, place, path: `${location.path}[${index}]`, parameter: element }
}

/** 32 bytes of `bytes` or a string; those after the end read as zero. */
function locateBytes(location: ArgumentLocation, part: number | string): ArgumentLocation {
  if (part === '*' || Number(part) >= EVERY) throw unsupported(location)
  const inside = follow(location, { kind: 'element', index: Number(part), layout: 'bytes' })
  return { ...inside, path: `${location.path}[${part}]`, parameter: { type: 'bytes32' } }
}

function follow(location: ArgumentLocation, step: PathStep): ArgumentLocation {
  const { first, steps } = location.place
  return { ...location, place: { first, steps: [...steps, step] } }
}

/** The place some words further on in the same head. */
function shift({ first, steps }: ArgumentPath, words: number): ArgumentPath {
  const last = steps.at(-1)
  if (!last) return { first: first + words, steps }
  const before = steps.slice(0, -1)
  if (last.kind === 'field') return { first, steps: [...before, { ...last, word: last.word + words }] }
  if (last.kind !== 'element' || last.layout === 'bytes') return { first, steps }
  const layout = { ...last.layout, word: last.layout.word + words }
  return { first, steps: [...before, { ...last, layout }] }
}

function pickNamed(
  parent: Pick<ArgumentLocation, 'path' | 'place' | 'item'>,
  parameters: readonly AbiParameter[],
  name: string,
): ArgumentLocation {
  const position = parameters.findIndex((parameter, at) => nameOf(parameter, at) === name)
  const parameter = parameters[position]
  const path = `${parent.path}${name}`
  if (!parameter) {
    const known = parameters.map((one, at) => nameOf(one, at))
    throw new ArgumentUnknownError({ argument: path, functionName: parent.item.name, known })
  }
  return { ...parent, path, parameter, place: shift(parent.place, wordsBefore(parameters, position)) }
}

function partsOf(item: AbiFunction, text: string): Part[] {
  if (!/^[\w$]+(\.[\w$]+|\[(\d{1,5}|\*)\])*$/.test(text)) {
    const known = item.inputs.map((one, at) => nameOf(one, at))
    throw new ArgumentUnknownError({ argument: text, functionName: item.name, known })
  }
  const parts = [...text.matchAll(/\[(\d{1,5}|\*)\]|([\w$]+)/g)]
  return parts.map(([, index, name]) => name ?? (index === '*' ? '*' : Number(index)))
}

function unsupported({ path, parameter }: ArgumentLocation): Error {
  return new ArgumentUnsupportedError({ argument: path, type: parameter.type })
}
