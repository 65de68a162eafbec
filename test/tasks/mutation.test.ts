import { describe, expect, test } from 'vitest'
import { fromSourceBytes } from '../../scripts/tasks/compilation/sourceBytes.ts'
import { buildIn } from '../../scripts/tasks/mutation/buildIn.ts'
import { parseExplanations } from '../../scripts/tasks/mutation/explanations.ts'
import { findMutants } from '../../scripts/tasks/mutation/findMutants.ts'
import { mutate } from '../../scripts/tasks/mutation/mutant.ts'
import { sample } from '../../scripts/tasks/mutation/sample.ts'
import type { Artifact } from '../../scripts/tasks/suites/artifact.ts'
import { withSelected } from '../../scripts/tasks/suites/artifactFile.ts'
import { runSuites } from '../../scripts/tasks/suites/runSuites.ts'
import { artifacts, artifactsQuickly, input, parsed } from './support/miniature.ts'

const source = parsed()
const mutants = findMutants([source])
const { sources, chosen, separate, refused } = buildIn(input, [source], mutants)

/** Names of the tests that fail. */
async function failing(of: readonly Artifact[]): Promise<string[]> {
  const outcomes = await runSuites(
    of,
    of.filter(({ tests }) => tests.length > 0),
  )
  return outcomes.flatMap(({ test: name, passed }) => (passed ? [] : [name])).sort()
}

describe('mutants', () => {
  test('change what they should, and say where', () => {
    const changes = mutants.map(({ scope, original, mutated }) => `${scope}: ${original} -> ${mutated}`)
    for (const expected of [
      'SHIFT: uint256 private constant SHIFT = 8; -> uint256 private constant SHIFT = 9;',
      'whenRunning: if (_paused) revert(); -> if (false) revert();',
      'spend: spent[msg.sender] += amount; -> (nothing)',
      'spend: spent[msg.sender] += amount; -> spent[msg.sender] = amount;',
      'spend: function spend(uint256 amount, uint256 limit) external whenRunning { -> function spend(uint256 amount, uint256 limit) external {',
      'spend: if (amount > limit || spent[msg.sender] + amount > 100) revert TooMuch(amount, limit); -> if (amount >= limit || spent[msg.sender] + amount > 100) revert TooMuch(amount, limit);',
      'sum: if (values[i] == 7) continue; -> if (false) continue;',
      'larger: if gt(a, b) { -> if iszero(lt(a, b)) {',
      'larger: result := add(a, shl(4, 1)) -> result := add(a, shr(4, 1))',
      'kind: if (value < 10) return value < 5 ? 1 : 2; -> if (value < 10) return true ? 1 : 2;',
    ])
      expect(changes).toContain(expected)
    expect(new Set(changes).size).toBe(mutants.length)
  })

  test('are built in, but for what no condition can choose and what does not compile', () => {
    expect(chosen.length + separate.length + refused.length).toBe(mutants.length)
    expect(separate.map(({ mutated }) => mutated)).toEqual([
      'function spend(uint256 amount, uint256 limit) external {',
    ])
    expect(refused.map(({ original }) => original)).toContain('rest = data[4:];')
  })

  test('do the same when they are built in as when they are compiled by themselves', async () => {
    const built = artifacts(sources)
    expect(await failing(withSelected(built, 0))).toEqual([])
    for (const mutant of chosen) {
      const alone = artifactsQuickly({
        [`project/${mutant.file}`]: { content: fromSourceBytes(mutate(source.source, mutant)) },
      })
      const change = `${mutant.line}: ${mutant.mutated}`
      expect([change, await failing(withSelected(built, mutant.id))]).toEqual([change, await failing(alone)])
    }
  }, 300_000)
})

describe('explanations', () => {
  const document = (rest: string) => `# Title\n\n### not this\n\n## Explained survivors\n\nWords.\n\n${rest}`

  test('have a place, a change and a reason', () => {
    const text = '### contracts/a/B.sol f\n\n- `a < b` becomes\n  `a <= b`\n\n  Never\n  equal.\n'
    expect(parseExplanations(document(text))).toEqual([
      { file: 'contracts/a/B.sol', scope: 'f', original: 'a < b', mutated: 'a <= b', reason: 'Never equal.' },
    ])
  })

  test.each([
    '### B.sol f\n\n- `a` becomes `b`\n\n  Reason.\n',
    '### contracts/B.sol f\n\n- `a` becomes `b`\n',
    '### contracts/B.sol f\n\n- `a` or `b`\n\n  Reason.\n',
  ])('of any other form are refused: %j', (text) => {
    expect(() => parseExplanations(document(text))).toThrow('explains nothing')
  })
})

describe('a sample', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => index)

  test('is the same for a seed, in order, and another for another', () => {
    const drawn = sample(items, 50, 1)
    expect(drawn).toEqual(sample(items, 50, 1))
    expect(drawn).toEqual(drawn.toSorted((one, other) => one - other))
    expect(drawn).not.toEqual(sample(items, 50, 2))
    expect(new Set(drawn).size).toBe(50)
  })
})
