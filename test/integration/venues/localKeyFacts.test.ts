import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { LOCAL_VENUES } from '../../../scripts/local/venues/index.ts'
import type { LocalKey } from '../../../scripts/local/venues/localVenue.ts'
import { type RunningVenue, startLocalVenue } from '../../../scripts/local/venues/server.ts'
import type { KeyType } from '../../../sdk/cex/credentials.ts'
import type { KeyFacts } from '../../../sdk/cex/keys/keyReport.ts'
import type { VenueReply } from '../../../sdk/cex/keys/venueCall.ts'
import type { VenueInspection } from '../../../sdk/cex/keys/venueInspection.ts'
import { localVenueSigner } from '../../../sdk/cex/signing/localVenueSigner.ts'
import { signRequest } from '../../../sdk/cex/signing/signRequest.ts'
import type { VenueSigning } from '../../../sdk/cex/signing/venueSigning.ts'
import { backpackInspection } from '../../../sdk/cex/venues/backpack/inspection.ts'
import { backpackSigning } from '../../../sdk/cex/venues/backpack/signing.ts'
import { bingxInspection } from '../../../sdk/cex/venues/bingx/inspection.ts'
import { bingxSigning } from '../../../sdk/cex/venues/bingx/signing.ts'
import { bitfinexInspection } from '../../../sdk/cex/venues/bitfinex/inspection.ts'
import { bitfinexSigning } from '../../../sdk/cex/venues/bitfinex/signing.ts'
import { bitstampInspection } from '../../../sdk/cex/venues/bitstamp/inspection.ts'
import { bitstampSigning } from '../../../sdk/cex/venues/bitstamp/signing.ts'
import { bitvavoInspection } from '../../../sdk/cex/venues/bitvavo/inspection.ts'
import { bitvavoSigning } from '../../../sdk/cex/venues/bitvavo/signing.ts'
import { coinexInspection } from '../../../sdk/cex/venues/coinex/inspection.ts'
import { coinexSigning } from '../../../sdk/cex/venues/coinex/signing.ts'
import { cryptocomInspection } from '../../../sdk/cex/venues/cryptocom/inspection.ts'
import { cryptocomSigning } from '../../../sdk/cex/venues/cryptocom/signing.ts'
import { geminiInspection } from '../../../sdk/cex/venues/gemini/inspection.ts'
import { geminiSigning } from '../../../sdk/cex/venues/gemini/signing.ts'
import { htxInspection } from '../../../sdk/cex/venues/htx/inspection.ts'
import { htxSpotSigning } from '../../../sdk/cex/venues/htx/spotSigning.ts'
import { mexcContractSigning } from '../../../sdk/cex/venues/mexc/contractSigning.ts'
import { mexcContractInspection, mexcSpotInspection } from '../../../sdk/cex/venues/mexc/inspection.ts'
import { mexcSpotSigning } from '../../../sdk/cex/venues/mexc/spotSigning.ts'
import { phemexInspection } from '../../../sdk/cex/venues/phemex/inspection.ts'
import { phemexSigning } from '../../../sdk/cex/venues/phemex/signing.ts'
import { poloniexInspection } from '../../../sdk/cex/venues/poloniex/inspection.ts'
import { poloniexSigning } from '../../../sdk/cex/venues/poloniex/signing.ts'
import { upbitInspection } from '../../../sdk/cex/venues/upbit/inspection.ts'
import { upbitSigning } from '../../../sdk/cex/venues/upbit/signing.ts'
import { whitebitInspection } from '../../../sdk/cex/venues/whitebit/inspection.ts'
import { whitebitSigning } from '../../../sdk/cex/venues/whitebit/signing.ts'
import { wooInspection } from '../../../sdk/cex/venues/woo/inspection.ts'
import { wooSigning } from '../../../sdk/cex/venues/woo/signing.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { backpackCase } from './cases/backpack.ts'
import { ELSEWHERE, type LocalKeys, localKeys } from './support/localKeys.ts'

type Asked = {
  readonly id: string
  readonly inspection: VenueInspection
  /** What the base URL has beside the host. */
  readonly prefix?: string
  readonly signing: VenueSigning
  readonly keys?: LocalKeys
  readonly keyType?: KeyType
  readonly secretOf?: (apiKey: string) => string
  readonly stranger?: string
  /** What the key that trades is said to be bound to, `unknown` where the venue does not say. Missing where it says nothing of a key. */
  readonly ips?: KeyFacts['ips']
  /** Whether it tells what the key may do. */
  readonly permissions?: boolean
}

