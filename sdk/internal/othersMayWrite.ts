import { stat } from 'node:fs/promises'

/** Whether others than its owner may write a file; false when there is none. Windows has no such bits. */
export async function othersMayWrite(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return found !== undefined && (found.mode & 0o022) !== 0
}
