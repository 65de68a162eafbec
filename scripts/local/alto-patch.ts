/** One correction of alto's source, applied while Node loads the file. */
export interface AltoPatch {
  /** The file, from the root of alto's `esm` folder. */
  file: string
  find: string | RegExp
  /** Inserted as it is, unlike in `String.replace`. */
  replace: string
}

/**
 * Applies the patches of one file.
 *
 * @throws Error if a patch finds nothing to correct: alto has changed, and nobody has looked whether it still fits.
 */
export function applyAltoPatches(source: string, patches: readonly AltoPatch[]): string {
  return patches.reduce((text, { file, find, replace }) => {
    const patched = text.replaceAll(find, () => replace)
    if (patched === text) throw new Error(`alto's ${file} has no ${find}: this release needs other patches`)
    return patched
  }, source)
}
