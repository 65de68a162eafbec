import type { Hex } from 'viem'
import type { ParameterCondition } from './parameterCondition.ts'

/** What a key may sign through ERC-1271. This version of the module enforces no messages, so grants carry none. */
export const MessageKind = {
  none: 0,
  typedData: 1,
  signInText: 2,
} as const

export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind]

/** Something that a grant lets a key sign through ERC-1271. */
export type Message = {
  readonly kind: MessageKind
  /** 32 bytes. */
  readonly domain: Hex
  readonly contents: string
  readonly conditions: readonly ParameterCondition[]
  readonly uncounted: boolean
}
