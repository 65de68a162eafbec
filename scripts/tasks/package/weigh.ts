import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Code in bytes, as it is parsed and as it travels. */
export type Weight = { readonly minified: number; readonly gzip: number; readonly brotli: number }

/** Weighs code that is minified. */
export function weigh(code: string): Weight {
  const bytes = Buffer.from(code)
  const gzip = gzipSync(bytes, { level: 9 }).length
  return { minified: bytes.length, gzip, brotli: brotliCompressSync(bytes).length }
}
