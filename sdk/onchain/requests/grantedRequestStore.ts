import type { Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Approval } from '../clients/grantor.ts'

/** A grant that a permission request led to, with what the chain does not keep of it. */
export type GrantedRequest = {
  readonly grant: Grant
  /** The owner's signature, when the first redemption starts the grant. */
  readonly approval: Approval | undefined
  readonly isAdjustmentAllowed: boolean
  readonly justification: string | undefined
  /** The key alone, when the request named it so; nobody else redeems either way. */
  readonly redeemers: readonly Address[] | undefined
}

/** Where a wallet keeps what it granted. Grants that are on chain with their contents are found without it. */
export type GrantedRequestStore = {
  /** Keeps what was granted together: all or nothing. */
  add(requests: readonly GrantedRequest[]): Promise<void>
  /** All of it, oldest first. */
  list(): Promise<readonly GrantedRequest[]>
}

/** Keeps it in this process only. */
export function memoryRequestStore(): GrantedRequestStore {
  const kept: GrantedRequest[] = []
  return {
    async add(requests) {
      kept.push(...requests)
    },
    list: async () => [...kept],
  }
}
