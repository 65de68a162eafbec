export { ACCESS_LEVELS, type AccessLevel } from './accessLevel.ts'
export { type Clock, fixedClock, systemClock } from './clock.ts'
export {
  ARGUMENT_END,
  LIFETIME,
  MAX_CONDITION_VALUES,
  MAX_HEIGHT,
  MAX_LEAVES,
  MIN_PERIOD,
  TIME_END,
  UNLIMITED,
  UNLIMITED_KEY_LIFETIME,
  UNTIERED,
} from './constants.ts'
export {
  type Expiry,
  type ExpiryState,
  expiryFor,
  expiryState,
  isExpiry,
  isTime,
  remainingSeconds,
} from './expiry.ts'
export type { Grant } from './grant.ts'
export type { Guard } from './guard.ts'
export type { Identity } from './identity.ts'
export { ecdsaKey, type Key, KeyKind, NO_KEY } from './key.ts'
export { type Limit, LimitKind } from './limit.ts'
export type { MaximumFee } from './maximumFee.ts'
export { type Message, MessageKind } from './message.ts'
export type { Network } from './network.ts'
export { Operator, type ParameterCondition } from './parameterCondition.ts'
export { type PaymasterRule, PaymasterRuleKind } from './paymasterRule.ts'
export { CallKind, type Permission } from './permission.ts'
export { Secret } from './secret.ts'
export { type Spend, SpendSource } from './spend.ts'
export type { Supersession } from './supersession.ts'
export type { Token } from './token.ts'
