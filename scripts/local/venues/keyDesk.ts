import type { Call, LocalAccess, LocalKey } from './localVenue.ts'
import { randomText } from './venueState.ts'

/** What is asked for when a key is to be made. */
export type NewKey = Pick<LocalKey, 'account' | 'label' | 'access' | 'ips'> &
  Partial<Pick<LocalKey, 'passphrase' | 'expiresAtMs' | 'detail' | 'apiKey'>> & {
    /** A public key, where the venue takes one; otherwise a secret is made for HMAC. */
    readonly publicKey?: string
  }

/** Gives out a key, which works at once. */
export function issueKey(call: Call, { publicKey, ...wanted }: NewKey): LocalKey {
  const kind = publicKey === undefined ? 'hmac' : kindOf(publicKey)
  const key: LocalKey = {
    ...wanted,
    apiKey: wanted.apiKey ?? randomText(32),
    kind,
    secret: publicKey ?? randomText(48),
    createdAtMs: call.nowMs,
  }
  call.state.keys.set(key.apiKey, key)
  return key
}

// An Ed25519 key in PEM has one line of 60 characters; RSA keys are far longer.
function kindOf(publicKey: string): 'rsa' | 'ed25519' {
  return publicKey.length < 200 ? 'ed25519' : 'rsa'
}

/** Changes a key in place. */
export function amendKey(
  call: Call,
  apiKey: string,
  changes: Partial<Pick<LocalKey, 'access' | 'ips' | 'label' | 'secret' | 'detail'>>,
): LocalKey | undefined {
  const key = call.state.keys.get(apiKey)
  if (!key) return undefined
  const amended = { ...key, ...changes }
  call.state.keys.set(apiKey, amended)
  return amended
}

/** Ends a key: from now on it is unknown. Only keys of that account, if one is named. */
export function deleteKey(call: Call, apiKey: string, account?: string): boolean {
  const key = call.state.keys.get(apiKey)
  if (!key || (account !== undefined && key.account !== account)) return false
  return call.state.keys.delete(apiKey)
}

/** The keys of an account. */
export function keysOf(call: Call, account: string): LocalKey[] {
  return [...call.state.keys.values()].filter((key) => key.account === account)
}

/** Addresses in a list as venues write them, separated by commas. */
export function ipsIn(list: string): string[] {
  return list
    .split(',')
    .map((ip) => ip.trim())
    .filter((ip) => ip !== '')
}

/** The level that includes both. */
export function accessOf({ trade, full }: { readonly trade: boolean; readonly full: boolean }): LocalAccess {
  if (full) return 'full'
  return trade ? 'trade' : 'read'
}
