// All of the exchange half. What a holder loads is in holder.ts.

export * from './holder.ts'
export {
  createOwnerVenueClient,
  type OwnerVenueClient,
  type OwnerVenueClientConfig,
} from './clients/createOwnerVenueClient.ts'
export { type OwnerVenueActions, ownerVenueActions } from './decorators/ownerVenueActions.ts'
export {
  defineVenueGrant,
  type DefineVenueGrantParameters,
  type DefineVenueGrantReturnType,
} from './grant/defineVenueGrant.ts'
export { expandVenueAccess, type VenueAccess, type VenueTrading } from './grant/expandVenueAccess.ts'
export { checkVenueGrant } from './grant/checkVenueGrant.ts'
