import { decodeErrorResult, type Hex, parseAbi } from 'viem'

/** Errors that carry the revert data of somebody else, or the reason of an EntryPoint. */
const wrapperAbi = parseAbi([
  'error FailedOpWithRevert(uint256 opIndex, string reason, bytes inner)',
  'error FailedOp(uint256 opIndex, string reason)',
  'error PostOpReverted(bytes returnData)',
  'error DelegateAndRevert(bool success, bytes ret)',
  'error CallPhaseReverted(bytes reason)',
])

/** Custom errors of EntryPoint v0.9 in the place of codes that earlier ones have, told by those codes. */
const codedAbi = parseAbi([
  'error InvalidBeneficiary(address beneficiary)',
  'error FailedSendToBeneficiary(address beneficiary, uint256 amount, bytes revertData)',
  'error InternalFunction()',
  'error InvalidPaymasterData(uint256 paymasterAndDataLength)',
  'error InvalidPaymaster(address paymaster)',
  'error SignatureValidationFailed(address aggregator)',
])
const CODED: { readonly [name: string]: string } = {
  InvalidBeneficiary: 'AA90 invalid beneficiary',
  FailedSendToBeneficiary: 'AA91 failed send to beneficiary',
  InternalFunction: 'AA92 internal call only',
  InvalidPaymasterData: 'AA93 invalid paymasterAndData',
  InvalidPaymaster: 'AA98 invalid paymaster',
  SignatureValidationFailed: 'AA96 invalid aggregator',
}

/** Revert data with everything that wrappers in it carry, outermost first, and the EntryPoint's reasons on the way. */
export type Unwrapped = { readonly data: readonly Hex[]; readonly reasons: readonly string[] }

/** Opens FailedOpWithRevert and its like, however deep. */
export function unwrap(data: Hex): Unwrapped {
  const found: { data: Hex[]; reasons: string[] } = { data: [data], reasons: [] }
  for (let at = 0; at < found.data.length && at < 8; at++) {
    const coded = codedReason(found.data[at] ?? '0x')
    if (coded !== undefined) found.reasons.push(coded)
    for (const arg of wrapperArguments(found.data[at] ?? '0x')) {
      if (typeof arg !== 'string') continue
      if (!arg.startsWith('0x')) found.reasons.push(arg)
      else if (arg.length >= 10) found.data.push(arg as Hex)
    }
  }
  return found
}

/** Which operation of a bundle an EntryPoint refused; undefined when the data say nothing of the kind. */
export function failedOperationIndex(data: Hex): number | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: wrapperAbi, data })
    return errorName === 'FailedOp' || errorName === 'FailedOpWithRevert' ? Number(args[0]) : undefined
  } catch {
    return undefined
  }
}

function wrapperArguments(data: Hex): readonly unknown[] {
  try {
    return decodeErrorResult({ abi: wrapperAbi, data }).args
  } catch {
    return []
  }
}

function codedReason(data: Hex): string | undefined {
  try {
    return CODED[decodeErrorResult({ abi: codedAbi, data }).errorName]
  } catch {
    return undefined
  }
}
