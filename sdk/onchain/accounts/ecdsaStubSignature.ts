import type { Hex } from 'viem'

/** 65 bytes, with s in the lower half, that recover to nobody in particular: the work of a right signature. */
export const ECDSA_STUB_SIGNATURE: Hex = `0x${'ff'.repeat(15)}f0${'00'.repeat(16)}7${'a'.repeat(63)}1c`
