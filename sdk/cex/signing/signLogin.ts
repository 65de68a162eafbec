import { LoginUnsignedError, VenueRequestInvalidError } from '../../errors/venue.ts'
import type { SignedLogin, VenueLogin } from '../login.ts'
import type { SigningMoment } from '../moment.ts'
import type { Venue } from '../venue.ts'
import { checkMoment } from './checkMoment.ts'
import { checkPath } from './checkRequest.ts'
import type { Prepared } from './prepared.ts'
import type { LocalVenueSigner, VenueKey } from './venueSigner.ts'

/** The part of a venue that logging in needs. */
export type LoginVenue = Pick<Venue, 'name' | 'signing'>

/**
 * A WebSocket login with everything in place but the signature, for keys that are elsewhere.
 * @throws VenueRequestInvalidError, SigningInputMissingError, LoginUnsignedError.
 */
export function prepareLogin(
  venue: LoginVenue,
  key: VenueKey,
  login: VenueLogin,
  moment: SigningMoment,
): Prepared<SignedLogin> {
  const { login: how, needs } = venue.signing
  if ('instead' in how) throw new LoginUnsignedError({ venue: venue.name, instead: how.instead })
  if (login.params.length > 0 && !how.params) {
    throw new VenueRequestInvalidError({ reason: 'the login of the venue takes no params.' })
  }
  const path = withoutQuery(login.path)
  if (path !== '' && path !== '/') checkPath(path)
  checkMoment({ ...(how.nonce && needs.nonce ? { nonce: needs.nonce } : {}), ...loginNeeds(needs) }, moment)
  return how.prepare(path === login.path ? login : { ...login, path }, key, moment)
}

/** Signs a WebSocket login as the venue wants it. Pure. @throws as {@link prepareLogin}. */
export function signLogin(
  venue: LoginVenue,
  signer: LocalVenueSigner,
  login: VenueLogin,
  moment: SigningMoment,
): SignedLogin {
  const prepared = prepareLogin(venue, signer, login, moment)
  return prepared.finish(signer.sign(prepared.prehash))
}

/** No venue signs the query of a socket's URL, which says what to send over it. */
function withoutQuery(path: string): string {
  const start = path.indexOf('?')
  return start < 0 ? path : path.slice(0, start)
}

/** A UUID or random bytes are wanted wherever a token of the same kind is signed. */
function loginNeeds({ uuid, randomHex }: Venue['signing']['needs']): Venue['signing']['needs'] {
  return { ...(uuid ? { uuid } : {}), ...(randomHex ? { randomHex } : {}) }
}
