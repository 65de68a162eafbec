export { type EncodeMessageParameters, encodeMessage } from './encodeMessage.ts'
export { type MatchMessageOptions, type MatchMessageReturnType, matchMessage } from './matchMessage.ts'
export { messageHash, type SignableMessage } from './signableMessage.ts'
