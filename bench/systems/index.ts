import type { System } from '../system.ts'
import { ithaca } from './ithaca.ts'
import { latchkey } from './latchkey.ts'
import { kernel } from './kernel.ts'
import { metamask } from './metamask.ts'
import { owner } from './owner.ts'
import { smartSessions } from './smartSessions.ts'

/** Every system, in the order in which they are reported. */
export const systems: readonly System[] = [latchkey, owner, smartSessions, kernel, metamask, ithaca]
