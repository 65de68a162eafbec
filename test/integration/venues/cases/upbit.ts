import { ExchangeService } from 'node-upbit'
import { upbit } from '../../../../scripts/local/venues/upbit.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { callUntyped, loggedIn } from '../support/watched.ts'

const keys = localKeys('upbit-v1')

/** Its own methods read and have a fixed address: what they sign with takes any request, and puts all parameters in the query. */
class Client extends ExchangeService {
  readonly #url: string

  constructor(url: string, secret: string) {
    super(keys.trader.apiKey, secret)
    this.#url = url
  }

  async accounts(): Promise<unknown> {
    const { data } = await this.getAuthData({ method: 'GET', url: `${this.#url}/v1/accounts` })
    return data
  }

  async place(order: object): Promise<{ uuid: string }> {
    const url = `${this.#url}/v1/orders`
    const { data } = await this.getAuthParamData<{ uuid: string }>({ method: 'POST', url, params: order })
    return data
  }

  async cancel(uuid: string): Promise<unknown> {
    const url = `${this.#url}/v1/order`
    const { data } = await this.getAuthParamData({ method: 'DELETE', url, params: { uuid } })
    return data
  }
}

/** Upbit, whose tokens have no time: a nonce is taken once. */
export const upbitCase: VenueCase = {
  venue: upbit,
  keys,
  ccxt: {
    id: 'upbit',
    market: { id: 'USDT-BTC' },
    hasTime: false,
    login: (exchange, running) => loggedIn(running, () => callUntyped(exchange, 'watchMyTrades')),
    loginRefused: ['Error', 'bad signature'],
  },
  said: {
    'unknown key': ['AuthenticationError', 'invalid_access_key'],
    'bad signature': ['AuthenticationError', 'jwt_verification'],
    replay: ['ExchangeError', 'nonce_used'],
    ip: ['ExchangeError', 'no_authorization_ip'],
    permission: ['PermissionDenied', 'out_of_scope'],
  },
  sdk: {
    name: 'node-upbit',
    run: async ({ url }) => {
      const upbit = new Client(url, keys.trader.secret)
      await upbit.accounts()
      const order = { market: 'USDT-BTC', side: 'bid', ord_type: 'limit', price: '20000', volume: '1' }
      const { uuid } = await upbit.place(order)
      await upbit.cancel(uuid)
    },
    refused: ({ url }) =>
      new Client(url, keys.reader.secret)
        .accounts()
        .catch(({ response }: { response?: { data?: unknown } }) => response?.data),
    says: 'jwt_verification',
  },
}
