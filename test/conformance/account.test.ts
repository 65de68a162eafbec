import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modulekitCode } from '../../scripts/local/modulekit.ts'
import { PackageUnavailableError } from '../../scripts/local/packages.ts'
import { accountSuite } from './account.suite.ts'
import { accountLifeSuite } from './accountLife.suite.ts'
import { accountRulesSuite } from './accountRules.suite.ts'
import { ACCOUNT_CASES } from './support/accountCases.ts'
import { type AccountWorld, startAccountWorld } from './support/accountWorld.ts'

let world: AccountWorld
beforeAll(async () => {
  world = await startAccountWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Why the code of other people's accounts is not here; undefined when it is. */
const missing = findMissing()
const cases = ACCOUNT_CASES.filter(({ foreign }) => !foreign || missing === undefined)

describe.for(cases)('account port: $name on EntryPoint v$entryPoint', (one) => {
  accountSuite(
    () => world,
    async () => (await one.make(world)).port,
  )
})

describe.for(cases)('conformance: $name on EntryPoint v$entryPoint', (one) => {
  accountLifeSuite(() => world, one)
})

if (missing === undefined) {
  describe("what holds for other people's accounts", () => accountRulesSuite(() => world))
} else {
  const names = ACCOUNT_CASES.filter(({ foreign }) => foreign).map(({ name }) => name)
  const text = `LEFT OUT: ${names.join(', ')}. Their code comes from npm, and ${missing}. Run it once with the network there: the package stays in cache/packages.`
  process.stderr.write(`${text}\n`)
  test(text, () => {
    expect(cases.length).toBeGreaterThan(0)
  })
}

function findMissing(): string | undefined {
  try {
    modulekitCode('Nexus', 'NEXUS_BYTECODE')
    return undefined
  } catch (error) {
    if (error instanceof PackageUnavailableError) return error.message
    throw error
  }
}
