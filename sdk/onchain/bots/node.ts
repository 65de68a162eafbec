// What only Node can load: the ledger in a file.

export { type FileLedgerParameters, fileLedger } from './fileLedger.ts'
export { readIntent, writeIntent } from './intentRecord.ts'
