import { encodeFunctionData } from 'viem'
import { expect } from 'vitest'
import { checkDrift, explainTransaction } from '../../../sdk/onchain/explain/index.ts'
import { bundle } from './bundle.ts'
import type { Exhibition } from './exhibition.ts'
import { errorText } from './gallery.ts'
import { resigned, signedOperation } from './scene.ts'
import { UNIT } from './world.ts'

/** A use that the simulation refuses. */
export async function exhibitSimulation(shown: Exhibition): Promise<void> {
  const { scene } = shown
  const { call, granted } = await shown.openTo(
    scene.world.token,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  const answer = await granted.holder.simulateUse({ calls: [call], path: 'bundler' })
  if (answer.allowed) expect.fail('unreachable')
  shown.exhibits.push({
    part: 'Before anything is sent',
    title: 'A use that `simulateUse` refuses',
    done: 'The transfer of more than the account has, simulated; nothing was signed.',
    said: [
      `allowed: ${answer.allowed}, path: ${answer.path}, found by: ${answer.foundBy}`,
      ...errorText(answer.refusal),
    ],
  })
}

/** Bundles that fail, in part and as a whole. */
export async function exhibitTransactions(shown: Exhibition): Promise<void> {
  const { scene, plain } = shown
  const part = 'Transactions, by `npm run explain -- <hash>`'
  const fine = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)], lane: 2 })
  const rich = await shown.openTo(
    scene.world.token,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  const small = await signedOperation(rich.granted.holder, { calls: [scene.transfer(1n)], lane: 3 })
  const data = encodeFunctionData({ ...scene.transfer(10n ** 12n) })
  const huge = await resigned(rich.granted.holder, small, {
    callData: scene.account.encodeCalls([{ to: scene.world.token, data }]),
  })
  const { hash } = await bundle(scene.world, scene.account, [fine, huge])
  const grants = [plain.granted, rich.granted.granted]
  const mixed = await explainTransaction(scene.client, { hash, grants })
  shown.exhibits.push({
    part,
    title: 'A bundle in which one operation reverts',
    done: 'Two operations: a transfer that goes through, and one of more than the account has.',
    said: mixed.words,
  })
  const late = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)], lane: 4 })
  const bad = await resigned(plain.holder, late, {
    callData: scene.account.encodeCalls([
      { to: scene.world.token, data: encodeFunctionData({ ...scene.transfer(51n * UNIT) }) },
    ]),
  })
  const refused = await bundle(scene.world, scene.account, [bad])
  const explained = await explainTransaction(scene.client, { hash: refused.hash, grants })
  expect(explained.failure?.error.name).toBe('ConditionFailedError')
  shown.exhibits.push({
    part,
    title: 'A bundle that the module refuses',
    done: 'One operation, with a transfer of 51 where at most 50 is allowed.',
    said: explained.words,
  })
}

/** A grant that is not as its holder thinks. */
export async function exhibitDrift(shown: Exhibition): Promise<void> {
  const { scene } = shown
  const drifted = await scene.grantOf({ validUntil: Number(await scene.world.stack.clock.now()) + 600 })
  const { grant, annotations } = drifted.granted
  await scene.owner.pauseGrant({ grantId: drifted.granted.grantId })
  const [stranger] = scene.world.stack.accounts
  const { findings } = await checkDrift(scene.client, { grant, annotations, owner: stranger.address })
  const lines = findings.flatMap(({ severity, code, message, advice }) => [
    `${severity} ${code}: ${message}`,
    `  ${advice}`,
  ])
  shown.exhibits.push({
    part: 'Drift, by `npm run drift -- grant.json`',
    title: 'A grant that is not as its holder thinks',
    done: 'The owner paused it, somebody else is thought to own the account, and it ends in ten minutes.',
    said: lines.map((line) => line.replace(/in \d+ s/, 'in <seconds> s')),
  })
}
