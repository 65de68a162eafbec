// What only Node can load, beside the other entry points.

export { type FileLedgerParameters, fileLedger } from './bots/fileLedger.ts'
export { readIntent, writeIntent } from './bots/intentRecord.ts'
