import { decodeErrorResult, type Hex, parseAbi } from 'viem'

/** Errors that carry the revert data of somebody else, or the reason of an EntryPoint. */
const wrapperAbi = parseAbi([
  'error FailedOpWithRevert(uint256 opIndex, string reason, bytes inner)',
  'error FailedOp(uint256 opIndex, string reason)',
  'error PostOpReverted(bytes returnData)',
  'error DelegateAndRevert(bool success, bytes ret)',
  'error CallPhaseReverted(bytes reason)',
])

/** Revert data with everything that wrappers in it carry, outermost first, and the EntryPoint's reasons on the way. */
export type Unwrapped = { readonly data: readonly Hex[]; readonly reasons: readonly string[] }

/** Opens FailedOpWithRevert and its like, however deep. */
export function unwrap(data: Hex): Unwrapped {
  const found: { data: Hex[]; reasons: string[] } = { data: [data], reasons: [] }
  for (let at = 0; at < found.data.length && at < 8; at++) {
    for (const arg of wrapperArguments(found.data[at] ?? '0x')) {
      if (typeof arg !== 'string') continue
      if (!arg.startsWith('0x')) found.reasons.push(arg)
      else if (arg.length >= 10) found.data.push(arg as Hex)
    }
  }
  return found
}

function wrapperArguments(data: Hex): readonly unknown[] {
  try {
    return decodeErrorResult({ abi: wrapperAbi, data }).args
  } catch {
    return []
  }
}
