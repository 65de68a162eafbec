import type { Address } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { expect } from 'vitest'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import {
  checkDrift,
  type CheckDriftParameters,
  type CheckDriftReturnType,
} from '../../../sdk/onchain/actions/checkDrift.ts'
import type { OwnerClient } from '../../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantReturnType } from '../../../sdk/onchain/grant/defineGrant.ts'
import type { Granted, Scene } from './scene.ts'

type Subject = Pick<Granted, 'granted'>

/** Grants of these tests last an hour, so an end is soon within ten minutes. */
const SOON = { soon: 600 }

/** Compares a grant with the chain. */
export function drift(
  { client }: Scene,
  { granted: { grant, annotations } }: Subject,
  more: Partial<CheckDriftParameters> = {},
): Promise<CheckDriftReturnType> {
  return checkDrift(client, { grant, annotations, ...SOON, ...more })
}

/** Severity and code of what is found; every message and advice is a sentence. */
export async function found(
  scene: Scene,
  subject: Subject,
  more: Partial<CheckDriftParameters> = {},
): Promise<readonly string[]> {
  const { findings } = await drift(scene, subject, more)
  for (const { message, advice } of findings) {
    expect(
      [message, advice].every((text) => /\.$/.test(text)),
      `${message} ${advice}`,
    ).toBe(true)
  }
  return findings.map(({ code, severity }) => `${severity} ${code}`)
}

/** An account of its own with the module, its owner as grantor, and a live grant. */
export type Another = Subject & {
  readonly account: OwnerAccountPort
  readonly owner: OwnerClient
  readonly itself: PrivateKeyAccount
  readonly granted: DefineGrantReturnType
}

/** Makes another account. */
export async function another({ world }: Scene, kind: 'clone' | 'EIP-7702' = 'EIP-7702'): Promise<Another> {
  const itself = privateKeyToAccount(generatePrivateKey())
  const account = await world.account({ kind, entryPoint: '0.7' }, itself)
  const owner = world.owner(account, { grantor: itself })
  const { epoch } = await owner.installModule()
  const key = await world.signer()
  const granted = await world.define(account, epoch, { sessionKey: key.key })
  await owner.grant({ grant: granted.grant })
  return { account, owner, itself, granted }
}

/** What an EIP-7702 account delegates to. */
export async function delegateOf({ world }: Scene, address: Address): Promise<Address> {
  const code = await world.stack.publicClient.getCode({ address })
  return `0x${code?.slice(8)}`
}
