import type { Hex } from 'viem'
import type { ParameterCondition } from './parameterCondition.ts'

/** What a key may sign through ERC-1271. */
export const MessageKind = {
  none: 0,
  /** EIP-712 typed data of one domain and one type. */
  typedData: 1,
  /** A text of EIP-4361 that signs in to one site, as an EIP-191 personal message. */
  signInText: 2,
} as const

export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind]

/** Something that a grant lets a key sign through ERC-1271. */
export type Message = {
  readonly kind: MessageKind
  /** Typed data: the domain's separator, 32 bytes. Sign-in text: zero. */
  readonly domain: Hex
  /** Typed data: EIP-712 encodeType of the primary type. Sign-in text: the site, as it stands before the text's first words. */
  readonly contents: string
  /** Typed data: rules on members of the primary type, by their position. All of them must hold; at most 255. */
  readonly conditions: readonly ParameterCondition[]
  /** Said by the owner: the message counts towards no limit and no guard looks at what comes of it. */
  readonly uncounted: boolean
}
