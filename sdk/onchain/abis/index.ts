// Generated from contracts/ by "npm run abis". Do not edit.

export { latchkeyAccountAbi } from './latchkeyAccount.ts'
export { latchkeyAccountFactoryAbi } from './latchkeyAccountFactory.ts'
export { sessionModuleAbi } from './sessionModule.ts'
