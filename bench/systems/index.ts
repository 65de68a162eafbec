import type { System } from '../system.ts'
import { latchkey } from './latchkey.ts'
import { owner } from './owner.ts'

/** Every system, in the order in which they are reported. */
export const systems: readonly System[] = [latchkey, owner]
