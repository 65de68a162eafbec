import type { Environment } from '../../core/environment.ts'
import type { Product } from './venueRotation.ts'

/**
 * How far a rotation is; each is written before what follows it is done.
 *
 *     planned -> minted -> creating -> created -> verified -> switched -> deleting -> done
 *
 * `abandoned` ends it before the switch. `creating` is the one that may hide something: the venue may have made a key whose answer was lost.
 */
export const ROTATION_STEPS = [
  'planned',
  'minted',
  'creating',
  'created',
  'verified',
  'switched',
  'deleting',
  'done',
  'abandoned',
] as const

/** How far a rotation is. */
export type RotationStep = (typeof ROTATION_STEPS)[number]

/** A rotation, as its journal keeps it. Holds no secret. */
export type RotationEntry = {
  readonly step: RotationStep
  /** The new key's label at the venue, which no other key has. */
  readonly label: string
  readonly venue: string
  readonly environment: Environment
  /** Empty for the rotator's own account. */
  readonly account: string
  /** The name in the store under which the holder finds its key. */
  readonly id: string
  readonly oldApiKey: string
  /** Known once created. */
  readonly newApiKey?: string
  readonly level: 'read' | 'trade'
  readonly products: readonly Product[]
  readonly ips: readonly string[]
  /** Seconds for which both keys work after the switch. */
  readonly overlap: number
  /** Unix seconds of the last write, and of the switch. */
  readonly at: number
  readonly switchedAt?: number
  /** Whether the old key answered from here just before it was to be deleted: only then its silence says that it is gone. */
  readonly oldAnswered?: boolean
}

/** Where one rotation at a time is kept. */
export type RotationJournal = {
  /** Undefined when there was none yet. @throws RotationJournalInvalidError. */
  read(): Promise<RotationEntry | undefined>
  /** Durable once it resolves. */
  write(entry: RotationEntry): Promise<void>
  /** Runs a task while nobody else works on this rotation. @throws RotationBusyError. */
  alone<result>(task: () => Promise<result>): Promise<result>
}
