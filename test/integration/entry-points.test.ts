import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { erc20Abi, zeroAddress } from 'viem'
import { expect, expectTypeOf, test } from 'vitest'
import type { Grant } from '../../sdk/core/grant.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { RelayerClient } from '../../sdk/onchain/clients/createRelayerClient.ts'
import type { RotatorClient } from '../../sdk/onchain/clients/createRotatorClient.ts'
import type { HolderActions } from '../../sdk/onchain/decorators/holderActions.ts'
import type { OwnerActions } from '../../sdk/onchain/decorators/ownerActions.ts'
import type { RotatorActions } from '../../sdk/onchain/decorators/rotatorActions.ts'
import * as holderEntry from '../../sdk/onchain/holder.ts'
import * as ownerEntry from '../../sdk/onchain/owner.ts'

test('a holder has no verb of the owner, by type', () => {
  expectTypeOf<keyof HolderActions & keyof OwnerActions>().toEqualTypeOf<never>()
  // The holder's `grant` is the grant that it has, not the verb.
  expectTypeOf<keyof HolderClient & keyof OwnerActions>().toEqualTypeOf<'grant'>()
  expectTypeOf<HolderClient['grant']>().toEqualTypeOf<Grant>()
  expectTypeOf<keyof RelayerClient & (keyof OwnerActions | keyof HolderActions)>().toEqualTypeOf<never>()
  expectTypeOf<HolderClient>().not.toHaveProperty('grantor')
  // A rotator shares two verbs with the owner, on keys alone.
  expectTypeOf<keyof RotatorActions & keyof OwnerActions>().toEqualTypeOf<'rotateKey' | 'revokeKey'>()
  expectTypeOf<keyof RotatorClient & keyof HolderActions>().toEqualTypeOf<never>()
  expectTypeOf<OwnerClient>().not.toHaveProperty('use')
})

test('calls are typed by their ABI', () => {
  const typed = (holder: HolderClient) => {
    const { use } = holder
    void use({
      calls: [
        { to: zeroAddress, value: 1n },
        { to: zeroAddress, abi: erc20Abi, functionName: 'transfer', args: [zeroAddress, 1n] },
      ],
    })
    const abi = erc20Abi
    // @ts-expect-error an amount is a bigint
    void use({ calls: [{ to: zeroAddress, abi, functionName: 'transfer', args: [zeroAddress, '1'] }] })
    // @ts-expect-error the ABI has no such function
    void use({ calls: [{ to: zeroAddress, abi, functionName: 'mint', args: [] }] })
  }
  expect(typed).toBeTypeOf('function')
})

test("a holder does not load the owner's half", () => {
  const loaded = graph('sdk/onchain/holder.ts')
  expect(loaded).toContain('sdk/onchain/actions/use.ts')
  const forbidden = [
    'grant',
    'installModule',
    'revokeGrant',
    'revokeAll',
    'sendCalls',
    'signGrant',
    'rotateKey',
    'addKey',
  ]
  for (const name of forbidden) expect(loaded).not.toContain(`sdk/onchain/actions/${name}.ts`)
  expect(
    loaded.filter((file) =>
      /ownerActions|createOwnerClient|cloneAccount|delegatedAccount|defineGrant/.test(file),
    ),
  ).toEqual([])
  expect(holderEntry).toHaveProperty('createHolderClient')
  expect(holderEntry).not.toHaveProperty('createOwnerClient')
  expect(ownerEntry).toHaveProperty('createOwnerClient')
  expect(ownerEntry).not.toHaveProperty('createHolderClient')
})

/** Files of the SDK that are loaded with one, by their imports of values. */
function graph(entry: string, seen = new Set<string>()): string[] {
  if (seen.has(entry)) return [...seen]
  seen.add(entry)
  const text = readFileSync(entry, 'utf8')
  for (const [, clause = '', specifier = ''] of text.matchAll(
    /^(?:import|export) ([^;]*?)from '(\.[^']+)'/gms,
  )) {
    const names = clause
      .replace(/[{}\s]/g, ' ')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
    if (/^type\b/.test(clause) || (clause.includes('{') && names.every((name) => name.startsWith('type '))))
      continue
    graph(relative('.', resolve(dirname(entry), specifier)), seen)
  }
  return [...seen]
}
