import type { ArgumentCondition } from '../../sdk/onchain/index.ts'
import { FileError } from './errors.ts'

/** Conditions as a definition writes them, one name and its values. */
const CONDITIONS = [
  'equal',
  'notEqual',
  'less',
  'atMost',
  'greater',
  'atLeast',
  'range',
  'oneOf',
  'mask',
  'isAccount',
] as const

/** Conditions by argument or its path; an argument that is a tuple may have its members below it. */
export type ConditionTree = { readonly [argument: string]: unknown }

/**
 * Conditions of a definition as the SDK takes them.
 * @throws FileError for something that is none.
 */
export function readConditions(path: string, tree: ConditionTree): ConditionTree {
  return Object.fromEntries(
    Object.entries(tree).map(([argument, node]) => {
      if (Array.isArray(node)) return [argument, node.map((one) => condition(path, argument, one))]
      if (!isTree(node)) throw new FileError(`the condition on ${argument} is not an object.`, { path })
      return [argument, isCondition(node) ? condition(path, argument, node) : readConditions(path, node)]
    }),
  )
}

function condition(path: string, argument: string, node: unknown): ArgumentCondition {
  if (!isTree(node) || !isCondition(node)) {
    throw new FileError(`the condition on ${argument} has to be one of ${CONDITIONS.join(', ')}.`, { path })
  }
  const [name, given] = Object.entries(node)[0] ?? []
  const values = name === 'isAccount' ? [] : [given].flat()
  return { name: name as ArgumentCondition['name'], values: values.map(conditionValue) }
}

/** Integers of any size are decimal strings in JSON. */
function conditionValue(value: unknown): bigint | boolean | string | number {
  return typeof value === 'string' && /^-?\d{1,78}$/.test(value) ? BigInt(value) : (value as string)
}

function isTree(node: unknown): node is ConditionTree {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}

function isCondition(node: ConditionTree): boolean {
  const names = Object.keys(node)
  return names.length === 1 && CONDITIONS.some((name) => name === names[0])
}
