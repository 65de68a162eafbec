/** What became of one operation on one account through one EntryPoint. */
export interface AccountResult {
  readonly account: string
  /** Its version. */
  readonly entryPoint: string
  readonly operation: string
  readonly passed: boolean
}

/**
 * A Markdown table: a row for each operation, a column for each account, and in its cells the EntryPoints through which it was seen
 * working. A dash stands for what an account does not have.
 */
export function conformanceTable(results: readonly AccountResult[]): string {
  const accounts = [...new Set(results.map(({ account }) => account))]
  const operations = [...new Set(results.map(({ operation }) => operation))]
  const cell = (operation: string, account: string) =>
    results
      .filter((result) => result.operation === operation && result.account === account)
      .map(({ entryPoint, passed }) => (passed ? entryPoint : `${entryPoint} FAILED`))
      .join(', ') || '–'
  return [
    ['operation', ...accounts],
    ['---', ...accounts.map(() => '---')],
    ...operations.map((operation) => [operation, ...accounts.map((account) => cell(operation, account))]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
