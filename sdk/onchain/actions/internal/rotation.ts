import type { Hash } from 'viem'
import type { Grant } from '../../../core/grant.ts'
import type { Key } from '../../../core/key.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { hashKey } from '../../grant/hash.ts'
import { keyEnd } from './keyEnd.ts'

/** Which key replaces which. */
export type RotationRequest = {
  grant: Grant
  /** The key to end; the grant's first one by default. It must be current. */
  oldKey?: Key | undefined
  /** A key that was never in this grant. */
  newKey: Key
  /** Last second of the new key, inclusive, within the grant and its `keyLifetime`; as late as they allow by default. */
  keyValidUntil?: number | undefined
  /** Seconds for which the old key stays usable, at most the grant's `overlap`; 0, the default, ends it at once. */
  overlap?: number | undefined
}

/** A rotation as the module takes it. */
export type Rotation = {
  readonly oldKeyId: Hash
  readonly newKey: Key
  readonly keyValidUntil: number
  readonly overlap: number
}

/** Fills in what was left open. */
export async function resolveRotation(client: ModuleClient, request: RotationRequest): Promise<Rotation> {
  const { grant, oldKey = grant.sessionKey, newKey, overlap = 0 } = request
  const keyValidUntil = request.keyValidUntil ?? (await keyEnd(client, grant))
  return { oldKeyId: hashKey(oldKey), newKey, keyValidUntil, overlap }
}
