import { existsSync, readFileSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { z } from 'zod'
import { writeFileAtomically } from '../../sdk/internal/writeFileAtomically.ts'
import { FileError } from './errors.ts'

/** Whether there is a file. */
export function fileExists(path: string): boolean {
  return existsSync(path)
}

/**
 * The text of a file.
 * @throws FileError.
 */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new FileError(code === 'ENOENT' ? 'there is no such file.' : `it cannot be read (${code}).`, {
      path,
      cause,
    })
  }
}

/**
 * The JSON of a file that has to have a form.
 * @param what What it should be, for the error: `a list of calls`.
 * @throws FileError that names every field that is wrong.
 */
export function readJson<value>(path: string, schema: z.ZodType<value>, what: string): value {
  const result = schema.safeParse(parseJson(path, readText(path)))
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
  throw new FileError(`it is not ${what}.`, { path, details: issues })
}

/** The JSON of a text. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // The cause may quote the text, a signature even: it is kept, and never printed.
    throw new FileError('it is not JSON.', { path, cause })
  }
}

/**
 * Makes sure that a new file can be written, before anything is signed or sent that belongs into it.
 * @throws FileError when there is a file already, or its folder cannot be written to.
 */
export async function checkNewFile(path: string): Promise<void> {
  if (fileExists(path))
    throw new FileError('it exists already.', {
      path,
      details: ['Choose another name: nothing is overwritten.'],
    })
  await access(dirname(resolve(path)), constants.W_OK).catch(() => {
    throw new FileError('its folder does not exist or cannot be written to.', { path })
  })
}

/** Writes a file in one step, readable by this user only. */
export async function writeText(path: string, content: string): Promise<void> {
  await writeFileAtomically(path, content)
}
