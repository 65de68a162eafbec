// What a keeper loads: it tightens, and reads.

export {
  type PauseGrantAsKeeperErrorType,
  type PauseGrantAsKeeperParameters,
  type PauseGrantAsKeeperReturnType,
  pauseGrantAsKeeper,
} from './actions/pauseGrantAsKeeper.ts'
export {
  type PublishTierErrorType,
  type PublishTierParameters,
  type PublishTierReturnType,
  publishTier,
} from './actions/publishTier.ts'
export {
  createKeeperClient,
  type KeeperClient,
  type KeeperClientConfig,
} from './clients/createKeeperClient.ts'
export type { KeeperClientBase } from './clients/keeperClientBase.ts'
export { type KeeperActions, keeperActions } from './decorators/keeperActions.ts'
export * from './reads.ts'
