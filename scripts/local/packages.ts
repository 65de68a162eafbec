import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { readTarball } from './tarball.ts'

/** A published npm package, pinned to its bytes. */
export type PinnedPackage = {
  readonly name: string
  readonly version: string
  /** As in a lock file: `sha512-` and the base64 digest of the tarball. */
  readonly integrity: string
}

/** A package could not be had, or is not the pinned one. */
export class PackageUnavailableError extends Error {
  override readonly name = 'PackageUnavailableError'
}

const CACHE = join(import.meta.dirname, '..', '..', 'cache', 'packages')

/**
 * Bytecode that a file of a package writes out as hexadecimal digits.
 *
 * @param before What stands in front of the digits, `0x` aside.
 * @throws PackageUnavailableError when the package cannot be fetched or is not the pinned one.
 */
export function packageCode(pinned: PinnedPackage, file: string, before: RegExp): Hex {
  const source = readTarball(tarball(pinned), `package/${file}`)
  const digits = new RegExp(`${before.source}(?:0x)?([0-9a-fA-F]+)`).exec(source)?.[1]
  if (digits === undefined || digits.length % 2 !== 0)
    throw new Error(`${file} has no bytecode after ${before}`)
  return `0x${digits}`
}

/**
 * The package as npm serves it, fetched on first use with `npm pack`, which installs nothing and resolves no dependencies. It is
 * kept packed, in cache/, which is not in the repository: unpacked, its files would count as the project's for the compiler.
 */
function tarball(pinned: PinnedPackage): Buffer {
  const { name, version, integrity } = pinned
  const file = join(CACHE, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`)
  if (!existsSync(file)) fetchTarball(pinned, file)
  const content = readFileSync(file)
  const actual = `sha512-${createHash('sha512').update(content).digest('base64')}`
  if (actual === integrity) return content
  rmSync(file)
  throw unavailable(pinned, `its integrity is ${actual}`)
}

/** What could not be fetched, so that nobody waits for it twice. */
const unreachable = new Map<string, PackageUnavailableError>()

function fetchTarball(pinned: PinnedPackage, file: string): void {
  const known = unreachable.get(file)
  if (known) throw known
  mkdirSync(CACHE, { recursive: true })
  const draft = mkdtempSync(join(CACHE, 'fetch-'))
  try {
    process.stderr.write(`latchkey: fetching ${pinned.name}@${pinned.version} ...\n`)
    // Whole or not at all, so that an interrupted fetch is done again.
    renameSync(join(draft, pack(pinned, draft)), file)
  } catch (error) {
    if (error instanceof PackageUnavailableError) unreachable.set(file, error)
    throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

// Without a network it is to fail in less than a minute, whatever swallows the requests.
const OPTIONS = [
  '--ignore-scripts',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-timeout=20000',
]

/** The name of the file that `npm pack` left in the folder. */
function pack(pinned: PinnedPackage, folder: string): string {
  const args = ['pack', `${pinned.name}@${pinned.version}`, '--json', ...OPTIONS]
  const result = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    const code = /"code": "(\w+)"/.exec(result.stdout ?? '')?.[1]
    throw unavailable(pinned, `npm pack failed${code ? ` with ${code}` : ''}`)
  }
  // Some versions of npm name a scoped package's tarball with its slash, but write it without.
  const [{ filename }] = JSON.parse(result.stdout) as [{ filename: string }]
  return filename.replace(/^@/, '').replace('/', '-')
}

function unavailable({ name, version }: PinnedPackage, reason: string): PackageUnavailableError {
  return new PackageUnavailableError(`${name}@${version}: ${reason}`)
}
