import { parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as examples from '../../docs/examples/index.ts'
import { BaseError } from '../../sdk/errors/index.ts'
import { startWorld, type World } from '../integration/support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** A setting with an account of its own, and what the example said. */
async function setting(): Promise<{ given: examples.Setting; said: string[] }> {
  const said: string[] = []
  const given: examples.Setting = {
    connection: world.config,
    account: await world.account({ kind: 'EIP-7702', entryPoint: '0.8' }),
    token: world.token,
    payee: world.payee,
    fund: (address) => world.stack.testClient.setBalance({ address, value: parseEther('10') }),
    now: async () => Number(await world.stack.clock.now()),
    say: (line) => said.push(line),
  }
  return { given, said }
}

test('quickStart: mint, grant, use on both paths, rotate, revoke', async () => {
  const { given, said } = await setting()
  const before = await world.balance(world.payee)
  await expect(examples.quickStart(given)).resolves.toEqual({
    refused: expect.stringContaining('50000000'),
    remaining: parseUnits('30', 6),
    after: 'GrantEndedError',
  })
  expect((await world.balance(world.payee)) - before).toBe(parseUnits('70', 6))
  expect(said).toContain('left of payments: 30')
})

test('signMessages: orders and a sign-in, and none after the grant ended', async () => {
  const { given } = await setting()
  await expect(examples.signMessages(given)).resolves.toEqual({
    refused: 'ConditionFailedError',
    valid: { order: true, signIn: true },
    validAfterwards: false,
  })
})

test('delegates: carried by a relayer, rotated by a rotator, tightened by a keeper', async () => {
  const { given } = await setting()
  await expect(examples.delegates(given)).resolves.toEqual({
    refused: 'TierExceededError',
    remaining: parseEther('1.8'),
  })
})

test('watch: what was granted and what is left, and nothing after everything was revoked', async () => {
  const { given } = await setting()
  await expect(examples.watch(given)).resolves.toEqual({ spent: ['7 of 10 left'], holds: ['epoch ended'] })
})

test('every example is one of a test', () => {
  const names = ['delegates', 'quickStart', 'signMessages', 'trade', 'venue', 'watch']
  expect(Object.keys(examples)).toEqual(names)
})

test('examples and tests share their modules', async () => {
  const { BaseError: byName } = await import('latchkey')
  expect(byName).toBe(BaseError)
})

test('trade: several intents at once, each at most once, within a shared limit', async () => {
  const { given, said } = await setting()
  await expect(examples.trade(given)).resolves.toEqual({
    statuses: ['effective', 'effective', 'effective'],
    again: 'order 1',
    refused: 'LimitExceededError',
    consumed: ['9 of payments'],
  })
  expect(said).toEqual(['order 1: effective', 'order 2: effective', 'order 3: effective'])
})
