import type { AbiFunction, AbiParameter } from 'abitype'

/** A function in human-readable ABI form, all names kept. viem's own formatter drops the names of tuples. */
export function functionText({ name, inputs, stateMutability }: AbiFunction): string {
  const suffix = stateMutability === 'nonpayable' ? '' : ` ${stateMutability}`
  return `function ${name}(${parametersText(inputs)})${suffix}`
}

function parametersText(parameters: readonly AbiParameter[]): string {
  return parameters.map((one) => `${typeText(one)}${one.name ? ` ${one.name}` : ''}`).join(', ')
}

function typeText(parameter: AbiParameter): string {
  if (!('components' in parameter)) return parameter.type
  return `(${parametersText(parameter.components)})${parameter.type.slice('tuple'.length)}`
}
