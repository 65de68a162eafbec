// What a bot that trades at venues loads: venues, signing, a client that is held to a grant. Nothing of the owner's half.

export {
  type CheckVenueRequestErrorType,
  type CheckVenueRequestParameters,
  type CheckVenueRequestReturnType,
  checkVenueRequest,
} from './actions/checkVenueRequest.ts'
export {
  type GetServerTimeErrorType,
  type GetServerTimeReturnType,
  getServerTime,
} from './actions/getServerTime.ts'
export {
  type SendVenueRequestErrorType,
  type SendVenueRequestParameters,
  type SendVenueRequestReturnType,
  sendVenueRequest,
} from './actions/sendVenueRequest.ts'
export {
  type SignVenueLoginErrorType,
  type SignVenueLoginParameters,
  type SignVenueLoginReturnType,
  signVenueLogin,
} from './actions/signVenueLogin.ts'
export {
  type SignVenueRequestErrorType,
  type SignVenueRequestParameters,
  type SignVenueRequestReturnType,
  signVenueRequest,
} from './actions/signVenueRequest.ts'
export type {
  BudgetAnswer,
  BudgetLedger,
  BudgetTake,
  RateTake,
  StateTake,
  SumTake,
} from './budgets/budgetLedger.ts'
export { type FileBudgetLedgerParameters, fileBudgetLedger } from './budgets/fileBudgetLedger.ts'
export { memoryBudgetLedger } from './budgets/memoryBudgetLedger.ts'
export {
  createVenueClient,
  type VenueClient,
  type VenueHolderClientConfig,
} from './clients/createVenueClient.ts'
export type {
  HolderVenueClientBase,
  VenueClientBase,
  VenueClientConfig,
} from './clients/venueClientBase.ts'
export { type CorrectedClock, type CorrectedClockParameters, correctedClock } from './clock/correctedClock.ts'
export { fixedVenueClock } from './clock/fixedVenueClock.ts'
export { machineClock } from './clock/machineClock.ts'
export type { ClockOffset, TimeSource } from './clock/measureOffset.ts'
export type { VenueClock } from './clock/venueClock.ts'
export { type Credentials, KEY_TYPES, type KeyType } from './credentials.ts'
export { type HolderVenueActions, holderVenueActions } from './decorators/holderVenueActions.ts'
export { type VenueActions, venueActions } from './decorators/venueActions.ts'
export { type ClassifiedEndpoint, classifyEndpoint, type EndpointPort } from './endpoints/classifyEndpoint.ts'
export type { EndpointClass, EndpointDocuments, EndpointTable } from './endpoints/endpointTable.ts'
export {
  type AuthorizedRequest,
  authorizeRequest,
  countRequest,
  type VenueAuthority,
} from './grant/authorizeRequest.ts'
export { checkVenueKey, type VenueKeyRecord, venueKeyWindow } from './grant/checkVenueKey.ts'
export { describeVenueGrant } from './grant/describeVenueGrant.ts'
export {
  type BoundEnforcement,
  type EnforcedThrough,
  type EnforcementOptions,
  enforcementOf,
} from './grant/enforcementOf.ts'
export { encodeVenueGrant, hashVenueGrant } from './grant/hashVenueGrant.ts'
export {
  boundsNoOrders,
  checkVenueWindow,
  type JudgedOrder,
  type JudgedRequest,
  type JudgingTerms,
  judgeRequest,
} from './grant/judgeRequest.ts'
export { parseVenueGrantFile, serializeVenueGrantFile, type VenueGrantFile } from './grant/venueGrantFile.ts'
export type { ReferencePrice, VenuePrices } from './grant/venuePrices.ts'
export type { VenuePosition, VenueState } from './grant/venueState.ts'
export type { Json, RawJson } from './json.ts'
export { type CredentialStore, credentialStore, type WantedCredentials } from './keys/credentialStore.ts'
export type { KeyFacts, KeyReport, Knowledge } from './keys/keyReport.ts'
export type { CredentialRole, PendingCredentials, StoredCredentials } from './keys/storedCredentials.ts'
export { storedSigner } from './keys/storedSigner.ts'
export type { LoginFrame, SignedLogin, VenueLogin } from './login.ts'
export type { SigningMoment } from './moment.ts'
export {
  type FileNonceAuthority,
  type FileNonceAuthorityParameters,
  fileNonceAuthority,
} from './nonces/fileNonceAuthority.ts'
export { memoryNonceAuthority } from './nonces/memoryNonceAuthority.ts'
export type { NonceAuthority, NonceParameters } from './nonces/nonceAuthority.ts'
export { venueKeyId } from './nonces/venueKeyId.ts'
export type { CancelledOrder, PlacedOrder, VenueOrder } from './orders/venueOrder.ts'
export type { Method, Parameter, SignedRequest, VenueRequest } from './request.ts'
export { localVenueSigner } from './signing/localVenueSigner.ts'
export type { Prepared } from './signing/prepared.ts'
export { COVERS_ALL, type SignatureCover } from './signing/signatureCover.ts'
export type {
  AsymmetricScheme,
  HmacScheme,
  Secp256k1Scheme,
  SignatureEncoding,
  SignatureScheme,
} from './signing/signatureScheme.ts'
export { type LoginVenue, prepareLogin, signLogin } from './signing/signLogin.ts'
export { prepareRequest, type SigningVenue, signRequest } from './signing/signRequest.ts'
export type { LocalVenueSigner, VenueKey, VenueSigner } from './signing/venueSigner.ts'
export type { VenueSigning } from './signing/venueSigning.ts'
export type { Venue, VenueHosts, VenueRefusal } from './venue.ts'
export { backpack } from './venues/backpack/backpack.ts'
export { binanceSpot } from './venues/binance/spot.ts'
export { binanceUsdm } from './venues/binance/usdm.ts'
export { bingx } from './venues/bingx/bingx.ts'
export { bitfinex } from './venues/bitfinex/bitfinex.ts'
export { bitget } from './venues/bitget/bitget.ts'
export { bitstamp } from './venues/bitstamp/bitstamp.ts'
export { bitvavo } from './venues/bitvavo/bitvavo.ts'
export { bybit } from './venues/bybit/bybit.ts'
export { coinbaseAdvanced } from './venues/coinbase/advanced.ts'
export { coinbaseExchange } from './venues/coinbase/exchange.ts'
export { coinex } from './venues/coinex/coinex.ts'
export { cryptocom } from './venues/cryptocom/cryptocom.ts'
export { deribit } from './venues/deribit/deribit.ts'
export type { VenueFetch, VenueFetchInit } from './venueFetch.ts'
export { findVenue } from './venues/findVenue.ts'
export { gate } from './venues/gate/gate.ts'
export { gemini } from './venues/gemini/gemini.ts'
export { htxLinear } from './venues/htx/linear.ts'
export { htxSpot } from './venues/htx/spot.ts'
export { hyperliquid } from './venues/hyperliquid/hyperliquid.ts'
export { VENUES } from './venues/index.ts'
export { krakenFutures } from './venues/kraken/futures.ts'
export { krakenSpot } from './venues/kraken/spot.ts'
export { kucoinFutures } from './venues/kucoin/futures.ts'
export { kucoinSpot } from './venues/kucoin/spot.ts'
export { mexcContract } from './venues/mexc/contract.ts'
export { mexcSpot } from './venues/mexc/spot.ts'
export { okx } from './venues/okx/okx.ts'
export { phemex } from './venues/phemex/phemex.ts'
export { poloniex } from './venues/poloniex/poloniex.ts'
export { upbit } from './venues/upbit/upbit.ts'
export { whitebit } from './venues/whitebit/whitebit.ts'
export { woo } from './venues/woo/woo.ts'
