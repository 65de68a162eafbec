import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readVenueGrantFile } from '../../scripts/cli/venueGrantFile.ts'
import { parseVenueGrantFile } from '../../sdk/cex/grant/venueGrantFile.ts'
import { okx } from '../../sdk/cex/venues/okx/okx.ts'
import { temporaryFolder } from './support/run.ts'

const folder = temporaryFolder()
const root = join(import.meta.dirname, '..', '..')

type Result = { readonly code: number; readonly stdout: string }

async function venueGrant(...args: readonly string[]): Promise<Result> {
  const script = join(root, 'scripts', 'venue-grant.ts')
  const env = { PATH: process.env['PATH'] ?? '' }
  return promisify(execFile)(process.execPath, [script, ...args], { cwd: folder, env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  )
}

async function documentedDefinition(): Promise<Record<string, unknown>> {
  const page = await readFile(join(root, 'docs', 'venues.md'), 'utf8')
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? []
  return JSON.parse(example)
}

test('venue:grant shows what a definition comes to, and writes a grant that can be read again', async () => {
  const definition = await documentedDefinition()
  await writeFile(join(folder, 'bot.json'), JSON.stringify(definition))
  const shown = await venueGrant('--definition', 'bot.json')
  expect(shown.code).toBe(0)
  expect(shown.stdout).toContain('Account: OKX (okx-v5), sub-account bots')
  expect(shown.stdout).toContain('ips: nobody (OKX has not said where the key may be used from)')

  const written = await venueGrant(
    '--definition',
    'bot.json',
    '--out',
    'grant.json',
    '--through',
    'gateway',
    '--json',
  )
  const answer = JSON.parse(written.stdout)
  expect(answer).toMatchObject({ ok: true, command: 'venue:grant', sent: false, file: 'grant.json' })
  const path = join(folder, 'grant.json')
  const file = parseVenueGrantFile(await readFile(path, 'utf8'))
  expect(file).toEqual({ grant: answer.grant, grantId: answer.grantId })
  expect(readVenueGrantFile(path, okx)).toEqual(file)
  expect((await stat(path)).mode & 0o077).toBe(0)

  const again = await venueGrant('--definition', 'bot.json', '--out', 'grant.json', '--json')
  expect(again.code).toBe(1)
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: false })
})

test('venue:grant writes nothing that cannot be granted', async () => {
  const definition = { ...(await documentedDefinition()), limits: [] }
  await writeFile(join(folder, 'open.json'), JSON.stringify(definition))
  const refused = await venueGrant('--definition', 'open.json', '--out', 'open.grant.json', '--json')
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, error: { name: 'GrantInvalidError' } })
  await expect(stat(join(folder, 'open.grant.json'))).rejects.toThrow()
  expect((await venueGrant()).code).toBe(2)
})
