import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BaseError, LimitExceededError, PermissionNotGrantedError } from '../../sdk/errors/index.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = globSync('sdk/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))

/** The anchors that a page offers, as they are made from its headings. */
function anchors(page: string): Set<string> {
  const text = readFileSync(join(root, page), 'utf8')
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  )
}

describe('errors', () => {
  const paths = sources.flatMap((text) => [...text.matchAll(/'\/(docs\/[^'#]+)#([^']+)'/g)])

  it('point to sections that exist', () => {
    expect(paths.length).toBeGreaterThan(50)
    const missing = paths
      .filter(([, page = '', anchor = '']) => !anchors(page).has(anchor))
      .map(([path]) => path)
    expect(missing).toEqual([])
  })

  it('have a section each, and no section without an error', () => {
    const pointed = new Set(paths.map(([, , anchor]) => anchor))
    const sections = [...readFileSync(join(root, 'docs/errors.md'), 'utf8').matchAll(/^### (.+)$/gm)]
    const unused = sections.map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
    expect(unused.filter((section) => !pointed.has(section))).toEqual([])
  })

  it('have a literal name that is the name of their class', () => {
    for (const text of sources) {
      const classes = [
        ...text.matchAll(/class (\w+) extends BaseError \{\s+override readonly name = '(\w+)'/g),
      ]
      expect(classes).toHaveLength([...text.matchAll(/extends BaseError/g)].length)
      for (const [, className, name] of classes) expect(name).toBe(className)
    }
  })

  it('say what to do', () => {
    for (const text of sources) {
      const classes = [...text.matchAll(/class (\w+) extends BaseError \{([\s\S]*?)\n\}/g)]
      for (const [, name, body] of classes) expect(body, name).toContain('metaMessages')
    }
  })

  it('keep their cause and can be walked', () => {
    const cause = new LimitExceededError({ limitId: 1, requested: 2n, remaining: 1n })
    const error = new BaseError('It failed.', { cause: new Error('between', { cause }) })
    expect(error.walk((one) => one instanceof LimitExceededError)).toBe(cause)
    expect(error.walk(() => false)).toBeUndefined()
    expect('cause' in new BaseError('It failed.')).toBe(false)
  })

  it('say what to do and where to read on', () => {
    const error = new LimitExceededError({ limitId: 1, requested: 2n, remaining: 1n })
    const all = new PermissionNotGrantedError({ reasons: [{ index: 0, error }] })
    expect(all.message).toBe(
      [
        'No permission of the grant allows this call.',
        '',
        'Permission 0: The calls take 2 from limit 1, which has 1 left.',
        '',
        'Docs: /docs/errors.md#permission-not-granted',
      ].join('\n'),
    )
  })
})
