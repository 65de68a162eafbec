import type { Address, Hash, Hex } from 'viem'

/** What a signed batch is known by on chain. */
export type BundleReference =
  /** @property nonce - Nonce key and sequence, hexadecimal. */
  | { readonly path: 'bundler'; readonly userOpHash: Hash; readonly nonce: Hex }
  /** @property sender - The session key's own address. @property nonce - Of the sender. */
  | {
      readonly path: 'direct'
      readonly transactionHash: Hash
      readonly sender: Address
      readonly nonce: number
    }

/** A batch of `wallet_sendCalls`. Survives JSON. */
export type BundleRecord = {
  readonly id: string
  readonly account: Address
  readonly chainId: number
  /** The block before which it cannot be on chain. */
  readonly fromBlock: number
  /** Known from before it is sent. Without one the batch never was. */
  readonly reference?: BundleReference | undefined
}

/** Where a provider remembers its batches: implement it over what outlives your process, and their status survives. */
export type BundleStore = {
  /** Adds a record, unless there is one with its id: then false. */
  add(record: BundleRecord): Promise<boolean>
  get(id: string): Promise<BundleRecord | undefined>
  /** Puts the record in the place of the one with its id. */
  replace(record: BundleRecord): Promise<void>
  remove(id: string): Promise<void>
}
