import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fileBudgetLedger } from '../../../sdk/cex/budgets/fileBudgetLedger.ts'
import { hashVenueGrant } from '../../../sdk/cex/grant/hashVenueGrant.ts'
import { exampleGrant } from './support/exampleGrant.ts'

test('two bots that share a grant and are killed at any moment send no more than it allows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-'))
  const [path, errors] = [join(folder, 'budgets.sqlite'), join(folder, 'errors')]
  let received = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      received += 1
      response.end('{"code":0}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const running = new Set<ChildProcess>()
  const start = (): void => {
    const script = join(import.meta.dirname, 'support', 'spender.ts')
    const args = ['--no-warnings', script, baseUrl, path, errors]
    const child = spawn(process.execPath, args, { env: {}, stdio: 'ignore' })
    running.add(child)
    child.once('exit', () => running.delete(child))
  }
  start()
  start()
  let killed = 0
  for (let round = 0; round < 6 && running.size > 0; round++) {
    const before = received
    while (running.size > 0 && received < before + 20) await setTimeout(Math.random() * 5)
    const [child] = running
    if (!child) break
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    killed += 1
    start()
  }
  await Promise.all([...running].map((child) => once(child, 'exit')))

  // 1,000 USDT by 1 USDT
  expect(killed).toBeGreaterThan(2)
  expect(received).toBeLessThanOrEqual(1000)
  expect(received).toBeGreaterThanOrEqual(1000 - killed)
  expect(await readFile(errors, 'utf8').catch(() => '')).toBe('')
  const grant = exampleGrant({
    network: { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl] },
    limits: [{ kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '1000' }],
    ...{ validAfter: 0, validUntil: 2 ** 40, keyLifetime: 2 ** 32 - 1 },
  })
  const ledger = fileBudgetLedger({ path })
  expect(await ledger.spent(`${hashVenueGrant(grant)}/0`)).toBe('1000')
  await ledger.close()
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
}, 120_000)
