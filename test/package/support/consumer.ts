import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { buildPackage } from '../../../scripts/tasks/package/build.ts'

const runFile = promisify(execFile)

/** A project outside of this repository that has the package as npm would unpack it, and nothing that the package does not ask for. */
export type Consumer = {
  readonly folder: string
  /** The package's own manifest, as packed. */
  readonly manifest: Manifest
  /** Files in the tarball. */
  readonly packed: readonly string[]
  /** Writes a file of the project and returns its absolute path. */
  write(path: string, text: string): string
  /** Runs a program of the project's with this Node and returns what it wrote to stdout. */
  node(args: readonly string[]): Promise<string>
  /** Compiles the project under the settings of a `tsconfig` and returns the compiler's complaints. */
  compile(tsconfig: object): Promise<string>
  remove(): void
}

type Manifest = {
  readonly name: string
  readonly exports: Readonly<Record<string, { readonly types?: string }>>
  readonly dependencies: { readonly [name: string]: string }
  readonly peerDependencies: { readonly [name: string]: string }
}

/** Builds and packs the package, and makes a project that depends on it. */
export async function createConsumer(): Promise<Consumer> {
  await buildPackage()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-consumer-'))
  const args = ['pack', '--json', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const { stdout } = await runFile('npm', args, { maxBuffer: 2 ** 26 })
  const [tarball] = JSON.parse(stdout) as readonly { filename: string; files: readonly { path: string }[] }[]
  if (!tarball) throw new Error('npm packed nothing')
  const installed = join(folder, 'node_modules/latchkey')
  mkdirSync(installed, { recursive: true })
  await runFile('tar', ['-xzf', join(folder, tarball.filename), '--strip-components=1', '-C', installed])
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) link(name)
  const write = (path: string, text: string): string => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  write('package.json', JSON.stringify({ type: 'module', private: true }))
  for (const path of ['docs/examples', 'test/package/programs']) {
    cpSync(path, join(folder, path), { recursive: true })
  }
  link('@types/node')
  return {
    ...{ folder, manifest, packed: tarball.files.map(({ path }) => path), write },
    async node(program) {
      return (await runFile(process.execPath, program, { cwd: folder, env: {} })).stdout
    },
    async compile(tsconfig) {
      const project = write('tsconfig.json', JSON.stringify(tsconfig))
      const compiler = resolve('node_modules/.bin/tsc')
      return runFile(compiler, ['--project', project], { cwd: folder }).then(
        () => '',
        (error: { stdout: string }) => error.stdout,
      )
    },
    remove: () => rmSync(folder, { recursive: true }),
  }

  function link(name: string): void {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(resolve('node_modules', name), path)
  }
}
