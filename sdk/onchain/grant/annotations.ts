import type { AbiFunction } from 'abitype'
import { type Address, type Hex, isAddressEqual, toFunctionSelector } from 'viem'

/** What makes a grant readable: names that the grant itself does not carry. Never decides anything. */
export type Annotations = {
  /** Functions of the targets. */
  readonly functions: readonly { readonly target: Address; readonly item: AbiFunction }[]
  /** Names of the limits by index. */
  readonly limits: readonly string[]
}

/** The known function with this selector at a target. */
export function annotatedFunction(
  annotations: Annotations | undefined,
  target: Address,
  selector: Hex,
): AbiFunction | undefined {
  return annotations?.functions.find(
    (known) =>
      isAddressEqual(known.target, target) && toFunctionSelector(known.item) === selector.toLowerCase(),
  )?.item
}
