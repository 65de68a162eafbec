import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readTarball } from '../../scripts/local/tarball.ts'

function entry(path: string, content: string, prefix = ''): Buffer {
  const header = Buffer.alloc(512)
  header.write(path, 0)
  header.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124)
  header.write('ustar', 257)
  header.write(prefix, 345)
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body])
}

const archive = gzipSync(
  Buffer.concat([
    entry('package/empty', ''),
    entry('package/long', 'a'.repeat(513)),
    entry('deep/file.sol', 'hex"60"', 'package/src'),
    Buffer.alloc(1_024),
  ]),
)

test('reads a file wherever it is in the archive', () => {
  expect(readTarball(archive, 'package/empty')).toBe('')
  expect(readTarball(archive, 'package/long')).toBe('a'.repeat(513))
  expect(readTarball(archive, 'package/src/deep/file.sol')).toBe('hex"60"')
})

test('tells a file that is not there', () => {
  expect(() => readTarball(archive, 'package/other')).toThrow('the archive has no package/other')
})
