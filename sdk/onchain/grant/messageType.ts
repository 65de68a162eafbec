import type { AbiFunction, AbiParameter } from 'abitype'
import { isValueType } from './abiLayout.ts'

/** Names of all structs of an EIP-712 type, the primary one first. */
export function structNames(encodedType: string): readonly string[] {
  return [...encodedType.matchAll(/([A-Za-z_$][\w$]*)\(/g)].map(([, name = '']) => name)
}

/**
 * The members of an EIP-712 type's primary struct as if they were the arguments of a function, which is how conditions look at
 * them: one word each, for everything but values the hash of it. Undefined when the text is no such type.
 */
export function messageMembers(encodedType: string): AbiFunction | undefined {
  const [, name, list] = /^([A-Za-z_$][\w$]*)\(([^()]*)\)/.exec(encodedType) ?? []
  if (name === undefined || list === undefined) return undefined
  const inputs = list === '' ? [] : list.split(',').map(member)
  return inputs.includes(undefined)
    ? undefined
    : {
        type: 'function',
        name,
        inputs: inputs.filter((input) => input !== undefined),
        outputs: [],
        stateMutability: 'view',
      }
}

function member(text: string): AbiParameter | undefined {
  const [type, name, ...others] = text.split(' ')
  if (!type || !name || others.length > 0) return undefined
  return { name, type: isValueType({ type }) ? type : 'bytes32' }
}
