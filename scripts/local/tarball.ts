import { gunzipSync } from 'node:zlib'

const BLOCK = 512

/**
 * One text file of a gzipped tar archive in the ustar format, as npm packs them.
 *
 * @throws Error when the archive has no such file.
 */
export function readTarball(tarball: Buffer, path: string): string {
  const archive = gunzipSync(tarball)
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK)
    const size = Number.parseInt(text(header, 124, 136), 8) || 0
    const prefix = text(header, 345, 500)
    const name = text(header, 0, 100)
    const start = at + BLOCK
    if ((prefix ? `${prefix}/${name}` : name) === path) {
      return archive.toString('utf8', start, start + size)
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Error(`the archive has no ${path}`)
}

function text(header: Buffer, from: number, to: number): string {
  return header.toString('utf8', from, to).replace(/\0.*$/s, '')
}
