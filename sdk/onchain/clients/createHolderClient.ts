import { isAddressEqual } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import type { Signer } from '../../signers/signer.ts'
import type { AccountPort } from '../accounts/accountPort.ts'
import { signerAccount } from '../actions/internal/signerAccount.ts'
import { type HolderActions, holderActions } from '../decorators/holderActions.ts'
import { type ModuleActions, moduleActions } from '../decorators/moduleActions.ts'
import type { Annotations } from '../grant/annotations.ts'
import { checkParts } from '../grant/checkParts.ts'
import { hashKey } from '../grant/hash.ts'
import { grantTrees, hashGrant } from '../grant/hashGrant.ts'
import { networkOn } from '../grant/network.ts'
import type { Approval } from './grantor.ts'
import type { BundlerMargins, HolderClientBase, Relayer } from './holderClientBase.ts'
import { type ModuleClientConfig, moduleClientBase } from './moduleClient.ts'

/** What the holder's client takes. */
export type HolderClientConfig = ModuleClientConfig & {
  grant: Grant
  /** The session key: the grant's first one, or one that was added or rotated in. */
  signer: Signer
  /** The account that the grant is about, for example from `erc7579Account`. */
  account: AccountPort
  /** The owner's signature of the grant, for its first use; not needed once the grant is on chain. */
  approval?: Approval | undefined
  /** Names for errors and limits. */
  annotations?: Annotations | undefined
  /** Carries uses on the relayed path. */
  relayer?: Relayer | undefined
  /** What the bundler wants on both sides of the window, in seconds; 5 and 30 by default, as alto in safe mode. */
  margins?: BundlerMargins | undefined
}

/** The holder's client: it uses the grant and reads. It has no verb of the owner's. */
export type HolderClient = HolderClientBase & HolderActions & ModuleActions

const DEFAULT_MARGINS: BundlerMargins = { start: 5, end: 30 }

/**
 * Creates the holder's client.
 * @throws GrantInvalidError when the account is another one than the grant's, NetworkNotGrantedError, and what `checkParts` throws.
 */
export function createHolderClient(config: HolderClientConfig): HolderClient {
  const { grant, signer, account, approval, annotations, relayer, margins = DEFAULT_MARGINS } = config
  checkParts(grant)
  if (!isAddressEqual(grant.account, account.address)) {
    throw new GrantInvalidError({ member: 'account', reason: `it is not ${account.address}.` })
  }
  networkOn(grant, config.chain.id)
  const base: HolderClientBase = moduleClientBase(config, {
    ...{ accountPort: account, grant, grantId: hashGrant(grant, config.module), trees: grantTrees(grant) },
    ...{ annotations, signer, sender: signer.address && signerAccount(signer), keyId: hashKey(signer.key) },
    ...{ approval, margins, relayer },
  })
  return Object.assign(base, moduleActions(base), holderActions(base))
}
