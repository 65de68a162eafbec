import {
  type PauseGrantAsKeeperParameters,
  type PauseGrantAsKeeperReturnType,
  pauseGrantAsKeeper,
} from '../actions/pauseGrantAsKeeper.ts'
import {
  type PublishTierParameters,
  type PublishTierReturnType,
  publishTier,
} from '../actions/publishTier.ts'
import type { KeeperClientBase } from '../clients/keeperClientBase.ts'

/** The keeper's actions: it tightens, and nothing else. */
export type KeeperActions = {
  /** @see {@link pauseGrantAsKeeper} */
  pauseGrant: (parameters: PauseGrantAsKeeperParameters) => Promise<PauseGrantAsKeeperReturnType>
  /** @see {@link publishTier} */
  publishTier: (parameters: PublishTierParameters) => Promise<PublishTierReturnType>
}

/** Binds them to a client. */
export function keeperActions(client: KeeperClientBase): KeeperActions {
  return {
    pauseGrant: (parameters) => pauseGrantAsKeeper(client, parameters),
    publishTier: (parameters) => publishTier(client, parameters),
  }
}
