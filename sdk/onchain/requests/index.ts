// ERC-7715, both directions: asking for permissions, and answering with grants.

export * from './holder.ts'
export * from './owner.ts'
