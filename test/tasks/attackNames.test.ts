import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const TEST = join(import.meta.dirname, '..')
const page = readFileSync(join(TEST, '..', 'docs', 'attacks.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| [A-HX]\d\d \|/.test(line))

/** The text of a test file that a row names without its ending. */
function textOf(file: string): string {
  const found = ['.test.ts', '.suite.ts', '.ts'].map((ending) => join(TEST, file + ending)).find(existsSync)
  return found === undefined ? '' : readFileSync(found, 'utf8')
}

test('every test that the page of attacks names is there, in the file that it names', () => {
  const named = rows.flatMap((row) => [...row.matchAll(/(?:'([^']+)'|"([^"]+)") \(([\w/]+)\)/g)])
  const missing = named.filter(([, single, double, file = '']) => {
    const name = single ?? double ?? ''
    return !textOf(file).includes(name)
  })
  expect(missing.map(([all]) => all)).toEqual([])
  expect(named.length).toBeGreaterThan(40)
})

test('every Solidity test that the page names is there', () => {
  const folder = join(TEST, 'contracts', 'attacks')
  const sources = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  const named = rows.flatMap((row) => [...row.matchAll(/`(test_\w+)` \((\w+)\)/g)])
  const missing = named.filter(([, name = '', file]) => !sources.get(`${file}.t.sol`)?.includes(name))
  expect(missing.map(([all]) => all)).toEqual([])
  expect(named.length).toBeGreaterThan(200)
})

test('every row of venues names a test', () => {
  const bare = rows.filter((row) => /^\| H/.test(row) && !/['"] \([\w/]+\)/.test(row))
  expect(bare).toEqual([])
})
