/** The most that operations under a grant may cost the account, in wei; `UNLIMITED` for no bound. */
export type MaximumFee = {
  /** For the whole life of the grant. */
  readonly budget: bigint
  /** Per unit of gas. */
  readonly price: bigint
}
