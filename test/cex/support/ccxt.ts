import type { Exchange } from 'ccxt'

type ExchangeClass = new (options: Record<string, unknown>) => Exchange

// The package exports all of its hundred exchanges as one module, which takes seconds to load: take the one that is needed.
const sources = new URL('./src/', import.meta.resolve('ccxt'))

/**
 * One exchange of ccxt.
 *
 * @param id Its name in ccxt: `binanceusdm`.
 * @param pro With WebSockets.
 */
export async function ccxtExchange(
  id: string,
  options: Readonly<Record<string, unknown>>,
  { pro = false }: { readonly pro?: boolean } = {},
): Promise<Exchange> {
  const loaded = (await import(new URL(`${pro ? 'pro/' : ''}${id}.js`, sources).href)) as {
    default: ExchangeClass
  }
  return new loaded.default({ enableRateLimit: false, ...options })
}
