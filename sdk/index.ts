// The vocabulary that everything shares, and every error. Signers, stores and the on-chain half have entry points of their own
// (scripts/tasks/package/entries.ts), so that a holder does not load the owner's half.

export * from './core/index.ts'
export * from './errors/bundler.ts'
export * from './errors/client.ts'
export * from './errors/contractExecution.ts'
export * from './errors/contractFee.ts'
export * from './errors/contractGrant.ts'
export * from './errors/contractGuard.ts'
export * from './errors/contractKey.ts'
export * from './errors/contractMessage.ts'
export * from './errors/contractTier.ts'
export * from './errors/contractTime.ts'
export * from './errors/contractUse.ts'
export * from './errors/index.ts'
