import { type Address, getAddress, type Hex, isHex, size, slice } from 'viem'
import { getCode } from 'viem/actions'
import type { Grant } from '../../core/grant.ts'
import type { Key } from '../../core/key.ts'
import { KeyKind } from '../../core/key.ts'
import { type GetAccountStateReturnType, getAccountState } from '../actions/getAccountState.ts'
import { type GetGrantStateReturnType, getGrantState } from '../actions/getGrantState.ts'
import { type GetInstalledTypesReturnType, getInstalledTypes } from '../actions/getInstalledTypes.ts'
import { type GetKeyStateReturnType, getKeyState } from '../actions/getKeyState.ts'
import { getRemaining, type RemainingLimit } from '../actions/getRemaining.ts'
import { type GetRemainingFeeReturnType, getRemainingFee } from '../actions/getRemainingFee.ts'
import { type GetTierReturnType, getTier } from '../actions/getTier.ts'
import { chainTime } from '../actions/internal/chainTime.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'
import type { Annotations } from '../grant/annotations.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { saysNothing } from './saysNothing.ts'

/** What the chain says of a grant's account. */
export type DriftState = {
  readonly account: GetAccountStateReturnType
  /** Undefined when the account does not answer as ERC-7579 has it. */
  readonly installed: GetInstalledTypesReturnType | undefined
  readonly grant: GetGrantStateReturnType
  readonly key: GetKeyStateReturnType
  readonly limits: readonly RemainingLimit[]
  readonly fee: GetRemainingFeeReturnType
  /** Undefined without a keeper. */
  readonly tier: GetTierReturnType | undefined
  readonly code: Hex
  /** What an EIP-7702 account delegates to; undefined for others. */
  readonly delegate: Address | undefined
  /** Of the block that a use would get into, unix seconds. */
  readonly timestamp: number
}

/** First bytes of the code of an EOA that delegates. */
const DELEGATION: Hex = '0xef0100'

/** Reads it all at once. The module has to be there. */
export async function readDriftState(
  client: ModuleClient,
  { grant, key, annotations }: { grant: Grant; key: Key; annotations: Annotations | undefined },
): Promise<DriftState> {
  const { account, keeper } = grant
  const { next: timestamp } = await chainTime(client)
  const [accountState, installed, grantState, keyState, limits, fee, tier, code] = await Promise.all([
    getAccountState(client, { account }),
    getInstalledTypes(client, { account }).catch(saysNothing),
    getGrantState(client, { account, grantId: hashGrant(grant, client.module) }),
    getKeyState(client, { grant, key }),
    getRemaining(client, { grant, annotations, timestamp }),
    getRemainingFee(client, { grant }),
    keeper.kind === KeyKind.none ? undefined : getTier(client, { account, keeper }),
    codeOf(client, account),
  ])
  return {
    ...{ account: accountState, installed, grant: grantState, key: keyState, limits, fee, tier, code },
    ...{ delegate: delegateOf(code), timestamp },
  }
}

/** The code of an address; `0x` for none. */
export async function codeOf(client: ModuleClient, address: Address): Promise<Hex> {
  try {
    return (await getCode(client, { address })) ?? '0x'
  } catch (error) {
    throw toLatchkeyError(error)
  }
}

function delegateOf(code: Hex): Address | undefined {
  const delegates = isHex(code) && size(code) === 23 && slice(code, 0, 3) === DELEGATION
  return delegates ? getAddress(slice(code, 3)) : undefined
}
