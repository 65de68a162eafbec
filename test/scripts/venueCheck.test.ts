import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCAL_VENUES } from '../../scripts/local/venues/index.ts'
import type { LocalKey } from '../../scripts/local/venues/localVenue.ts'
import { startLocalVenue } from '../../scripts/local/venues/server.ts'
import type { Credentials } from '../../sdk/cex/credentials.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { Secret } from '../../sdk/core/secret.ts'
import { newKey } from '../integration/venues/support/keyWorld.ts'
import { inFront } from './support/inFront.ts'

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'venue-check.ts')
const ACCOUNT = `0x${'cd'.repeat(20)}`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const agent = (): { readonly local: LocalKey; readonly credentials: Credentials } => {
  const secret = `0x${'11'.repeat(32)}` as const
  const apiKey = privateKeyToAccount(secret).address.toLowerCase()
  return {
    local: {
      ...{ apiKey, kind: 'secp256k1', secret: apiKey, access: 'trade', ips: [] },
      ...{ createdAtMs: 1, label: 'bot', account: ACCOUNT },
    },
    credentials: { keyType: 'secp256k1', apiKey, secret: new Secret(secret) },
  }
}

async function check(args: readonly string[], credentials: Credentials) {
  const { keyType, apiKey, secret, passphrase } = credentials
  const given = { keyType, apiKey, secret: secret.reveal(), passphrase: passphrase?.reveal() }
  const child = spawn(process.execPath, [SCRIPT, ...args, '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', LATCHKEY_VENUE_CREDENTIALS: JSON.stringify(given) },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part) => (stdout += String(part)))
  child.stderr.on('data', (part) => (stderr += String(part)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, stderr }
}

test.each([
  'okx-v5',
  'binance-spot',
  'bybit-v5',
  'kraken-spot',
  'coinbase-advanced',
  'kucoin-futures',
  'htx-spot',
  'deribit-v2',
  'hyperliquid',
])(
  '%s: asks what it listed, reads only, and sends no secret',
  async (id) => {
    const local = LOCAL_VENUES[id]
    if (!local) throw new Error(`no local venue ${id}`)
    const venue = findVenue(id)
    const { local: key, credentials } = id === 'hyperliquid' ? agent() : newKey(venue, 'bot', 'main', 'trade')
    const running = await startLocalVenue(local, { keys: [key] })
    const seen: string[] = []
    const { url, stop } = await inFront(running.url, async ({ text, pass, answer }) => {
      seen.push(text)
      answer(await pass())
    })
    try {
      const args = ['--venue', id, '--environment', 'local', '--base-url', url, '--account', ACCOUNT]
      const dry = await check(args, credentials)
      expect([dry.code, seen], dry.stderr).toEqual([0, []])
      const { code, stdout, stderr } = await check([...args, '--yes'], credentials)
      expect(code, stdout + stderr).toBe(0)
      const { plan, signing, left, report, ok } = JSON.parse(stdout)
      expect(ok).toBe(true)
      expect(signing).toBe(id === 'hyperliquid' ? 'untried' : 'taken')
      expect(report.apiKey).toBe(credentials.apiKey)
      for (const request of seen) {
        const path = request.split(' ')[1]?.split('?')[0] ?? 'nothing'
        expect(plan.join('\n')).toContain(path)
        for (const other of left) expect(request).not.toContain(other.split(' ')[1])
      }
      const secrets = credentials.secret
        .reveal()
        .split('\n')
        .filter((line) => line.length > 8 && !line.startsWith('-----'))
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(8)
        for (const text of [...seen, stdout, stderr]) expect(text).not.toContain(secret)
      }
    } finally {
      await stop()
      await running.stop()
    }
  },
  30_000,
)

test('a key that the venue does not know is no success', async () => {
  const local = LOCAL_VENUES['okx-v5']
  if (!local) throw new Error('no local venue')
  const { credentials } = newKey(findVenue('okx-v5'), 'bot', 'main', 'trade')
  const running = await startLocalVenue(local, { keys: [] })
  const args = ['--venue', 'okx-v5', '--environment', 'local', '--base-url', running.url, '--yes']
  const { code, stdout } = await check(args, credentials)
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { name: 'VenueKeyGoneError' } })
  await running.stop()
}, 30_000)
