import { createPublicKey } from 'node:crypto'
import {
  OwnerCodeNeededError,
  RotationStepError,
  RotationUncertainError,
  RotationUnsettledError,
} from '../../errors/venueRotation.ts'
import type { Credentials } from '../credentials.ts'
import type { PendingCredentials } from '../keys/storedCredentials.ts'
import { readPrivateKey } from '../signing/readPrivateKey.ts'
import { changeKeys, listKeys, readAnswer } from './changeKeys.ts'
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
  if (!waiting) return { entry: { ...entry, step: 'planned' } }
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

/** What became of the request whose answer was lost. */
async function resolveLost(
  setting: RotationSetting,
  entry: RotationEntry,
  waiting: PendingCredentials,
): Promise<StepResult> {
  const again: StepResult = { entry: { ...entry, step: 'minted' } }
  const lost = await findLost(setting, entry)
  if (!lost) return again
  if (waiting.keyType !== 'hmac') return keep(setting, entry, { ...waiting, apiKey: lost.apiKey })
  const { venue, account } = setting
  const number = 'number' in lost ? lost.number : undefined
  const passphrase = venue.rotation.passphrase === 'none' ? undefined : waiting.secret
  const removed = await changeKeys(
    setting,
    venue.rotation.remove({ account, apiKey: lost.apiKey, number, passphrase }),
  )
  if (removed) return again
  const reason = `the venue refused to remove the key "${entry.label}", whose secret was lost.`
  throw new RotationStepError({ venue: venue.name, step: 'create', reason })
}

async function findLost(
  setting: RotationSetting,
  { label }: RotationEntry,
): Promise<{ readonly apiKey: string; readonly number?: string } | undefined> {
  const { seen, venue } = setting
  if (seen) return 'apiKey' in seen ? seen : undefined
  const keys = await listKeys(setting)
  if (!keys) throw new RotationUncertainError({ venue: venue.name, label })
  return keys.find((key) => key.label === label)
}

function orderOf(entry: RotationEntry, { keyType, secret }: PendingCredentials): KeyOrder {
  const { account, label, level, products, ips } = entry
  const order = { account, label, level, products, ips }
  if (keyType === 'hmac') return { ...order, passphrase: secret }
  if (keyType === 'secp256k1') return order
  const spki = createPublicKey(readPrivateKey(keyType, secret)).export({ format: 'pem', type: 'spki' })
  return { ...order, publicKey: spki.toString() }
}
