import type { Signer } from '../../signers/signer.ts'
import type { SenderClientBase } from './senderClientBase.ts'

/** What the rotator's actions need of a client. */
export type RotatorClientBase = SenderClientBase & {
  /** The grant's rotator; also the sender of its transactions. */
  readonly signer: Signer
}
