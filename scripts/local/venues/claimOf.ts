import type { LocalKey, ReceivedRequest, Refused, Setting } from './localVenue.ts'
import { refused } from './localVenue.ts'
import { header } from './primitives.ts'

/** What a request says of itself in its headers, by the names that the verification uses, and the key that it says it is of. */
export type Claim<Name extends string> = Readonly<Record<Name, string>> & { readonly key: LocalKey }

/** Reads headers of which none may be missing, and looks the key up; whether the claim holds is for the venue to verify. */
export function claimOf<Name extends string>(
  request: ReceivedRequest,
  keys: Setting['keys'],
  headers: Readonly<Record<Name | 'apiKey', string>>,
): Claim<Name | 'apiKey'> | Refused {
  const names = Object.keys(headers) as (Name | 'apiKey')[]
  const claim = Object.fromEntries(names.map((name) => [name, header(request, headers[name])])) as Record<
    Name | 'apiKey',
    string
  >
  if (names.some((name) => claim[name] === '')) return refused('missing header')
  const key = keys.get(claim.apiKey)
  return key ? { ...claim, key } : refused('unknown key')
}
