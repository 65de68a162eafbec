import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDecision, type Decision, openFindings } from '../../../sdk/cex/keys/decision.ts'
import { decisionDrift } from '../../../sdk/cex/keys/decisionDrift.ts'
import { fileDecisionLog } from '../../../sdk/cex/keys/fileDecisionLog.ts'
import type { Finding } from '../../../sdk/cex/keys/finding.ts'
import { DecisionInvalidError, DecisionLogTamperedError } from '../../../sdk/errors/venueKey.ts'

const NOW = 1_800_000_000
const SEEN = 'a'.repeat(64)
const FINDINGS: readonly Finding[] = [
  { name: 'expired', verdict: 'refused', text: '' },
  { name: 'canDoFull', verdict: 'decision', text: '' },
  { name: 'noIps', verdict: 'decision', text: '' },
  { name: 'expiryUnknown', verdict: 'fine', text: '' },
]

const decision = (more: Partial<Decision> = {}): Decision => ({
  ...{ keyId: 'okx-v5:1', grantId: '0x1', seen: SEEN, who: 'A. Owner', why: 'moves next week' },
  findings: ['noIps'],
  ...{ acceptsWithdrawal: false, decidedAt: NOW, until: NOW + 100 },
  ...more,
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a decision', () => {
  test.each<[string, Partial<Decision>]>([
    ['without who', { who: ' ' }],
    ['without why', { why: '' }],
    ['with lines in it', { why: 'a\nb' }],
    ['that has ended', { until: NOW }],
    ['for more than a year', { until: NOW + 367 * 86_400 }],
    ['whose end is no whole second', { until: NOW + 1.5 }],
    ['of what nobody saw', { seen: '' }],
    ['of nothing', { findings: [] }],
    ['of what was not found', { findings: ['tooOld'] }],
    ['of what cannot be accepted', { findings: ['expired'] }],
    ['of withdrawal without its word', { findings: ['canDoFull'] }],
    ['of withdrawal that it does not name', { acceptsWithdrawal: true }],
  ])('%s is refused', (_name, more) => {
    expect(() => checkDecision(decision(more), FINDINGS)).toThrow(DecisionInvalidError)
  })

  test('that names what it accepts is taken', () => {
    checkDecision(decision(), FINDINGS)
    checkDecision(decision({ findings: ['noIps', 'canDoFull'], acceptsWithdrawal: true }), FINDINGS)
  })
})

test('decisions count for their key, their grant and their time, and for what they name', () => {
  const at = { keyId: 'okx-v5:1', grantId: '0x1', seen: SEEN, now: NOW }
  const open = (decisions: readonly Decision[], where = at) =>
    openFindings(FINDINGS, decisions, where).map(({ name }) => name)
  expect(open([])).toEqual(['expired', 'canDoFull', 'noIps'])
  expect(open([decision()])).toEqual(['expired', 'canDoFull'])
  expect(open([decision({ findings: ['canDoFull', 'noIps'], acceptsWithdrawal: true })])).toEqual(['expired'])
  expect(open([decision({ findings: ['canDoFull', 'expired', 'noIps'] })])).toEqual(['expired', 'canDoFull'])
  for (const where of [
    { ...at, keyId: 'okx-v5:2' },
    { ...at, grantId: '0x2' },
    { ...at, seen: 'b'.repeat(64) },
    { ...at, now: NOW + 101 },
    { ...at, now: NOW - 1 },
  ]) {
    expect(open([decision()], where)).toEqual(['expired', 'canDoFull', 'noIps'])
  }
  expect(open([decision()], { ...at, now: NOW + 100 })).toEqual(['expired', 'canDoFull'])
})

