import { afterAll, beforeAll, describe } from 'vitest'
import { FLAVOURS, startWorld, type World } from '../integration/support/world.ts'
import { accountSuite } from './account.suite.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

describe.for(FLAVOURS)('account port: $kind on EntryPoint v$entryPoint', (flavour) => {
  accountSuite(
    () => world,
    () => world.account(flavour),
  )
})
