import type { BaseError } from 'latchkey'
import { defineVenueGrant, expandVenueAccess } from 'latchkey/cex'
import { createVenueClient, localVenueSigner, memoryBudgetLedger, okx } from 'latchkey/cex/holder'
import type { VenueSetting } from './venueSetting.ts'

/** An owner lets a bot trade one market at a venue, at most 1,000 an order and 1,500 in all; the bot trades; the owner ends the key. */
export async function venue({ baseUrl, account, credentials, endKey, now, say }: VenueSetting) {
  // The owner says what the key is for. Its secret stays with the bot: the grant names the public half.
  const validAfter = now() - 60
  const { grant } = defineVenueGrant({
    venue: okx,
    account,
    network: { environment: 'local', baseUrls: [baseUrl], allowedIps: ['127.0.0.1'] },
    permissions: expandVenueAccess({
      accessLevel: 'trade',
      markets: [{ symbol: 'BTC-USDT', base: 'BTC', quote: 'USDT', kind: 'spot' }],
      sides: ['buy'],
      orderTypes: ['limit'],
    }),
    limits: [
      { kind: 'notionalPerOrder', asset: 'USDT', market: 'any', amount: '1000' },
      { kind: 'notionalTotal', asset: 'USDT', market: 'any', amount: '1500' },
    ],
    ...{ validAfter, validUntil: validAfter + 86_400, keyLifetime: 86_400, sessionKey: credentials.apiKey },
  })

  // The bot. A bot in production keeps its budgets in a file: `fileBudgetLedger`.
  const signer = localVenueSigner(okx, credentials)
  const bot = createVenueClient({ venue: okx, signer, grant, budgets: memoryBudgetLedger() })
  const ask = (method: 'GET' | 'POST', path: string, params: Record<string, string> = {}) =>
    bot.sendRequest({ request: { method, baseUrl, path, params: Object.entries(params) } })
  const buy = (sz: string, px: string) =>
    ask('POST', '/api/v5/trade/order', {
      ...{ instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit' },
      ...{ sz, px },
    })
  const reason = async (refused: Promise<unknown>): Promise<string> =>
    refused.then(
      () => 'allowed',
      (error: BaseError) => error.name,
    )

  // Within the grant: 600 USDT.
  const { answer } = await buy('0.01', '60000')
  say(`placed: ${JSON.stringify(answer)}`)

  // Beyond it, each refused before anything is signed: too much at once, too much in all, another class of endpoint.
  const refused = {
    tooMuchAtOnce: await reason(buy('0.02', '60000')),
    tooMuchInAll: await reason(buy('0.016', '60000')),
    withdrawal: await reason(ask('POST', '/api/v5/asset/withdrawal', { ccy: 'BTC', amt: '1' })),
  }
  for (const [what, name] of Object.entries(refused)) say(`${what}: ${name}`)

  // The owner deletes the key at the venue, which is what ends it for good.
  await endKey()
  const after = await reason(ask('GET', '/api/v5/account/balance'))
  say(`after the key was deleted: ${after}`)
  return { refused, after }
}