const LINES: readonly Asked[] = [
  {
    id: 'htx-spot',
    inspection: htxInspection,
    signing: htxSpotSigning,
    permissions: true,
    ips: ['127.0.0.1', ELSEWHERE],
  },
  {
    id: 'mexc-spot',
    inspection: mexcSpotInspection,
    signing: mexcSpotSigning,
    permissions: true,
    ips: ['127.0.0.1', ELSEWHERE],
  },
  { id: 'mexc-contract', inspection: mexcContractInspection, signing: mexcContractSigning },
  {
    id: 'bitfinex-v2',
    inspection: bitfinexInspection,
    signing: bitfinexSigning,
    permissions: true,
    ips: 'unknown',
  },
  {
    id: 'gemini-v1',
    inspection: geminiInspection,
    signing: geminiSigning,
    permissions: true,
    ips: 'unknown',
  },
  { id: 'bitstamp-v2', inspection: bitstampInspection, signing: bitstampSigning },
  {
    ...{ id: 'cryptocom-v1', inspection: cryptocomInspection, signing: cryptocomSigning },
    prefix: '/exchange/v1',
  },
  { id: 'poloniex-v3', inspection: poloniexInspection, signing: poloniexSigning },
  { id: 'phemex', inspection: phemexInspection, signing: phemexSigning },
  { id: 'whitebit-v4', inspection: whitebitInspection, signing: whitebitSigning },
  {
    id: 'backpack',
    inspection: backpackInspection,
    signing: backpackSigning,
    keys: backpackCase.keys,
    keyType: 'ed25519',
    ...(backpackCase.secretOf && { secretOf: backpackCase.secretOf }),
    ...(backpackCase.stranger !== undefined && { stranger: backpackCase.stranger }),
  },
  { id: 'bitvavo-v2', inspection: bitvavoInspection, signing: bitvavoSigning },
  { id: 'upbit-v1', inspection: upbitInspection, signing: upbitSigning, permissions: false, ips: 'unknown' },
  {
    id: 'bingx',
    inspection: bingxInspection,
    signing: bingxSigning,
    permissions: true,
    ips: ['127.0.0.1', ELSEWHERE],
  },
  { id: 'coinex-v2', inspection: coinexInspection, signing: coinexSigning },
  { id: 'woo-v3', inspection: wooInspection, signing: wooSigning },
]

let running: RunningVenue | undefined
afterEach(() => running?.stop())

let nonce = Date.now()

/** What a key is told when it asks about itself, over the wire, signed by the adapter. */
async function ask({ inspection, signing, ...line }: Asked, url: string, apiKey: string, secret: string) {
  const signer = localVenueSigner(
    { name: line.id, signing },
    { keyType: line.keyType ?? 'hmac', apiKey, secret: new Secret(secret) },
  )
  const replies: VenueReply[] = []
  const answers: unknown[] = []
  for (;;) {
    const call = inspection.next(answers, apiKey)
    if (!call) return { replies, answers }
    nonce += 1
    const moment = { clockMs: Date.now(), nonce: String(nonce), uuid: randomUUID() }
    const request = {
      method: call.method,
      baseUrl: url + (line.prefix ?? ''),
      path: call.path,
      params: call.params,
    }
    const signed = signRequest({ signing }, signer, request, moment)
    const { method, headers, body } = signed
    const response = await fetch(signed.url, { method, headers, ...(body !== null && { body }) })
    const reply: VenueReply = { status: response.status, body: await response.json() }
    replies.push(reply)
    answers.push(inspection.outcome(reply) === 'answered' ? reply.body : undefined)
  }
}

describe.each(LINES)('what $id says of a key', (line) => {
  const { id, inspection } = line
  const keys = line.keys ?? localKeys(id)
  const secretOf = ({ apiKey, secret }: LocalKey) => line.secretOf?.(apiKey) ?? secret

  async function start(): Promise<string> {
    const venue = LOCAL_VENUES[id]
    if (!venue) throw new Error(`no local ${id}`)
    const trader = { ...keys.trader, ips: ['127.0.0.1', ELSEWHERE] }
    running = await startLocalVenue(venue, { keys: [trader, keys.reader, keys.full, keys.bound] })
    return running.url
  }

  it('answers a key that it knows, and not one that it does not know or that is bound to elsewhere', async () => {
    const url = await start()
    const first = async (apiKey: string, secret: string) => {
      const [reply] = (await ask(line, url, apiKey, secret)).replies
      return reply && inspection.outcome(reply)
    }
    expect(await first(keys.trader.apiKey, secretOf(keys.trader))).toBe('answered')
    const stranger = line.stranger ?? 'nobody'
    expect(await first(stranger, line.secretOf?.(stranger) ?? keys.trader.secret)).toBe('keyUnknown')
    expect(await first(keys.bound.apiKey, secretOf(keys.bound))).not.toBe('answered')
  })

  if (line.ips !== undefined)
    it('says what its documents let it say, and no more', async () => {
      const url = await start()
      const facts = async (key: LocalKey) =>
        inspection.read?.((await ask(line, url, key.apiKey, secretOf(key))).answers, key.apiKey)
      const told = {
        reader: await facts(keys.reader),
        trader: await facts(keys.trader),
        full: await facts(keys.full),
      }
      for (const one of Object.values(told)) expect(one?.unrecognized).toEqual([])
      expect(told.trader?.ips).toEqual(line.ips)
      if (line.ips !== 'unknown') expect(told.reader?.ips).toBe('none')
      const may = (yes: boolean) => (line.permissions ? (yes ? 'yes' : 'no') : 'unknown')
      expect(told.reader?.permissions).toEqual({ read: may(true), trade: may(false), full: may(false) })
      expect(told.trader?.permissions).toEqual({ read: may(true), trade: may(true), full: may(false) })
      expect(told.full?.permissions).toMatchObject({ full: may(true) })
    })
})
