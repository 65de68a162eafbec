// Runs before every test file. In those about venues it notes every secret that is made into a `Secret`, every error of the SDK, every line that
// is written and every file that is left in the temporary folder, and fails the file when one of the latter shows one of the former.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, vi } from 'vitest'
import { createLeakSearch, type LeakSearch } from './leaks.ts'

const isAboutVenues = /[/\\]test[/\\](cex|integration[/\\]venues)[/\\]|[/\\]venue\w*\.test\.ts$/.test(
  expect.getState().testPath ?? '',
)

const shared = globalThis as { leakSearch?: LeakSearch }
delete shared.leakSearch

if (isAboutVenues) {
  const search = createLeakSearch()
  shared.leakSearch = search
  const outside = tmpdir()
  const folder = mkdtempSync(join(realpathSync(outside), 'latchkey-venues-'))
  process.env['TMPDIR'] = folder
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    stream.write = ((chunk: Uint8Array | string, ...rest: []) => {
      search.seen('the output', typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
      return write(chunk, ...rest)
    }) as typeof stream.write
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const write = console[method].bind(console)
    console[method] = (...args: unknown[]) => {
      search.seen(
        `console.${method}`,
        args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg))).join(' '),
      )
      write(...args)
    }
  }
  afterAll(() => {
    process.env['TMPDIR'] = outside
    search.seenFiles(folder)
    rmSync(folder, { recursive: true, force: true })
    expect(search.leaks(), 'places that show a secret').toEqual([])
  })
}

vi.mock('../../sdk/core/secret.ts', async (original) => {
  const module = await original<typeof import('../../sdk/core/secret.ts')>()
  if (!shared.leakSearch) return module
  return {
    ...module,
    Secret: class<const value extends string> extends module.Secret<value> {
      constructor(value: value) {
        super(value)
        shared.leakSearch?.keep(value)
      }
    },
  }
})

vi.mock('../../sdk/errors/base.ts', async (original) => {
  const module = await original<typeof import('../../sdk/errors/base.ts')>()
  if (!shared.leakSearch) return module
  return {
    ...module,
    BaseError: class extends module.BaseError {
      constructor(...parameters: ConstructorParameters<typeof module.BaseError>) {
        super(...parameters)
        // Its own members are set once this has returned.
        queueMicrotask(() => shared.leakSearch?.seenError(this))
      }
    },
  }
})
