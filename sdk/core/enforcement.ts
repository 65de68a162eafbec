/**
 * Who enforces a bound. `contract`: the chain. `venue`: the venue itself, as it has confirmed for the key. `gateway`: the server that
 * holds the key. `client`: the holder's own program, so that a holder with the key can leave it out. `none`: nobody yet.
 */
export const ENFORCEMENTS = ['contract', 'venue', 'gateway', 'client', 'none'] as const

/** One of `ENFORCEMENTS`. */
export type Enforcement = (typeof ENFORCEMENTS)[number]
