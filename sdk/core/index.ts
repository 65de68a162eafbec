export { ACCESS_LEVELS, type AccessLevel } from './accessLevel.ts'
export { CANCEL_RULES, type CancelRule } from './cancelRule.ts'
export { type Clock, fixedClock, systemClock } from './clock.ts'
export {
  FEE_LIMIT_ID,
  LIFETIME,
  MAX_CONDITION_VALUES,
  MAX_FEE_BUDGET,
  MAX_HEIGHT,
  MAX_ITEMS,
  MAX_LEAVES,
  MAX_PATH_STEPS,
  MIN_PERIOD,
  TIME_END,
  UNLIMITED,
  UNLIMITED_KEY_LIFETIME,
  UNTIERED,
} from './constants.ts'
export { ENFORCEMENTS, type Enforcement } from './enforcement.ts'
export { ENVIRONMENTS, type Environment } from './environment.ts'
export {
  type Expiry,
  type ExpiryState,
  expiryFor,
  expiryState,
  isExpiry,
  isTime,
  remainingSeconds,
} from './expiry.ts'
export type { Grant, GrantTerms, VenueGrant } from './grant.ts'
export type { Guard } from './guard.ts'
export type { Identity } from './identity.ts'
export { contractKey, ecdsaKey, type Key, KeyKind, NO_KEY, verifierKey } from './key.ts'
export { type Limit, LimitKind } from './limit.ts'
export type { MaximumFee } from './maximumFee.ts'
export { type Message, MessageKind } from './message.ts'
export type { Network } from './network.ts'
export { ORDER_TYPES, type OrderType } from './orderType.ts'
export { Operator, type ParameterCondition } from './parameterCondition.ts'
export { type PaymasterRule, PaymasterRuleKind } from './paymasterRule.ts'
export { CallKind, type Permission } from './permission.ts'
export type { ChainPlace, Place, VenuePlace } from './place.ts'
export { Secret } from './secret.ts'
export { SIDES, type Side } from './side.ts'
export { type Spend, SpendSource } from './spend.ts'
export type { Supersession } from './supersession.ts'
export { isTier, Tier, tierName } from './tier.ts'
export type { Token } from './token.ts'
export type { VenueAccount } from './venueAccount.ts'
export {
  ALL_ENDPOINTS,
  ANY_ASSET,
  ANY_IP,
  ANY_MARKET,
  MAX_REQUEST_RATE,
  MAX_VENUE_LEAVES,
  UNLIMITED_AMOUNT,
} from './venueConstants.ts'
export {
  type NotionalPerOrderLimit,
  type NotionalPerPeriodLimit,
  type NotionalTotalLimit,
  type OpenOrdersLimit,
  type PositionLimit,
  type RequestRateLimit,
  VENUE_LIMIT_KINDS,
  type VenueLimit,
  type VenueLimitKind,
} from './venueLimit.ts'
export { MARKET_KINDS, type MarketKind, type VenueMarket } from './venueMarket.ts'
export type { VenueNetwork } from './venueNetwork.ts'
export type { VenuePermission } from './venuePermission.ts'
