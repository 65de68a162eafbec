import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { type GetAccountStateReturnType, getAccountState } from '../getAccountState.ts'
import { type GetGrantStateReturnType, getGrantState } from '../getGrantState.ts'
import { type GetInstalledTypesReturnType, getInstalledTypes } from '../getInstalledTypes.ts'
import { type GetKeyStateReturnType, getKeyState } from '../getKeyState.ts'
import { type ChainTime, chainTime } from './chainTime.ts'

/** What the chain knows that decides over a use, but for the counters. */
export type UseState = {
  readonly account: GetAccountStateReturnType
  readonly installed: GetInstalledTypesReturnType
  readonly grant: GetGrantStateReturnType
  readonly key: GetKeyStateReturnType
  readonly time: ChainTime
}

/** Reads it all at once. */
export async function readUseState(client: HolderClientBase): Promise<UseState> {
  const { grant: asked, grantId, signer } = client
  const [account, installed, grant, key, time] = await Promise.all([
    getAccountState(client, { account: asked.account }),
    getInstalledTypes(client, { account: asked.account }),
    getGrantState(client, { account: asked.account, grantId }),
    getKeyState(client, { grant: asked, key: signer.key }),
    chainTime(client),
  ])
  return { account, installed, grant, key, time }
}