test('a stored key shows that its decision has ended, or is gone from the log', async () => {
  const log = fileDecisionLog({ path: join(folder, 'kept') })
  const recorded = await log.record(decision(), FINDINGS)
  const kept = { decision: recorded.hash, importedAt: NOW }
  expect(decisionDrift(kept, await log.read(), NOW + 100)).toBeUndefined()
  expect(decisionDrift({ importedAt: NOW }, [], NOW)).toBeUndefined()
  expect(decisionDrift(kept, await log.read(), NOW + 101)).toMatchObject({ after: 'ended' })
  // Another decision about the same takes its place; one about a key with other facts does not.
  await log.record(decision({ seen: 'b'.repeat(64), until: NOW + 200 }), FINDINGS)
  expect(decisionDrift(kept, await log.read(), NOW + 101)).toMatchObject({ after: 'ended' })
  await log.record(decision({ until: NOW + 200 }), FINDINGS)
  expect(decisionDrift(kept, await log.read(), NOW + 101)).toBeUndefined()
  expect(decisionDrift(kept, [], NOW)).toMatchObject({ after: 'not in the log', direction: 'wider' })
})

test('a key that was taken by two decisions shows that the first has ended', async () => {
  const log = fileDecisionLog({ path: join(folder, 'two') })
  await log.record(decision(), FINDINGS)
  const second = decision({ findings: ['canDoFull'], acceptsWithdrawal: true, until: NOW + 1000 })
  const { hash } = await log.record(second, FINDINGS)
  const kept = { decision: hash, importedAt: NOW }
  expect(decisionDrift(kept, await log.read(), NOW + 100)).toBeUndefined()
  expect(decisionDrift(kept, await log.read(), NOW + 101)).toMatchObject({ after: 'ended' })
})

describe('the log', () => {
  const filled = async (name: string) => {
    const path = join(folder, name)
    const log = fileDecisionLog({ path })
    for (const why of ['one', 'two', 'three']) await log.record(decision({ why }), FINDINGS)
    return { path, log, lines: (await readFile(path, 'utf8')).trimEnd().split('\n') }
  }

  test('keeps decisions in order, each with the hash of the one before', async () => {
    const { log } = await filled('order')
    const read = await log.read()
    expect(read.map(({ why, sequence }) => [why, sequence])).toEqual([
      ['one', 1],
      ['two', 2],
      ['three', 3],
    ])
    expect(read[0]?.previous).toBe('0'.repeat(64))
    expect(read[2]?.previous).toBe(read[1]?.hash)
  })

  test('is empty when there is no file', async () => {
    expect(await fileDecisionLog({ path: join(folder, 'none') }).read()).toEqual([])
  })

  test('takes many at once, from several writers', async () => {
    const path = join(folder, 'many')
    const writers = [fileDecisionLog({ path }), fileDecisionLog({ path })]
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => writers[at % 2]?.record(decision({ why: `${at}` }), FINDINGS)),
    )
    expect(await fileDecisionLog({ path }).read()).toHaveLength(10)
  })

  const changes: readonly [string, (lines: string[]) => string[]][] = [
    ['changed', (lines) => lines.map((line) => line.replace('"two"', '"TWO"'))],
    ['removed', (lines) => lines.filter((_, at) => at !== 1)],
    ['put in again', (lines) => [...lines, lines[0] ?? '']],
    ['swapped', ([one = '', two = '', three = '']) => [two, one, three]],
    ['no decision', (lines) => [...lines, '{}']],
  ]
  test.each(changes)('shows a line that was %s', async (name, change) => {
    const { path, log, lines } = await filled(name.replaceAll(' ', '-'))
    await writeFile(path, `${change(lines).join('\n')}\n`)
    await expect(log.read()).rejects.toThrow(DecisionLogTamperedError)
    await expect(log.record(decision(), FINDINGS)).rejects.toThrow(DecisionLogTamperedError)
    await writeFile(path, `${lines.join('\n')}\n`)
    expect(await log.read()).toHaveLength(3)
  })

  test('is refused when others may write it', async () => {
    const { path, log } = await filled('open')
    await chmod(path, 0o620)
    await expect(log.read()).rejects.toThrow('others may write')
    await chmod(path, 0o644)
    expect(await log.read()).toHaveLength(3)
  })

  test('shows a line that was not written to its end', async () => {
    const { path, log, lines } = await filled('cut')
    await writeFile(path, lines.join('\n'))
    await expect(log.read()).rejects.toThrow('not written to its end')
  })
})
