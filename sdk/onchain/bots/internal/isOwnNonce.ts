import type { Intent } from '../intent.ts'
import type { Carrier } from './carrier.ts'

/** Whether an intent's nonce is one of those that a carrier counts. On the direct path each key has nonces of its own. */
export function isOwnNonce(
  carrier: Pick<Carrier, 'channel'>,
  { channel, lane }: Pick<Intent, 'channel' | 'lane'>,
): boolean {
  return channel === carrier.channel(lane)
}
