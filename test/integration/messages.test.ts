import { encodeType } from '../../sdk/onchain/grant/eip712.ts'
import { type Address, erc20Abi, hashDomain, type Hex, hashMessage, hashTypedData, zeroHash } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Message, MessageKind } from '../../sdk/core/message.ts'
import { Operator } from '../../sdk/core/parameterCondition.ts'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { expandAccessLevel } from '../../sdk/onchain/permissions/index.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { amend } from './support/amend.ts'
import { FLAVOURS, startWorld, UNIT, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ bundler: false })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** An order book off chain, whose contract settles orders that accounts stand by. */
const BOOK: Address = '0x00000000000000000000000000000000000b00c5'
const domain = (verifyingContract = BOOK) =>
  ({ name: 'Order Book', version: '2', chainId: world.stack.chain.id, verifyingContract }) as const
const types = {
  Asset: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
  Order: [
    { name: 'receiver', type: 'address' },
    { name: 'sell', type: 'Asset' },
    { name: 'limits', type: 'uint256[]' },
    { name: 'memo', type: 'string' },
    { name: 'validTo', type: 'uint32' },
  ],
} as const

const DOMAIN_TYPES = {
  EIP712Domain: [
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ],
}

const orders = (uncounted = true): Message => ({
  kind: MessageKind.typedData,
  domain: hashDomain({ domain: domain(), types: DOMAIN_TYPES } as never),
  contents: encodeType('Order', types),
  conditions: [
    { argument: 0n, operator: Operator.isAccount, values: [] },
    { argument: 4n, operator: Operator.atMost, values: [`0x${'ff'.repeat(3).padStart(64, '0')}`] },
  ],
  uncounted,
})

const SITE = 'book.example'
const signIn = (uncounted = true): Message => ({
  ...{ kind: MessageKind.signInText, domain: zeroHash, contents: SITE, conditions: [], uncounted },
})

const order = (receiver: Address, more: object = {}, from = domain()) => ({
  ...{ domain: from, types, primaryType: 'Order' },
  message: {
    receiver,
    sell: { token: world.token, amount: 5n * UNIT },
    limits: [1n, 2n],
    memo: 'as agreed',
    validTo: 1_000_000,
    ...more,
  },
})

