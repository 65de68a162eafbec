// The vocabulary that both halves share. Each half has an entry point of its own: sdk/onchain/index.ts (with owner.ts and
// holder.ts, so that a holder does not load the owner's half) and sdk/cex/index.ts.

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
export * from './signers/index.ts'
export * from './stores/index.ts'
