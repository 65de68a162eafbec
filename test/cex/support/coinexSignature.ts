import type { Exchange } from 'ccxt'
import { hmac } from '../../../scripts/local/venues/primitives.ts'

type Signed = {
  readonly url: string
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Lets ccxt sign for CoinEx as the documents say: it hashes text and secret together, where they have an HMAC. */
export function signAsDocumented(exchange: Exchange): void {
  const sign = exchange.sign.bind(exchange)
  exchange.sign = (...parameters: Parameters<typeof sign>) => {
    const signed = sign(...parameters) as Signed
    const { headers, method, url, body = '' } = signed
    if (headers?.['X-COINEX-SIGN'] === undefined) return signed
    const target = url.replace(/^https?:\/\/[^/]+/, '')
    const text = method + target + body + headers['X-COINEX-TIMESTAMP']
    return {
      ...signed,
      headers: { ...headers, 'X-COINEX-SIGN': hmac('sha256', exchange.secret, text, 'hex') },
    }
  }
}
