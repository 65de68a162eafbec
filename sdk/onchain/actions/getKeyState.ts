import type { Hash } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import type { BaseError } from '../../errors/base.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { firstKeyValidUntil } from '../grant/firstKeyValidUntil.ts'
import { hashKey } from '../grant/hash.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { getGrantState } from './getGrantState.ts'
import { moduleRead } from './internal/moduleRead.ts'

/** `current`: usable until it expires. `ending`: replaced, usable to the end of its overlap. `ended`: never again. */
export type KeyStatus = 'unknown' | 'current' | 'ending' | 'ended'

export type GetKeyStateParameters = {
  grant: Grant
  /** The grant's first key by default. */
  key?: Key | undefined
}

export type GetKeyStateReturnType = {
  readonly keyId: Hash
  readonly status: KeyStatus
  /** Last second, inclusive, unix seconds; 0 when it ended or is unknown. */
  readonly validUntil: number
}

export type GetKeyStateErrorType = BaseError

const STATUSES: readonly KeyStatus[] = ['unknown', 'current', 'ending', 'ended']

/** State of a key under a grant, the first one included. Whether the grant itself is live is another question. */
export async function getKeyState(
  client: ModuleClient,
  { grant, key = grant.sessionKey }: GetKeyStateParameters,
): Promise<GetKeyStateReturnType> {
  const grantId = hashGrant(grant, client.module)
  const { account } = grant
  const keyId = hashKey(key)
  if (keyId !== hashKey(grant.sessionKey)) {
    const [status, validUntil] = await moduleRead(client, 'keyState', [account, grantId, keyId])
    const known = STATUSES[status] ?? 'ended'
    return { keyId, status: known, validUntil: known === 'ended' ? 0 : validUntil }
  }
  const natural = firstKeyValidUntil(grant)
  const { firstKeyEnd } = await getGrantState(client, { account, grantId })
  if (firstKeyEnd === undefined) return { keyId, status: 'current', validUntil: natural }
  if (firstKeyEnd === 0) return { keyId, status: 'ended', validUntil: 0 }
  return { keyId, status: 'ending', validUntil: Math.min(natural, firstKeyEnd) }
}
