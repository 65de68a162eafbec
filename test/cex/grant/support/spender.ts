import { appendFileSync } from 'node:fs'
import { fileBudgetLedger } from '../../../../sdk/cex/budgets/fileBudgetLedger.ts'
import { createVenueClient } from '../../../../sdk/cex/clients/createVenueClient.ts'
import { exampleGrant } from './exampleGrant.ts'
import { exampleSigner, exampleVenue, order } from './exampleVenue.ts'

// Sends one order after the other until the grant refuses, or until it is killed. Run as a process of its own.

const [baseUrl = '', path = '', errors = ''] = process.argv.slice(2)
const now = Math.floor(Date.now() / 1000)
const grant = exampleGrant({
  network: { environment: 'local', allowedIps: 'any', baseUrls: [baseUrl] },
  limits: [{ kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '1000' }],
  // every process has the same grant
  ...{ validAfter: 0, validUntil: 2 ** 40, clock: { now: () => now }, keyLifetime: 2 ** 32 - 1 },
})
const budgets = fileBudgetLedger({ path, outlives: 'process' })
const client = createVenueClient({ venue: exampleVenue, signer: exampleSigner, grant, budgets })
for (;;) {
  try {
    await client.sendRequest({ request: { ...order({ quantity: '0.01', price: '100' }), baseUrl } })
  } catch (error) {
    const { name } = error as Error
    if (name !== 'BudgetExceededError') appendFileSync(errors, `${name}\n`)
    break
  }
}
await budgets.close()
