/** No bound, for the two members of a maximum fee: 2²⁵⁶ − 1. Zero never means this. */
export const UNLIMITED = 2n ** 256n - 1n

/** A key may live as long as its grant: 2³² − 1. */
export const UNLIMITED_KEY_LIFETIME = 0xffffffff

/** Period of a limit that never starts again: 2³² − 1. */
export const LIFETIME = 0xffffffff

/** Shortest period of a limit, in seconds, inclusive: an operation waits in a bundler's pool for some time. */
export const MIN_PERIOD = 300

/** A permission that every risk tier admits. */
export const UNTIERED = 255

/** Times from here on (unix seconds, exclusive bound) are refused: EntryPoint v0.9 reads bit 47 as a flag. */
export const TIME_END = 2 ** 47

/** Most levels of the tree of permissions and of the tree of limits. */
export const MAX_HEIGHT = 10

/** Most permissions of a grant, inclusive; the same for limits. */
export const MAX_LEAVES = 2 ** MAX_HEIGHT

/** Most values that a `oneOf` condition lists, inclusive; larger sets become permissions that share limits. */
export const MAX_CONDITION_VALUES = 16

/** Most steps of the path of an argument, inclusive: 16 bits each. */
export const MAX_PATH_STEPS = 16

/** Most messages of a grant, inclusive; the same for guards, for networks and for listed paymasters. */
export const MAX_ITEMS = 255

/** Largest bounded budget for fees, in wei, inclusive: a counter has 128 bits. */
export const MAX_FEE_BUDGET = 2n ** 128n - 1n

/** What a supersession and the module's views call the counter of the fee budget: no limit has this index. */
export const FEE_LIMIT_ID = 65_535
