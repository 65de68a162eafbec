import type { AbiFunction, AbiParameter } from 'abitype'
import { arrayOf, componentsOf, headWords, isBytes, isDynamic, isValueType, nameOf } from './abiLayout.ts'
import type { ArgumentWord } from './argumentWord.ts'
import { decodePath, type PathStep } from './argumentPath.ts'

/** A parameter, and the name by which one gets there. */
type Named = { readonly path: string; readonly parameter: AbiParameter }

/** The argument of a function that a path leads to, in words; undefined when the path does not fit its types. */
export function nameArgument(item: AbiFunction | undefined, argument: bigint): ArgumentWord | undefined {
  const path = item && decodePath(argument)
  if (!path) return undefined
  let found = pick(item.inputs, path.first, '')
  for (const step of path.steps) found = found && isDynamic(found.parameter) ? take(found, step) : undefined
  if (!found || !isValueType(found.parameter)) return undefined
  return { argument, path: found.path, type: found.parameter.type }
}

/** An argument in words when its function is known, otherwise by its place. */
export function argumentText(item: AbiFunction | undefined, argument: bigint): string {
  return nameArgument(item, argument)?.path ?? placeText(argument)
}

/** The argument by its place: what a path says without an ABI. */
function placeText(argument: bigint): string {
  const path = decodePath(argument)
  if (!path) return `argument ${argument}`
  return [`argument ${path.first}`, ...path.steps.map(stepText)].join(', ')
}

function stepText(step: PathStep): string {
  if (step.kind === 'length') return 'its length'
  if (step.kind === 'field') return `its field ${step.word}`
  const { index, layout } = step
  if (layout === 'bytes') return `its bytes from ${32 * Number(index)}`
  const whole = index === 'every' ? 'each of its elements' : `its element ${index}`
  return layout.words === 1 ? whole : `word ${layout.word} of ${whole}`
}

/** What one step leads to: `found` is dynamic, and the step has followed its offset. */
function take({ path, parameter }: Named, step: PathStep): Named | undefined {
  const array = arrayOf(parameter)
  if (step.kind === 'length') {
    const sized = isBytes(parameter) || (array && array.length === undefined)
    return sized ? { path: `${path}.length`, parameter: { type: 'uint256' } } : undefined
  }
  if (step.kind === 'field') {
    const components = componentsOf(parameter)
    if (components) return pick(components, step.word, `${path}.`)
    if (array?.length === undefined || step.word >= array.length) return undefined
    return { path: `${path}[${step.word}]`, parameter: array.element }
  }
  const at = `${path}[${step.index === 'every' ? '*' : step.index}]`
  if (step.layout === 'bytes') {
    return isBytes(parameter) ? { path: at, parameter: { type: 'bytes32' } } : undefined
  }
  if (!array || array.length !== undefined || headWords(array.element) !== step.layout.words) return undefined
  return within({ path: at, parameter: array.element }, step.layout.word)
}

/** The parameter that a word of a head belongs to. */
function pick(parameters: readonly AbiParameter[], word: number, prefix: string): Named | undefined {
  let rest = word
  for (const [position, parameter] of parameters.entries()) {
    const words = headWords(parameter)
    if (rest < words) return within({ path: `${prefix}${nameOf(parameter, position)}`, parameter }, rest)
    rest -= words
  }
  return undefined
}

/** What stands at a word of a parameter in its place: itself, or for a static tuple or array one of its members. */
function within(named: Named, word: number): Named | undefined {
  const { path, parameter } = named
  if (isDynamic(parameter) || isValueType(parameter)) return word === 0 ? named : undefined
  const components = componentsOf(parameter)
  if (components) return pick(components, word, `${path}.`)
  const array = arrayOf(parameter)
  if (!array) return undefined
  const words = headWords(array.element)
  const index = Math.floor(word / words)
  return within({ path: `${path}[${index}]`, parameter: array.element }, word - index * words)
}