const text = (address: Address, chainId = world.stack.chain.id, site = SITE, end = '') =>
  `${createSiweMessage({
    ...{ address, chainId, domain: site, nonce: 'abcdefgh12345678', uri: `https://${site}/`, version: '1' },
    issuedAt: new Date(0),
  })}${end}`

describe.for(FLAVOURS.filter(({ kind }) => kind === 'EIP-7702'))(
  'a $kind account on EntryPoint v$entryPoint',
  (flavour) => {
    let account: OwnerAccountPort
    let owner: OwnerClient
    let epoch: bigint

    beforeAll(async () => {
      account = await world.account(flavour)
      owner = world.owner(account, { grantor: await world.signer() })
      ;({ epoch } = await owner.installModule())
    })

    async function granted(messages = [orders(), signIn()], more = {}) {
      const key = await world.signer()
      const defined = await world.define(account, epoch, { sessionKey: key.key, ...more })
      const made = amend(defined, { messages })
      await owner.grant({ grant: made.grant })
      return { made, key, holder: world.holder(made, account, { signer: key }) }
    }

    const valid = ({ hash, signature }: { hash: Hex; signature: Hex }) =>
      owner.isValidMessage({ hash, signature })

    test('stands by an order that its grant allows', async () => {
      const { holder } = await granted()
      const message = order(account.address)
      const signed = await holder.signMessage({ message })
      expect(signed.hash).toBe(hashTypedData(message as never))
      await expect(valid(signed)).resolves.toBe(true)
      // For this hash only.
      const other = hashTypedData(order(account.address, { memo: 'another one' }) as never)
      await expect(valid({ ...signed, hash: other })).resolves.toBe(false)
    })

    test('signs in with a text of the site', async () => {
      const { holder } = await granted()
      const message = text(account.address)
      const signed = await holder.signMessage({ message })
      expect(signed.hash).toBe(hashMessage(message))
      await expect(valid(signed)).resolves.toBe(true)
    })

    test('signs in and does nothing else with access level read, which has no permissions', async () => {
      const key = await world.signer()
      const read = expandAccessLevel({ accessLevel: 'read', signIn: [SITE] })
      const made = await world.define(account, epoch, { sessionKey: key.key, ...read })
      await owner.grant({ grant: made.grant })
      const holder = world.holder(made, account, { signer: key })
      await expect(valid(await holder.signMessage({ message: text(account.address) }))).resolves.toBe(true)
      const refused = holder.signMessage({ message: order(account.address) })
      await expect(refused).rejects.toMatchObject({ name: 'MessageNotGrantedError' })
      const calls = [{ to: world.payee, value: 1n }]
      const use = holder.use({ calls, path: 'direct' })
      await expect(use).rejects.toMatchObject({ name: 'UseInvalidError' })
      // It is listed with its contents, as any grant.
      const listed = await owner.listGrants({ account: account.address })
      const own = listed.grants.find(({ grantId }) => grantId === made.grantId)
      expect(own).toMatchObject({
        contents: 'known',
        grant: { permissions: [], messages: [{ contents: SITE }] },
      })
    })

    type Refusal = readonly [string, () => Parameters<HolderClient['signMessage']>[0]['message'], object]
    const refusals: readonly Refusal[] = [
      ['an order for another receiver', () => order(world.payee), { name: 'ConditionFailedError' }],
      [
        'an order for too long',
        () => order(account.address, { validTo: 0x1000000 }),
        { name: 'ConditionFailedError' },
      ],
      [
        'an order of another book',
        () => order(account.address, {}, domain(world.payee)),
        { name: 'MessageNotGrantedError' },
      ],
      [
        'another type',
        () => ({ ...order(account.address), primaryType: 'Asset', message: { token: BOOK, amount: 1n } }),
        { name: 'MessageNotGrantedError' },
      ],
      ['a text for another account', () => text(world.payee), { name: 'MessageTextMismatchError' }],
      ['a text for another chain', () => text(account.address, 1), { name: 'MessageTextMismatchError' }],
      [
        'a text of another site',
        () => text(account.address, world.stack.chain.id, 'other.example'),
        { name: 'MessageTextMismatchError' },
      ],
      // Shorter than the line that names this chain, with a line break after it and without.
      ...['\nChain ID: 1\n', '\nChain ID: 1', '\nChain ID: '].map(
        (end): Refusal => [
          `a text that ends with ${JSON.stringify(end)}`,
          () => text(account.address, undefined, undefined, end),
          { name: 'MessageTextMismatchError' },
        ],
      ),
    ]
    test.for(refusals)('refuses %s', async ([, make, error]) => {
      const { holder } = await granted()
      await expect(holder.signMessage({ message: make() })).rejects.toMatchObject(error)
    })

    test('refuses a message for the account itself, whatever its grant says', async () => {
      const own = domain(account.address)
      const message = { ...orders(), domain: hashDomain({ domain: own, types: DOMAIN_TYPES } as never) }
      const { holder } = await granted([message])
      const refused = holder.signMessage({ message: order(account.address, {}, own) })
      await expect(refused).rejects.toMatchObject({ name: 'MessageForbiddenError' })
    })

    test('refuses a field that is missing or of another type, before anything is signed', async () => {
      const { holder } = await granted()
      for (const more of [{ memo: undefined }, { validTo: 'soon' }, { limits: 3n }, { validTo: 2 ** 32 }]) {
        const refused = holder.signMessage({ message: order(account.address, more) })
        await expect(refused).rejects.toMatchObject({ name: 'EncodingRangeError' })
      }
    })

    describe('stops standing by it', () => {
      type End = (made: DefineGrantReturnType, key: LocalSigner) => Promise<unknown>
      const ends: readonly [string, End, string][] = [
        ['when the key is revoked', ({ grant }, { key }) => owner.revokeKey({ grant, key }), 'KeyEndedError'],
        ['when the grant is revoked', (made) => owner.revokeGrant(made), 'GrantEndedError'],
        ['while the grant is paused', (made) => owner.pauseGrant(made), 'GrantIsPausedError'],
      ]
      test.for(ends)('%s', async ([, end, name]) => {
        const { made, key, holder } = await granted()
        const message = order(account.address)
        const signed = await holder.signMessage({ message })
        await expect(valid(signed)).resolves.toBe(true)
        await end(made, key)
        await expect(valid(signed)).resolves.toBe(false)
        await expect(holder.signMessage({ message })).rejects.toMatchObject({ name })
      })

      test('when the key is rotated; the new one signs under the same grant', async () => {
        const { made, holder } = await granted(undefined, { maxKeys: 2 })
        const message = order(account.address)
        const before = await holder.signMessage({ message })
        const next = await world.signer()
        await owner.rotateKey({ grant: made.grant, newKey: next.key })
        await expect(valid(before)).resolves.toBe(false)
        await expect(holder.signMessage({ message })).rejects.toMatchObject({ name: 'KeyEndedError' })
        const rotated = world.holder(made, account, { signer: next })
        await expect(valid(await rotated.signMessage({ message }))).resolves.toBe(true)
        await expect(valid(await rotated.signMessage({ message: text(account.address) }))).resolves.toBe(true)
      })

      test('when the epoch moves', async () => {
        const { holder } = await granted()
        const signed = await holder.signMessage({ message: order(account.address) })
        await owner.revokeAll()
        ;({ epoch } = await owner.getAccountState())
        await expect(valid(signed)).resolves.toBe(false)
      })
    })

    test('is signed by the key of the grant, and by nobody else', async () => {
      const { made } = await granted()
      const stranger = await world.signer()
      const forged = { ...stranger, key: made.grant.sessionKey }
      const holder = world.holder(made, account, { signer: forged })
      const message = order(account.address)
      await expect(holder.signMessage({ message })).rejects.toMatchObject({
        name: 'KeySignatureInvalidError',
      })
      const unchecked = await holder.signMessage({ message, check: false })
      await expect(valid(unchecked)).resolves.toBe(false)
      const unknown = world.holder(made, account, { signer: stranger })
      await expect(unknown.signMessage({ message })).rejects.toMatchObject({ name: 'KeyUnknownError' })
    })

    test('is for a grant that the chain knows', async () => {
      const key = await world.signer()
      const defined = await world.define(account, epoch, { sessionKey: key.key })
      const made = amend(defined, { messages: [orders()] })
      const approval = await owner.signGrant({ grant: made.grant })
      const holder = world.holder(made, account, { signer: key, approval })
      const message = order(account.address)
      await expect(holder.signMessage({ message })).rejects.toMatchObject({ name: 'GrantUnknownError' })
      const calls = [
        { to: world.token, abi: erc20Abi, functionName: 'transfer', args: [world.payee, UNIT] } as const,
      ]
      await holder.use({ calls, path: 'direct' })
      await expect(valid(await holder.signMessage({ message }))).resolves.toBe(true)
    })
  },
)
