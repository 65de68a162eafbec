import type { Abi, Address, Hash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Annotations } from '../grant/annotations.ts'
import type { Call } from '../grant/call.ts'

/** What was asked, as far as the caller knows it: the more of it, the more an error can say. */
export type ErrorContext = {
  readonly account?: Address | undefined
  readonly module?: Address | undefined
  readonly grant?: Grant | undefined
  readonly annotations?: Annotations | undefined
  readonly calls?: readonly (Call & { readonly abi?: Abi | undefined })[] | undefined
  /** For each call the index of its permission in the grant. */
  readonly permissionIndexes?: readonly number[] | undefined
  /** The key that signed. */
  readonly keyId?: Hash | undefined
  /** Last second of that key, inclusive. */
  readonly keyValidUntil?: number | undefined
  /** Who sends the transaction. */
  readonly sender?: Address | undefined
  /** When it was asked, unix seconds. */
  readonly timestamp?: number | undefined
}
