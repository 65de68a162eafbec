/**
 * How a use reaches the chain. `bundler`: an ERC-4337 operation, whose fee the account pays. `direct`: a transaction of the holder.
 * `relayed`: a signature that anybody may carry, who then pays.
 */
export type UsePath = 'bundler' | 'direct' | 'relayed'
