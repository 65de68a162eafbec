import { toFunctionSelector } from 'viem'
import { describe, expect, it } from 'vitest'
import { artifact } from '../../scripts/artifacts.ts'

/** Signatures by selector. Two functions of one selector would be one of them: it says so. */
function selectors(name: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const entry of artifact(name).abi) {
    if (entry.type !== 'function') continue
    const selector = toFunctionSelector(entry)
    expect(found.get(selector)).toBe(undefined)
    found.set(selector, entry.name)
  }
  return found
}

// X21: the compiler refuses two functions of one selector in a contract, but not in a contract and what it delegates to.
describe('module and extension', () => {
  const module = selectors('SessionModule')
  const extension = selectors('SessionExtension')

  it('share no selector, so that neither hides a function of the other', () => {
    expect([...module].filter(([selector]) => extension.has(selector))).toEqual([])
  })

  it('are together the interface that callers know', () => {
    const both = new Map([...module, ...extension])
    // which OpenZeppelin's interface of an ERC-7579 module lacks
    both.delete(toFunctionSelector('isInitialized(address)'))
    expect(new Map([...both].toSorted())).toEqual(new Map([...selectors('ISessionModule')].toSorted()))
  })
})
