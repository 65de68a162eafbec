import type { System } from '../system.ts'
import { ithaca } from './ithaca.ts'
import { latchkey } from './latchkey.ts'
import { metamask } from './metamask.ts'
import { owner } from './owner.ts'

/** Every system, in the order in which they are reported. */
export const systems: readonly System[] = [latchkey, owner, metamask, ithaca]
