import { custom, HttpRequestError, http, type Transport } from 'viem'

type Asked = { readonly method: string; readonly params?: unknown }

/** A node that answers everything but what is picked: that is lost on the way. */
export function deafNode(url: string | undefined, lost: (asked: Asked) => boolean): Transport {
  const inner = http(url, { retryCount: 0 })({})
  const request = async (asked: Asked): Promise<unknown> => {
    if (lost(asked)) throw new HttpRequestError({ url: 'http://far.example', details: 'too many requests' })
    return inner.request(asked as never)
  }
  return custom({ request }, { retryCount: 0 })
}
