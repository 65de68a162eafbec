import type { BaseError } from '../../errors/base.ts'
import type { VenueClientBase } from '../clients/venueClientBase.ts'
import { authorizeLogin } from '../grant/authorizeLogin.ts'
import { checkLoginHost } from '../grant/networkHosts.ts'
import type { SignedLogin, VenueLogin } from '../login.ts'
import { freshMoment } from '../signing/freshMoment.ts'
import { prepareLogin } from '../signing/signLogin.ts'
import { checkClientKey } from './internal/authorize.ts'
import { nextNonceOf } from './internal/withNonce.ts'

export type SignVenueLoginParameters = { login: VenueLogin }

/** The frame, or the headers, that log in. Keep them out of logs. */
export type SignVenueLoginReturnType = SignedLogin

export type SignVenueLoginErrorType = BaseError

/**
 * Signs a WebSocket login. What goes over the socket afterwards is not held to the grant, so most grants do not allow it.
 * @throws what `authorizeLogin` throws, VenueKeyWindowError, LoginUnsignedError, VenueRequestInvalidError, SigningInputMissingError.
 */
export async function signVenueLogin(
  client: VenueClientBase,
  parameters: SignVenueLoginParameters,
): Promise<SignVenueLoginReturnType> {
  const { venue, network, signer, clock, authority } = client
  // as it is now, for judging and signing alike
  const { params, frame } = parameters.login
  const login = { ...parameters.login, params: [...params], ...(frame && { frame: structuredClone(frame) }) }
  await clock.ready()
  const nowMs = clock.nowMs()
  checkClientKey(client, nowMs)
  if (authority === undefined) checkLoginHost(venue, network, login)
  else authorizeLogin(authority, login, nowMs)
  const nonce = await nextNonceOf(client, nowMs)
  const prepared = prepareLogin(
    venue,
    signer,
    login,
    freshMoment(venue.signing.needs, { clockMs: clock.nowMs(), nonce, recvWindowMs: client.recvWindowMs }),
  )
  return prepared.finish(await signer.sign(prepared.prehash))
}
