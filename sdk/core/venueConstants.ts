/** From any address: said by name where a venue key is bound to no IP address. An empty list means from none. */
export const ANY_IP = 'any'

/** Every market of the venue, said by name. An empty list means none. */
export const ANY_MARKET = 'any'

/** Every asset, said by name where a limit is `UNLIMITED_AMOUNT`. */
export const ANY_ASSET = 'any'

/** Every endpoint of the class that the venue's table lists, said by name. An empty list means none. */
export const ALL_ENDPOINTS = 'all'

/** No bound, as the amount of a venue limit. Zero never means this. */
export const UNLIMITED_AMOUNT = 'unlimited'

/** Most permissions of a grant at a venue, inclusive; the same for limits. */
export const MAX_VENUE_LEAVES = 255

/** Most requests that a limit on the request rate may allow in its period, inclusive: each is remembered for as long. */
export const MAX_REQUEST_RATE = 10_000
