import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUNDLER_CODES } from '../../sdk/onchain/errors/bundlerCodes.ts'
import { ENTRY_POINT_CODES, entryPointCodeIn } from '../../sdk/onchain/errors/entryPointCodes.ts'
import { PANIC_CODES, panicText } from '../../sdk/onchain/errors/panicCodes.ts'
import { VALIDATION_RULES, validationRuleIn } from '../../sdk/onchain/errors/validationRules.ts'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8').split('\n')

/** Codes that the sources of an EntryPoint have. */
function codesOf(folder: string): string[] {
  const files = globSync('node_modules/@account-abstraction/*/core/**/*.sol', { cwd: root })
  const own = files.filter((file) => file.split('/')[2] === folder)
  const found = own.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/"AA\d\d/g) ?? [])
  return [...new Set(found.map((code) => code.slice(1)))].sort()
}

/** Codes of the table that a version has. */
function knownFor(version: '0.7' | '0.8' | '0.9'): string[] {
  const entries = Object.entries(ENTRY_POINT_CODES)
  return entries.flatMap(([code, { versions }]) => (versions.includes(version) ? [code] : [])).sort()
}

describe('codes of the EntryPoint', () => {
  it('are those of its sources', () => {
    expect(codesOf('contracts-0.7').length).toBeGreaterThan(20)
    expect(knownFor('0.7')).toEqual(codesOf('contracts-0.7'))
    // v0.8 tells an invalid aggregator by a custom error, v0.9 five more.
    expect(knownFor('0.8')).toEqual(codesOf('contracts'))
    const told = ['AA90', 'AA91', 'AA92', 'AA93', 'AA98']
    expect(knownFor('0.9').filter((code) => !told.includes(code))).toEqual(codesOf('contracts-0.9'))
  })

  it('are found in a text, and nothing else is', () => {
    expect(entryPointCodeIn("AA21 didn't pay prefund")).toMatchObject({ code: 'AA21', topic: 'funds' })
    expect(entryPointCodeIn('AA77 something new')).toBeUndefined()
    expect(entryPointCodeIn('0xAA21')).toBeUndefined()
  })
})

describe('rules of ERC-7562', () => {
  const cases: readonly [text: string, rule: string | undefined][] = [
    ['account uses banned opcode: TIMESTAMP', 'OP-011'],
    ['account uses banned opcode: GAS', 'OP-012'],
    ['account uses banned opcode: GASPRICE', 'OP-011'],
    ['account uses banned opcode: SELFBALANCE', 'OP-080'],
    ['account uses banned opcode: CREATE2', 'OP-031'],
    ['account internally reverts on oog', 'OP-020'],
    [
      'account accesses un-deployed contract address 0x1234567890123456789012345678901234567890 with opcode CALL',
      'OP-041',
    ],
    [
      `account accesses un-deployed contract address 0x${'00'.repeat(18)}0100 with opcode STATICCALL`,
      'OP-062',
    ],
    ['account accesses EntryPoint contract address 0x12 with opcode EXTCODESIZE', 'OP-051'],
    ['illegal call into EntryPoint during validation getNonce', 'OP-054'],
    ['May not may CALL with value', 'OP-061'],
    ['code hashes mismatch', 'COD-010'],
    ['account has forbidden read from 0x12 slot 0x34', 'STO-010'],
    ['unstaked account accessed 0x12 slot 0x34', 'STO-033'],
    ['unstaked factory accessed 0x12 slot 0x34', 'STO-022'],
    ['unstaked paymaster must not return context', 'EREP-050'],
    ['paymaster 0x12 is banned from using the pimlico', 'GREP-010'],
    ['account 0x12 is throttled by the pimlico', 'GREP-020'],
    ['factory 0x12 is unstaked and must stake minimum 1', 'SREP-010'],
    // A bundler that names the rule is believed before its wording.
    ['[STO-021] account uses banned opcode: NUMBER', 'STO-021'],
    ['AA23 reverted', undefined],
    ['execution reverted', undefined],
  ]
  it.for(cases)('%s', ([text, rule]) => {
    expect(validationRuleIn(text)?.rule).toBe(rule)
  })
})

describe('panics', () => {
  it('are told in words with their code', () => {
    expect(panicText(0x11n)).toBe('Panic(0x11): arithmetic went below zero or beyond the largest number')
    expect(panicText(0x99n)).toBe('Panic(0x99): for a reason that the compiler does not document')
  })
})

describe('docs/errors.md', () => {
  const rows: readonly [string, string][] = [
    ...Object.entries(ENTRY_POINT_CODES).map(([code, { versions, meaning, advice }]): [string, string] => {
      const [first, last] = [versions[0], versions.at(-1)]
      const range = first === last ? `v${first}` : `v${first} to v${last}`
      return [code, `| ${code} | ${range} | ${meaning} | ${advice} |`]
    }),
    ...[...Object.entries(BUNDLER_CODES), ...Object.entries(VALIDATION_RULES)].map(
      ([code, { meaning, advice }]): [string, string] => [code, `| ${code} | ${meaning} | ${advice} |`],
    ),
    ...Object.entries(PANIC_CODES).map(([code, meaning]): [string, string] => {
      const hex = `0x${Number(code).toString(16).padStart(2, '0')}`
      return [hex, `| ${hex} | ${meaning} |`]
    }),
  ]
  it.for(rows)('has the row of %s', ([, row]) => {
    expect(page).toContain(row)
  })
})

describe('docs/explain.md', () => {
  it('names every code of drift', () => {
    const source = readFileSync(join(root, 'sdk', 'onchain', 'drift', 'driftFinding.ts'), 'utf8')
    const [, list = ''] = /export type DriftCode =([\s\S]*?)\n\n/.exec(source) ?? []
    const codes = [...list.matchAll(/'([\w-]+)'/g)].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(30)
    const text = readFileSync(join(root, 'docs', 'explain.md'), 'utf8')
    expect(codes.filter((code) => !text.includes(code))).toEqual([])
  })
})
