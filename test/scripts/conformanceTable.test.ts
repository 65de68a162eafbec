import { expect, test } from 'vitest'
import { conformanceTable } from '../../scripts/tasks/conformance/conformanceTable.ts'

test('shows each operation with the EntryPoints that it works through', () => {
  const seen = (account: string, entryPoint: string, operation: string, passed = true) =>
    ({ account, entryPoint, operation, passed }) as const
  const table = conformanceTable([
    seen('clone', '0.7', 'grant'),
    seen('clone', '0.8', 'grant', false),
    seen('Safe', '0.7', 'grant'),
    seen('Safe', '0.7', 'report a missing attestation'),
  ])
  expect(table.split('\n')).toEqual([
    '| operation | clone | Safe |',
    '| --- | --- | --- |',
    '| grant | 0.7, 0.8 FAILED | 0.7 |',
    '| report a missing attestation | – | 0.7 |',
  ])
})
