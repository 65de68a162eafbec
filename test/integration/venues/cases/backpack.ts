import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { backpack } from '../../../../scripts/local/venues/backpack.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

/** The 32 bytes that a key pair is made of, the same in every run. */
const seedOf = (name: string): Buffer => createHash('sha256').update(`a local seed of ${name}`).digest()
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The public half, which is the name of the key. */
function publicOf(name: string): string {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seedOf(name)]), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
}

const NAMES = ['trader', 'reader', 'full', 'bound', 'nobody']
const SEEDS = new Map(NAMES.map((name) => [publicOf(name), seedOf(name).toString('base64')]))

/** Backpack, whose keys are Ed25519. */
export const backpackCase: VenueCase = {
  venue: backpack,
  keys: localKeys('backpack', { kind: 'ed25519', apiKeyOf: publicOf, publicOf: (name) => publicOf(name) }),
  secretOf: (apiKey) => SEEDS.get(apiKey) ?? '',
  stranger: publicOf('nobody'),
  ccxt: {
    id: 'backpack',
    market: { id: 'BTC_USDT' },
    query: (exchange, _id, symbol) => exchange.fetchOpenOrders(symbol),
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchOrders')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'UNAUTHORIZED'],
    'bad signature': ['AuthenticationError', 'INVALID_SIGNATURE'],
    clock: ['BadRequest', 'Request has expired'],
    ip: ['OperationRejected', 'FORBIDDEN'],
    permission: ['OperationRejected', 'FORBIDDEN'],
  },
  noSdk: 'the package on npm is not maintained by the venue, and brings empty packages named fs and path',
}
