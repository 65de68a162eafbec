import { zeroHash } from 'viem'
import { UNLIMITED } from '../../../core/constants.ts'
import { ModuleNotInstalledError } from '../../../errors/client.ts'
import { FeeUnboundedError } from '../../../errors/contractFee.ts'
import {
  AccountIsPausedError,
  GrantEndedError,
  GrantEpochEndedError,
  GrantIsPausedError,
  GrantorMismatchError,
  GrantUnknownError,
} from '../../../errors/contractGrant.ts'
import { KeyEndedError, KeyExpiredError, KeyUnknownError } from '../../../errors/contractKey.ts'
import type { HolderClientBase } from '../../clients/holderClientBase.ts'
import { checkWindow } from '../../grant/checkWindow.ts'
import { hashKey } from '../../grant/hash.ts'
import { networkOn } from '../../grant/network.ts'
import type { UsePath } from '../usePath.ts'
import type { UseState } from './useState.ts'

/** Refuses what the module would refuse on account of its state, in the module's order. */
export function checkUseState(client: HolderClientBase, state: UseState, path: UsePath): void {
  const { grant, keyId, chain } = client
  const type = path === 'bundler' ? 'validator' : 'executor'
  if (!state.installed[type]) throw new ModuleNotInstalledError({ account: grant.account, type })
  const { epoch } = networkOn(grant, chain.id)
  if (epoch !== state.account.epoch) throw new GrantEpochEndedError({ epoch, current: state.account.epoch })
  if (state.account.paused) throw new AccountIsPausedError({ account: grant.account })
  checkGrantStatus(client, state)
  if (state.key.status === 'unknown') throw new KeyUnknownError({ keyId })
  if (state.key.status === 'ended') throw new KeyEndedError({ keyId })
  checkTime(client, state)
  const unbounded = grant.guards.length > 0 && grant.maximumFee.budget === UNLIMITED
  if (path === 'bundler' && unbounded) throw new FeeUnboundedError()
}

function checkGrantStatus({ grantId, approval }: HolderClientBase, { grant, account }: UseState): void {
  if (grant.status === 'revoked') throw new GrantEndedError({ grantId })
  if (grant.paused) throw new GrantIsPausedError({ grantId })
  if (grant.status === 'live') return
  if (!approval) throw new GrantUnknownError({ grantId })
  const grantorId = hashKey(approval.key)
  const recorded = account.grantorId ?? zeroHash
  if (grantorId !== recorded) throw new GrantorMismatchError({ grantorId, recorded })
}

function checkTime({ grant, keyId }: HolderClientBase, { key, time }: UseState): void {
  checkWindow(grant, time.next)
  if (time.next > key.validUntil) {
    throw new KeyExpiredError({ keyId, validUntil: key.validUntil, timestamp: time.next })
  }
}
