/**
 * The three levels that both halves share; each expands to permissions. `read` on chain is sign-in messages only,
 * because a session key is not needed to read a chain.
 */
export type AccessLevel = 'read' | 'trade' | 'full'

/** All access levels, least first. */
export const ACCESS_LEVELS: readonly AccessLevel[] = ['read', 'trade', 'full']
