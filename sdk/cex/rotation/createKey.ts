import { createPublicKey } from 'node:crypto'
import {
  OwnerCodeNeededError,
  RotationJournalInvalidError,
  RotationStepError,
  RotationUncertainError,
  RotationUnsettledError,
} from '../../errors/venueRotation.ts'
import type { Credentials } from '../credentials.ts'
import type { PendingCredentials } from '../keys/storedCredentials.ts'
import { readPrivateKey } from '../signing/readPrivateKey.ts'
import { changeKeys, listKeys, readAnswer } from './changeKeys.ts'
import { removeKey } from './removeKey.ts'
import type { RotationEntry } from './rotationJournal.ts'
import { NEXT, type RotationSetting, type Step, type StepResult } from './rotationSetting.ts'
import type { KeyOrder } from './venueRotation.ts'

const SETTLE = 60

/**
 * Makes the key and keeps what the venue gives. After a run that died here, the venue may have made one already: it is found by its label,
 * and taken, or, when its secret was lost with the answer, removed before another is made.
 */
export const createKey: Step = async (setting, entry, resumed) => {
  const { store, now, settle = SETTLE } = setting
  const waiting = await store.find(entry.id + NEXT)
  if (!waiting) return resolveUnkept(setting, entry)
  if ('credentials' in waiting) {
    return { entry: { ...entry, step: 'created', newApiKey: waiting.credentials.apiKey } }
  }
  if (!resumed) return make(setting, entry, waiting)
  const seconds = entry.at + settle - now()
  if (seconds > 0) throw new RotationUnsettledError({ seconds })
  return resolveLost(setting, entry, waiting)
}

async function make(
  setting: RotationSetting,
  entry: RotationEntry,
  waiting: PendingCredentials,
): Promise<StepResult> {
  const { venue } = setting
  const refused = (failure: Error): StepResult => ({ entry: { ...entry, step: 'minted' }, failure })
  try {
    const reply = await changeKeys(setting, venue.rotation.create(orderOf(entry, waiting)))
    if (!reply) {
      const reason = 'the venue refused to make a key.'
      return refused(new RotationStepError({ venue: venue.name, step: 'create', reason }))
    }
    const { apiKey, secret } = readAnswer(venue.name, 'create', () => venue.rotation.readCreated(reply))
    if (waiting.keyType !== 'hmac') return await keep(setting, entry, { ...waiting, apiKey })
    if (!secret)
      throw new RotationStepError({ venue: venue.name, step: 'create', reason: 'it gave no secret.' })
    const passphrase = venue.rotation.passphrase === 'none' ? {} : { passphrase: waiting.secret }
    return await keep(setting, entry, { keyType: 'hmac', apiKey, secret, ...passphrase })
  } catch (error) {
    if (error instanceof OwnerCodeNeededError) return refused(error)
    throw error
  }
}

async function keep(
  { store, now }: RotationSetting,
  entry: RotationEntry,
  { keyType, apiKey, secret, passphrase }: Credentials,
): Promise<StepResult> {
  const { venue, environment, account } = entry
  await store.put(entry.id + NEXT, {
    ...{ role: 'holder', venue, environment, importedAt: now() },
    ...(account === '' ? {} : { account }),
    credentials: { keyType, apiKey, secret, ...(passphrase ? { passphrase } : {}) },
  })
  return { entry: { ...entry, step: 'created', newApiKey: apiKey } }
}

/** The store has nothing of it any more: whatever was made can only be removed. */
async function resolveUnkept(setting: RotationSetting, entry: RotationEntry): Promise<StepResult> {
  for (const { apiKey } of await findLost(setting, entry)) {
    if ((await removeKey(setting, { apiKey })) === 'refused') throw refusedToRemove(setting, entry)
  }
  return { entry: { ...entry, step: 'planned' } }
}

function refusedToRemove({ venue }: RotationSetting, { label }: RotationEntry): RotationStepError {
  const reason = `the venue refused to remove the key "${label}", whose secret was lost.`
  return new RotationStepError({ venue: venue.name, step: 'create', reason })
}

/** What became of the request whose answer was lost. */
async function resolveLost(
  setting: RotationSetting,
  entry: RotationEntry,
  waiting: PendingCredentials,
): Promise<StepResult> {
  const again: StepResult = { entry: { ...entry, step: 'minted' } }
  const lost = await findLost(setting, entry)
  const [first] = lost
  if (!first) return again
  if (waiting.keyType !== 'hmac' && lost.length === 1)
    return keep(setting, entry, { ...waiting, apiKey: first.apiKey })
  const named = setting.venue.rotation.passphrase === 'none' ? {} : { passphrase: waiting.secret }
  for (const { apiKey } of lost) {
    if ((await removeKey(setting, { apiKey, ...named })) === 'refused') throw refusedToRemove(setting, entry)
  }
  return again
}

/** Never a key that is in use: the label stands in a plain file, and what the owner typed may be another key. */
async function findLost(
  setting: RotationSetting,
  { label, oldApiKey, id }: RotationEntry,
): Promise<readonly { readonly apiKey: string }[]> {
  const { seen, venue, store, rotator } = setting
  const keys = seen ? ('apiKey' in seen ? [{ apiKey: seen.apiKey, label }] : []) : await listKeys(setting)
  if (!keys) throw new RotationUncertainError({ venue: venue.name, label })
  const lost = keys.filter((key) => key.label === label)
  const current = await store.find(id)
  const kept = [oldApiKey, rotator.apiKey, current && 'credentials' in current && current.credentials.apiKey]
  if (!lost.some(({ apiKey }) => kept.includes(apiKey))) return lost
  const reason = 'the key that it calls its new one is one that is in use.'
  throw new RotationJournalInvalidError({ path: id, reason })
}

function orderOf(entry: RotationEntry, { keyType, secret }: PendingCredentials): KeyOrder {
  const { account, label, level, products, ips } = entry
  const order = { account, label, level, products, ips }
  if (keyType === 'hmac') return { ...order, passphrase: secret }
  if (keyType === 'secp256k1') return order
  const spki = createPublicKey(readPrivateKey(keyType, secret)).export({ format: 'pem', type: 'spki' })
  return { ...order, publicKey: spki.toString() }
}
