/** One chain that a grant holds on. */
export type Network = {
  readonly chainId: bigint
  /** The account's epoch on that chain at the time of granting; the grant is dead once the account's moves on. */
  readonly epoch: bigint
}
