import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeBlocks, moduleOf } from '../../scripts/tasks/docs/codeBlocks.ts'
import { bundle } from '../../scripts/tasks/package/bundle.ts'
import { type Bundled, complaints } from '../../scripts/tasks/package/complaints.ts'
import type { Entry } from '../../scripts/tasks/package/entries.ts'
import { exportsMap } from '../../scripts/tasks/package/exportsMap.ts'
import type { PublicExport } from '../../scripts/tasks/reference/publicExport.ts'
import { readPublicApi } from '../../scripts/tasks/reference/readPublicApi.ts'
import { renderReference } from '../../scripts/tasks/reference/renderReference.ts'
import { undocumented } from '../../scripts/tasks/reference/undocumented.ts'

describe('an entry point', () => {
  const entry: Entry = { path: './x', runs: 'anywhere', owner: false, budget: [2, 3], offers: 'an example' }
  const fits: Bundled = { alone: { brotli: 2_000, files: ['a.ts'] }, whole: { brotli: 3_000, imports: [] } }
  const owners = new Set(['grant.ts'])

  test('may weigh its budget, and not a byte more', () => {
    expect(complaints(entry, fits, owners)).toEqual([])
    const heavy: Bundled = {
      alone: { ...fits.alone, brotli: 2_001 },
      whole: { ...fits.whole, brotli: 3_001 },
    }
    expect(complaints(entry, heavy, owners)).toEqual([
      'latchkey/x alone weighs 2,001 bytes; its budget is 2,000',
      'latchkey/x with its dependencies weighs 3,001 bytes; its budget is 3,000',
    ])
  })

  test('may import what Node has only if it says so', () => {
    const imports: Bundled = { ...fits, whole: { ...fits.whole, imports: ['node:fs'] } }
    expect(complaints({ ...entry, runs: 'node' }, imports, owners)).toEqual([])
    expect(complaints(entry, imports, owners)).toEqual(['latchkey/x imports node:fs, which only Node has'])
  })

  test('may contain the owner’s verbs only if it says so', () => {
    const verbs: Bundled = { ...fits, alone: { ...fits.alone, files: ['a.ts', 'grant.ts'] } }
    expect(complaints({ ...entry, owner: true }, verbs, owners)).toEqual([])
    expect(complaints(entry, verbs, owners)).toEqual(["latchkey/x contains grant.ts, which is the owner's"])
  })

  test('is bundled with the imports that are left, and refused when one does not exist', async () => {
    mkdirSync('cache/package', { recursive: true })
    const write = (name: string, text: string) => {
      writeFileSync(`cache/package/${name}`, text)
      return `cache/package/${name}`
    }
    const reads = write('reads.ts', "import { readFileSync } from 'node:fs'\nconsole.log(readFileSync)\n")
    await expect(bundle({ source: reads, whole: true })).resolves.toMatchObject({ imports: ['node:fs'] })
    const bare = write('bare.ts', "import { readFileSync } from 'fs'\nconsole.log(readFileSync)\n")
    await expect(bundle({ source: bare, whole: true })).rejects.toThrow('Could not resolve "fs"')
  })

  test('has types before code, and its sources for this repository alone', () => {
    const targets = exportsMap()['./onchain/holder']
    expect(Object.entries(targets ?? {})).toEqual([
      ['latchkey-source', './sdk/onchain/holder.ts'],
      ['types', './dist/onchain/holder.d.ts'],
      ['default', './dist/onchain/holder.js'],
    ])
  })
})

describe('a block of code in a document', () => {
  const text = [
    'Text',
    '<!-- given\ndeclare const one: number\n-->',
    '```ts',
    "import { two } from 'two'",
    'const three = one + two',
    '```',
    '```sh\nnpm test\n```',
  ].join('\n')

  test('is found with its line and what is given', () => {
    const { blocks, given } = codeBlocks(text)
    expect(blocks).toEqual([{ line: 4, code: "import { two } from 'two'\nconst three = one + two\n" }])
    expect(given).toBe('declare const one: number\n')
  })

  test('keeps its line numbers, and hides what is given', () => {
    const { blocks, given } = codeBlocks(text)
    const [block] = blocks
    const lines = moduleOf(block ?? { line: 0, code: '' }, given).split('\n')
    expect(lines.indexOf('const three = one + two')).toBe(text.split('\n').indexOf('const three = one + two'))
    expect(lines.slice(-4)).toEqual(['}', "import { two } from 'two'", 'declare const one: number', ''])
  })
})

describe('the API reference', () => {
  const documented: PublicExport = {
    ...{ name: 'use', file: 'sdk/use.ts', position: 0, text: 'Uses.', throws: [], comment: '', code: '' },
  }

  test('asks for documentation of everything but parts of what has some', () => {
    const parts = { ...documented, name: 'UseParameters', text: '' }
    expect(undocumented([documented, parts])).toEqual([])
    expect(undocumented([{ ...documented, text: '' }, parts])).toEqual([
      'sdk/use.ts: UseParameters',
      'sdk/use.ts: use',
    ])
    expect(undocumented([documented, { ...parts, name: 'UseState' }])).toEqual(['sdk/use.ts: UseState'])
  })

  test('shows declarations as callers need them, and each once', () => {
    const api = readPublicApi([
      'sdk/index.ts',
      'sdk/signers/index.ts',
      'sdk/stores/index.ts',
      'sdk/stores/node.ts',
    ])
    const secret = api.get('sdk/index.ts')?.find(({ name }) => name === 'Secret')
    expect(secret?.code).toContain('reveal(): value')
    expect(secret?.code).not.toContain('#value')
    const pages = renderReference(api)
    expect(pages.get('docs/reference/latchkey-stores.md')).toContain('## KeyStore\n')
    const node = pages.get('docs/reference/latchkey-stores-node.md')
    expect(node).toContain('## fileStore\n')
    expect(node).not.toContain('## KeyStore\n')
    expect(node).toContain('documented with [`latchkey/stores`](latchkey-stores.md): `KeyStore`')
  })
})
