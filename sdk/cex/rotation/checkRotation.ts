import { ANY_IP } from '../../core/venueConstants.ts'
import { RotationJournalInvalidError, RotationUnsupportedError } from '../../errors/venueRotation.ts'
import { hashVenueGrant } from '../grant/hashVenueGrant.ts'
import { ipsBeyond } from '../keys/ipsBeyond.ts'
import { keyNeeds } from '../keys/keyNeeds.ts'
import type { StoredCredentials } from '../keys/storedCredentials.ts'
import type { RotationEntry } from './rotationJournal.ts'
import type { RotationSetting } from './rotationSetting.ts'
import type { Product } from './venueRotation.ts'

/** What a new key is to trade: what was asked for, or the venue's first. */
export function productsOf({ products, venue }: RotationSetting): readonly Product[] {
  return products ?? [venue.rotation.products[0]]
}

/** Refuses what could not be finished, or what the grant does not allow. @throws RotationUnsupportedError. */
export function checkRotation(setting: RotationSetting, old: StoredCredentials): void {
  const { venue, id, account, rotator } = setting
  const refuse = (reason: string): never => {
    throw new RotationUnsupportedError({ venue: venue.name, reason })
  }
  const { rotation } = venue
  const products = productsOf(setting)
  if (rotator.role !== 'rotator') refuse('keys are replaced by a rotator.')
  if (rotator.apiKey === old.credentials.apiKey) refuse('the rotator would replace itself.')
  if ((account === '') !== (rotation.account === undefined)) {
    refuse(rotation.account ? `it needs ${rotation.account}.` : 'it makes keys of its own account only.')
  }
  if (rotation.accountForm && !rotation.accountForm.test(account))
    refuse(`"${account}" is not ${rotation.account}.`)
  if (products.length === 0 || products.some((product) => !rotation.products.includes(product))) {
    refuse(`a key trades ${rotation.products.join(', ')}.`)
  }
  if (id.length > 50) refuse('the name in the store is longer than 50 characters.')
  checkAgainstGrant(setting, old, refuse)
}

function checkAgainstGrant(
  { venue, environment, account, grant, level, ips, overlap, now }: RotationSetting,
  old: StoredCredentials,
  refuse: (reason: string) => never,
): void {
  const [network] = grant.networks
  const named = grant.account.account ?? ''
  const same = grant.account.venue === venue.id && network.environment === environment
  if (!same || (account !== '' && named !== account)) refuse('the grant is for another account or venue.')
  const isOurs = old.grantId === undefined ? grant.sessionKey === old.credentials.apiKey : undefined
  if (!(isOurs ?? old.grantId === hashVenueGrant(grant))) refuse('the key was not taken for this grant.')
  if (now() > grant.validUntil) refuse('the grant has ended.')
  if (level === 'trade' && keyNeeds(grant).level === 'read') refuse('the grant only reads.')
  const { allowedIps } = network
  if (allowedIps !== ANY_IP && ips.length === 0) refuse('the grant binds keys to addresses.')
  const beyond = allowedIps === ANY_IP ? [] : ipsBeyond(ips, allowedIps)
  if (beyond.length > 0) refuse(`the grant does not allow ${beyond.join(', ')}.`)
  if (!Number.isSafeInteger(overlap) || overlap < 0) refuse('the overlap is not a number of seconds.')
  if (overlap > grant.overlap)
    refuse(`the grant lets a rotated key work for at most ${grant.overlap} seconds.`)
  if (overlap > 0 && grant.maxKeys < 2) refuse('the grant has one key at a time: the overlap is 0.')
}

/**
 * A rotation goes on as it was begun: a journal is a plain file, and what stands there makes no key that was not asked for.
 * @throws RotationJournalInvalidError.
 */
export function checkBegun(setting: RotationSetting, entry: RotationEntry): void {
  const begun = [entry.level, [...entry.products].sort(), [...entry.ips].sort()]
  const asked = [setting.level, [...productsOf(setting)].sort(), [...setting.ips].sort()]
  if (JSON.stringify(begun) === JSON.stringify(asked)) return
  const reason =
    'it was begun for a key with other permissions or addresses: finish it with those, or give it up.'
  throw new RotationJournalInvalidError({ path: setting.id, reason })
}
