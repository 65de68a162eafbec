/** What Solidity's `Panic(uint256)` means. */
export const PANIC_CODES: { readonly [code: number]: string } = {
  0: 'the compiler gave up',
  1: 'an assertion failed',
  17: 'arithmetic went below zero or beyond the largest number',
  18: 'division or remainder by zero',
  33: 'a number is no member of its enumeration',
  34: 'bytes in storage are badly encoded',
  49: 'an element was taken off an empty array',
  50: 'there is no such element of an array',
  65: 'too much memory was asked for',
  81: 'a function was called that was never set',
}

/** A panic in words, with its code. */
export function panicText(code: bigint): string {
  const meaning = PANIC_CODES[Number(code)] ?? 'for a reason that the compiler does not document'
  return `Panic(0x${code.toString(16).padStart(2, '0')}): ${meaning}`
}
