import { encodePacked, parseAbi, parseEther, parseGwei, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIFETIME } from '../../sdk/core/constants.ts'
import type { Grant } from '../../sdk/core/grant.ts'
import { LimitKind } from '../../sdk/core/limit.ts'
import { PaymasterRuleKind } from '../../sdk/core/paymasterRule.ts'
import type { Permission } from '../../sdk/core/permission.ts'
import { SpendSource } from '../../sdk/core/spend.ts'
import { Tier } from '../../sdk/core/tier.ts'
import { encodeSealedTerms } from '../../sdk/onchain/grant/encodeTerms.ts'
import { withGuardCalls } from '../../sdk/onchain/grant/guardCalls.ts'
import { hashGrant } from '../../sdk/onchain/grant/hashGrant.ts'
import { type SafeMode, startSafeMode } from './support/safeMode.ts'
import { UNIT } from './support/world.ts'

// A bundler that enforces ERC-7562 takes every kind of use that is meant for public bundlers.

const PERIOD = 3_600
const FEE = { budget: parseEther('1'), price: parseGwei('100') }
/** BalanceGuard: at most so much may leave the account. */
const SPENT = 2

let safe: SafeMode
beforeAll(async () => {
  safe = await startSafeMode({ kind: 'clone', entryPoint: '0.7' })
})
afterAll(() => safe?.[Symbol.asyncDispose]())

test('a use without limits', async () => {
  const { permissions } = await safe.define()
  const unlimited = permissions.map((permission): Permission => ({ ...permission, spends: [] }))
  await expectTaken(await safe.start({ permissions: unlimited, limits: [] }))
})

test("a limit in the grant's word", async () => {
  const grant = await safe.start()
  await expectTaken(grant)
  await expectTaken(grant)
})

test('a limit in its own word', async () => {
  const grant = await safe.start()
  const calls = [{ to: safe.world.payee, value: parseEther('0.1') }]
  await expectTaken(grant, { calls, permissionIndexes: [1] })
  await expectTaken(grant, { calls, permissionIndexes: [1] })
})

test('limits per period', async () => {
  const base = await safe.define()
  const limits = base.limits.map((limit) => ({ ...limit, period: PERIOD, periodStart: base.validAfter }))
  await expectTaken(await safe.start({ limits }), bothCalls())
})

test('a count', async () => {
  const base = await safe.define()
  const count = { kind: LimitKind.count, token: zeroAddress, amount: 2n, period: LIFETIME, periodStart: 0 }
  const spends = [{ limit: 0, source: SpendSource.call, argument: 0n }]
  await expectTaken(await safe.start({ limits: [count], permissions: [{ ...first(base), spends }] }))
})

test('a fee budget', async () => {
  const grant = await safe.start({ maximumFee: FEE })
  await expectTaken(grant)
  await expectTaken(grant)
})

test('a listed paymaster', async () => {
  const paymaster = await safe.deploy('MockPaymaster')
  const deposit = {
    abi: parseAbi(['function depositTo(address) payable']),
    functionName: 'depositTo',
  } as const
  const hash = await safe.world.stack.walletClient.writeContract({
    ...{ ...deposit, address: safe.account.entryPoint.address, args: [paymaster] },
    value: parseEther('1'),
  })
  await safe.world.stack.publicClient.waitForTransactionReceipt({ hash })
  const rule = { kind: PaymasterRuleKind.listed, listed: [paymaster] }
  await expectTaken(await safe.start({ paymaster: rule }), { paymaster })
})

test("a tier of the grant's keeper", async () => {
  const keeper = await safe.world.signer()
  const base = await safe.define()
  const permissions = [{ ...first(base), worstTier: Tier.B }]
  const grant = await safe.start({ keeper: keeper.key, permissions })
  const until = Number(await safe.world.stack.clock.now()) + 600
  await safe.callModuleAs(keeper.address, 'publishTier', [safe.account.address, 1, Tier.B, until])
  await expectTaken(grant)
})

test('a guarded batch', async () => {
  const { module, token } = safe.world
  const guard = await safe.deploy('BalanceGuard')
  const config = encodePacked(['address', 'uint8', 'uint256'], [token, SPENT, UNIT])
  const guards = [{ guard, config }]
  const grant = await safe.start({ guards, maximumFee: FEE })
  const calls = withGuardCalls([safe.transfer], { module, grantId: hashGrant(grant, module), guards })
  await expectTaken(grant, { calls, permissionIndexes: [0] })
})

test('a batch', async () => {
  await expectTaken(await safe.start(), bothCalls())
})

test('a second key', async () => {
  const second = await safe.world.signer()
  const grant = await safe.start({ maxKeys: 2 })
  const args = [encodeSealedTerms(grant), second.key, grant.validUntil]
  await safe.callModuleAs(safe.account.address, 'addKey', args)
  await expectTaken(grant, { key: second.key, sign: (hash) => second.sign({ hash }) })
})

test('a first use with the signature of the grantor', async () => {
  const grant = await safe.define()
  await expectTaken(grant, { grantor: await safe.approve(grant) })
})

test('a first use that supersedes another grant', async () => {
  const old = await safe.start()
  await expectTaken(old, bothCalls())
  const supersedes = { grantId: hashGrant(old, safe.world.module), carries: [0, 1] }
  const grant = await safe.define({ supersedes })
  await expectTaken(grant, { grantor: await safe.approve(grant) })
})

async function expectTaken(grant: Grant, more: Parameters<SafeMode['send']>[1] = {}): Promise<void> {
  await expect(safe.send(grant, more)).resolves.toMatchObject({ success: true })
}

/** A transfer of tokens and one of ether. */
function bothCalls() {
  const ether = { to: safe.world.payee, value: parseEther('0.1') }
  return { calls: [safe.transfer, ether], permissionIndexes: [0, 1] }
}

function first({ permissions: [permission] }: Grant): Permission {
  if (!permission) throw new Error('unreachable: the grant has two')
  return permission
}
