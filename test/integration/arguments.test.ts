import { encodeFunctionData, type Hex, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import {
  atMost,
  countLimit,
  equal,
  isAccount,
  mask,
  permission,
  tokenLimit,
} from '../../sdk/onchain/grant/index.ts'
import { startWorld, UNIT, type World } from './support/world.ts'

const PATHS = ['bundler', 'direct', 'relayed'] as const
const abi = parseAbi([
  'struct Order { address maker; uint256 amount; bytes path; }',
  'function trade(Order[] orders, (uint64 deadline, bytes32[] proof) params, string note)',
])
const PATH: Hex = `0x${'ab'.repeat(43)}`

let world: World
let account: OwnerAccountPort
let owner: OwnerClient

beforeAll(async () => {
  world = await startWorld()
  account = await world.account({ kind: 'clone', entryPoint: '0.8' })
  owner = world.owner(account)
  await owner.installModule({ grantor: 'nobody' })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Trades of up to 100 dollars in all and 5 calls in all, whose orders are the account's own. */
async function trader(): Promise<HolderClient> {
  const key = await world.signer()
  const { epoch } = await owner.getAccountState()
  const defined = await world.define(account, epoch, {
    sessionKey: key.key,
    permissions: [
      permission({
        // Nothing is there: what matters is which calls are let through.
        ...{ abi, target: world.payee, functionName: 'trade', allowTokenMismatch: true, spendsCall: 'calls' },
        where: {
          'orders.length': atMost(3),
          'orders[*].maker': isAccount(),
          'orders[0].path': equal(PATH),
          params: { deadline: atMost(2_000_000_000n), 'proof.length': equal(0) },
          'note[0]': mask(`0xff${'00'.repeat(31)}`, `0x41${'00'.repeat(31)}`),
        },
        spends: { 'orders[*].amount': 'dollars' },
      }),
    ],
    limits: {
      dollars: tokenLimit({ token: world.token, amount: 100n * UNIT }),
      calls: countLimit({ amount: 5n }),
    },
  })
  await owner.grant({ grant: defined.grant })
  const relayer: HolderClient['relayer'] = (relayed, context) => world.relayer.carryUse({ relayed, context })
  return world.holder(defined, account, { signer: key, relayer })
}

type Change = { amounts?: readonly bigint[]; maker?: Hex; path?: Hex; proof?: readonly Hex[]; note?: string }

const call = ({
  amounts = [UNIT],
  maker = account.address,
  path = PATH,
  proof = [],
  note = 'A',
}: Change = {}) => {
  const orders = amounts.map((amount) => ({ maker, amount, path }))
  const args = [orders, { deadline: 1_900_000_000n, proof }, note] as const
  return { to: world.payee, data: encodeFunctionData({ abi, args }) }
}

describe.for(PATHS)('on the %s path', (path) => {
  test('conditions reach into arrays, bytes, tuples and text', async () => {
    const holder = await trader()
    await holder.use({ calls: [call()], path })
    const refusals: readonly [Change, string, RegExp][] = [
      [{ amounts: [UNIT, UNIT, UNIT, UNIT] }, 'ConditionFailedError', /^orders\.length is 4/],
      [{ maker: world.payee }, 'ConditionFailedError', /^orders\[\*\]\.maker is /],
      [{ path: '0xab' }, 'ConditionFailedError', /^orders\[0\]\.path\.length is 1/],
      [{ path: `0x${'ab'.repeat(42)}ac` }, 'ConditionFailedError', /^orders\[0\]\.path\[1\] is /],
      [{ proof: [`0x${'00'.repeat(32)}`] }, 'ConditionFailedError', /^params\.proof\.length is 1/],
      [{ note: 'B' }, 'ConditionFailedError', /^note\[0\] is /],
      [{ note: '' }, 'ArgumentMissingError', /note\[0\]/],
      [{ amounts: [] }, 'ArgumentMissingError', /orders\[0\]\.path/],
    ]
    for (const [change, name, message] of refusals) {
      for (const check of [true, false]) {
        const refused = holder.use({ calls: [call(change)], path, check, relay: { minimumGas: 0n } })
        await expect(refused).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
      }
    }
  })

  test('amounts of all elements are counted, and calls one by one', async () => {
    const holder = await trader()
    const { grant } = holder
    await holder.use({ calls: [call({ amounts: [UNIT, 2n * UNIT, 3n * UNIT] }), call()], path })
    await expect(holder.getRemaining({ grant })).resolves.toMatchObject([
      { kind: 'token', spent: 7n * UNIT },
      { kind: 'count', spent: 2n, remaining: 3n },
    ])
    for (const check of [true, false]) {
      const more = { path, check, relay: { minimumGas: 0n } }
      const much = holder.use({ calls: [call({ amounts: [50n * UNIT, 44n * UNIT] })], ...more })
      await expect(much).rejects.toMatchObject({ name: 'LimitExceededError', limitId: 0 })
      const greatest = holder.use({ calls: [call({ amounts: [2n ** 256n - 1n, 1n] })], ...more })
      await expect(greatest).rejects.toMatchObject({ name: 'LimitExceededError', requested: 2n ** 256n - 1n })
      const often = holder.use({ calls: [call(), call(), call(), call()], ...more })
      await expect(often).rejects.toMatchObject({ name: 'LimitExceededError', limitId: 1, remaining: 0n })
    }
    await holder.use({ calls: [call(), call(), call()], path })
  })

  test('offsets that the ABI does not write are refused', async () => {
    const holder = await trader()
    const { to, data } = call()
    // The first word leads to the orders: 31 bytes short, and beyond the end.
    for (const offset of ['41', 'ffff']) {
      const moved = `${data.slice(0, 10)}${offset.padStart(64, '0')}${data.slice(74)}` as Hex
      for (const check of [true, false]) {
        const refused = holder.use({ calls: [{ to, data: moved }], path, check, relay: { minimumGas: 0n } })
        await expect(refused).rejects.toMatchObject({ name: 'ArgumentMalformedError' })
      }
    }
  })
})
