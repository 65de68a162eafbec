import { build } from 'esbuild'

/** A module with all that it needs, as a bundler for browsers and edge runtimes makes it. */
export type Bundle = {
  readonly code: string
  /** Files of which something is left in the code, from the root of the repository. */
  readonly files: readonly string[]
  /** What it still imports at run time. */
  readonly imports: readonly string[]
}

type BundleParameters = {
  /** A file, from the root of the repository or absolute. */
  readonly source: string
  /** Whether the packages that it depends on are in the bundle; Node's own modules never are. */
  readonly whole: boolean
  /** Makes the module's exports members of this global variable, in a classic script. */
  readonly globalName?: string
}

/**
 * Bundles for a platform of which only the web's APIs are known: no package may offer its variant for Node.
 * @throws Error when something is imported that does not exist.
 */
export async function bundle({ source, whole, globalName }: BundleParameters): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [source], bundle: true, write: false, metafile: true, logLevel: 'silent' },
    ...{ minify: true, target: 'es2022', platform: 'neutral', mainFields: ['browser', 'module', 'main'] },
    ...{ conditions: ['browser', 'import'], external: ['node:*'] },
    ...(whole ? {} : { packages: 'external' }),
    ...(globalName === undefined ? { format: 'esm' } : { format: 'iife', globalName }),
  })
  const [output] = Object.values(metafile.outputs)
  const [file] = outputFiles
  if (!output || !file) throw new Error(`${source} was bundled into nothing`)
  const inputs = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  return {
    code: file.text,
    files: inputs.map(([path]) => path),
    imports: [...new Set(output.imports.map(({ path }) => path))],
  }
}
