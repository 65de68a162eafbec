import { hash } from 'node:crypto'

/** A key's name in files and logs: the venue, and 16 bytes of the hash of what the venue calls the key. Says nothing of the secret. */
export function venueKeyId(venueId: string, apiKey: string): string {
  return `${venueId}:${hash('sha256', `${venueId}\n${apiKey}`, 'hex').slice(0, 32)}`
}
