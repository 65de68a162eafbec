import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'

/** A published npm package, pinned to its bytes. */
export type PinnedPackage = {
  readonly name: string
  readonly version: string
  /** As in a lock file: `sha512-` and the base64 digest of the tarball. */
  readonly integrity: string
}

/** A package that carries a rival's code could not be had. */
export class PackageUnavailableError extends Error {
  override readonly name = 'PackageUnavailableError'
}

const CACHE = join(import.meta.dirname, '..', 'cache', 'bench')

/**
 * The folder with a package's files, fetched on first use with `npm pack`, which installs nothing and resolves no
 * dependencies, and kept in cache/, which is not in the repository.
 *
 * @throws PackageUnavailableError when it cannot be fetched or is not the pinned one.
 */
export function packageFolder(pinned: PinnedPackage): string {
  const { name, version, integrity } = pinned
  const folder = join(CACHE, `${name.replace(/^@/, '').replace('/', '-')}-${version}`)
  const content = join(folder, 'package')
  if (existsSync(content)) return content
  mkdirSync(CACHE, { recursive: true })
  const draft = mkdtempSync(join(CACHE, 'fetch-'))
  try {
    process.stderr.write(`bench: fetching ${name}@${version} ...\n`)
    const tarball = join(draft, fetchTarball(pinned, draft))
    const actual = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
    if (actual !== integrity) throw unavailable(pinned, `its integrity is ${actual}`)
    const unpacked = spawnSync('tar', ['-xzf', tarball, '-C', draft], { encoding: 'utf8' })
    if (unpacked.status !== 0) throw unavailable(pinned, `tar: ${unpacked.stderr.trim()}`)
    rmSync(tarball)
    // Whole or not at all, so that an interrupted fetch is done again.
    renameSync(draft, folder)
    return content
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Bytecode that a file of a package writes out as hexadecimal digits.
 *
 * @param before What stands in front of the digits, `0x` aside.
 * @throws PackageUnavailableError when the package cannot be had.
 */
export function packageCode(pinned: PinnedPackage, file: string, before: RegExp): Hex {
  const source = readFileSync(join(packageFolder(pinned), file), 'utf8')
  const digits = new RegExp(`${before.source}(?:0x)?([0-9a-fA-F]+)`).exec(source)?.[1]
  if (digits === undefined || digits.length % 2 !== 0)
    throw new Error(`${file} has no bytecode after ${before}`)
  return `0x${digits}`
}

function fetchTarball(pinned: PinnedPackage, folder: string): string {
  const args = ['pack', `${pinned.name}@${pinned.version}`, '--json', '--ignore-scripts']
  const result = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    const [reason] = result.stderr?.match(/^npm (?:error|ERR!) code .*$/m) ?? ['npm pack failed']
    throw unavailable(pinned, reason)
  }
  // npm 11 names a scoped package's tarball with its slash, but writes it without.
  const [{ filename }] = JSON.parse(result.stdout) as [{ filename: string }]
  return filename.replace(/^@/, '').replace('/', '-')
}

function unavailable({ name, version }: PinnedPackage, reason: string): PackageUnavailableError {
  return new PackageUnavailableError(`${name}@${version}: ${reason}`)
}
