export type { ErrorContext } from './errorContext.ts'
export { toLatchkeyError } from './toLatchkeyError.ts'
