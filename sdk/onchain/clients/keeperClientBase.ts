import type { Signer } from '../../signers/signer.ts'
import type { SenderClientBase } from './senderClientBase.ts'

/** What the keeper's actions need of a client. */
export type KeeperClientBase = SenderClientBase & {
  /** The keeper that grants name; also the sender of its transactions. */
  readonly signer: Signer
}
