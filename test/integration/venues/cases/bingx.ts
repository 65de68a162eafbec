import { ApiAccount, BingxApiClient, HttpRequestExecutor } from 'bingx-api'
import { bingx } from '../../../../scripts/local/venues/bingx.ts'
import { localKeys } from '../support/localKeys.ts'
import type { VenueCase } from '../support/venueCase.ts'
import { loggedIn } from '../support/watched.ts'
import { withoutTls } from '../support/withoutTls.ts'

const keys = localKeys('bingx')

const client = () => new BingxApiClient(new HttpRequestExecutor())
const account = (secret: string) => new ApiAccount(keys.trader.apiKey, secret)

/** What its types ask of an order is more than what the venue does. */
const order = {
  symbol: 'BTC-USDT',
  side: 'BUY',
  positionSide: 'LONG',
  type: 'LIMIT',
  price: 20_000,
  quantity: 1,
}

/** BingX. */
export const bingxCase: VenueCase = {
  venue: bingx,
  keys,
  ccxt: {
    id: 'bingx',
    market: { id: 'BTC-USDT' },
    login: (exchange, running) => loggedIn(running, () => exchange.watchBalance()),
    loginRefused: ['AuthenticationError', '100001'],
  },
  said: {
    'unknown key': ['ExchangeError', '100413'],
    'bad signature': ['AuthenticationError', '100001'],
    // ccxt knows this code with another meaning.
    clock: ['BadSymbol', '100421'],
    ip: ['PermissionDenied', '100419'],
    permission: ['ExchangeError', '100004'],
  },
  sdk: {
    name: 'bingx-api',
    run: async (running) => {
      withoutTls(running)
      const own = account(keys.trader.secret)
      await client().getAccountService().getPerpetualSwapAccountAssetInformation(own)
      await client()
        .getTradeService()
        .tradeOrder(order as never, own)
      const [id = ''] = [...running.state.orders.keys()].slice(-1)
      await client().getTradeService().cancelOrder(id, order.symbol, own)
    },
    refused: (running) => {
      withoutTls(running)
      const other = account(keys.reader.secret)
      return client().getAccountService().getPerpetualSwapAccountAssetInformation(other)
    },
    says: '100001',
  },
}
