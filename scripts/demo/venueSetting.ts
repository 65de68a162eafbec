import type { VenueSetting } from '../../docs/examples/venueSetting.ts'
import { findVenue } from '../../sdk/cex/venues/findVenue.ts'
import { Secret } from '../../sdk/core/secret.ts'
import { throwAwayKey } from '../cli/throwAwayKeys.ts'
import { okxV5 } from '../local/venues/okx/index.ts'
import { startLocalVenue } from '../local/venues/server.ts'

/** A local double of OKX with the key of a bot, for the example of a venue. */
export interface RunningVenueSetting extends AsyncDisposable {
  readonly setting: Omit<VenueSetting, 'say'>
}

/** Starts a {@link RunningVenueSetting}. */
export async function startVenueSetting(): Promise<RunningVenueSetting> {
  const account = 'bot1'
  const wanted = { label: 'bot', account, access: 'trade', ips: ['127.0.0.1'] } as const
  const { local, credentials } = throwAwayKey(findVenue('okx-v5'), wanted)
  const running = await startLocalVenue(okxV5, { keys: [local] })
  const { keyType, apiKey, secret, passphrase = '' } = credentials
  return {
    setting: {
      ...{ baseUrl: running.url, account },
      credentials: { keyType, apiKey, secret: new Secret(secret), passphrase: new Secret(passphrase) },
      endKey: async () => void running.state.keys.delete(apiKey),
      now: () => Math.floor(Date.now() / 1000),
    },
    [Symbol.asyncDispose]: () => running.stop(),
  }
}
