import { encodeFunctionData, erc20Abi, getAddress, type Hash, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { ReadClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { type ExplainedTransaction, explainTransaction } from '../../sdk/onchain/explain/index.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { createModuleClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import { bundle } from './support/bundle.ts'
import { deafNode } from './support/deafNode.ts'
import { failedTransaction, resigned, type Scene, signedOperation, startScene } from './support/scene.ts'
import { UNIT, type World } from './support/world.ts'

let scene: Scene
let world: World
let account: OwnerAccountPort
let owner: OwnerClient
let granted: DefineGrantReturnType
let holder: HolderClient
let key: LocalSigner
let client: ReadClient

beforeAll(async () => {
  scene = await startScene()
  ;({ world, account, owner, client } = scene)
  ;({ granted, holder, key } = await scene.grantOf())
})
afterAll(() => scene?.[Symbol.asyncDispose]())

const explain = (hash: Hash, more = {}) => explainTransaction(client, { hash, ...more })

function words({ words: lines }: { words: readonly string[] }): string {
  return lines.join('\n')
}

test('a transaction whose receipt is lost on the way does not pass for pending', async () => {
  const hash = await failedTransaction(scene, holder, [scene.transfer(51n * UNIT)])
  const { chain, rpcUrl } = world.stack
  const transport = deafNode(rpcUrl, ({ method }) => method === 'eth_getTransactionReceipt')
  const deaf = createModuleClient({ chain, transport, module: world.module })
  await expect(explainTransaction(deaf, { hash })).rejects.toMatchObject({ name: 'RequestFailedError' })
})

describe('a transaction', () => {
  test('with a bundle says what became of each operation, found by either hash', async () => {
    const { holder: other } = await scene.grantOf({
      permissions: [permission({ abi: erc20Abi, target: world.token, functionName: 'transfer' })],
      limits: {},
    })
    const good = await signedOperation(holder, { calls: [scene.transfer(UNIT)], lane: 1 })
    const fine = await signedOperation(other, { calls: [scene.transfer(UNIT)], lane: 2 })
    const huge = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'transfer',
      args: [world.payee, 10_000n * UNIT],
    })
    const bad = await resigned(other, fine, {
      callData: account.encodeCalls([{ to: world.token, data: huge }]),
    })
    const { hash } = await bundle(world, account, [good, bad])
    const explained = await explain(hash, { grants: [granted] })
    expect(explained).toMatchObject({
      kind: 'operations',
      status: 'success',
      failure: undefined,
      operations: [
        {
          success: true,
          paidBy: account.address,
          failure: undefined,
          operation: { use: { keyId: holder.keyId } },
        },
        {
          success: false,
          failure: {
            error: { name: 'CallRevertedError', errorName: 'ERC20InsufficientBalance', counted: true },
            source: 'events',
          },
          operation: { use: { grantId: other.grantId } },
        },
      ],
    })
    expect(explained.operations[1]?.failure?.where).toContain('call transfer(recipient')
    const byOperation = await explain(explained.operations[1]?.userOpHash ?? '0x')
    expect(byOperation.hash).toBe(hash)
  })

  test('with a bundle that the EntryPoint refuses says which operation it was, and why', async () => {
    const good = await signedOperation(holder, { calls: [scene.transfer(UNIT)], lane: 3 })
    const late = await signedOperation(holder, { calls: [scene.transfer(UNIT)], lane: 4 })
    const tampered = { ...late, callGasLimit: late.callGasLimit + 1n }
    const { hash, receipt } = await bundle(world, account, [good, tampered])
    expect(receipt.status).toBe('reverted')
    const explained = await explain(hash)
    expect(explained).toMatchObject({
      status: 'reverted',
      failure: { error: { name: 'KeySignatureInvalidError' }, source: 'trace' },
      operations: [{ failure: undefined }, { failure: { error: { name: 'KeySignatureInvalidError' } } }],
    })
    const again = await explainTransaction(withoutTraces(), { hash })
    expect(again.failure).toMatchObject({ error: { name: 'KeySignatureInvalidError' }, source: 'replay' })
    expect(words(again)).toContain('making it again on the state before its block')
  })

  test('of the module that refuses in validation', async () => {
    const operation = await signedOperation(holder, { calls: [scene.transfer(UNIT)], lane: 5 })
    const data = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'transfer',
      args: [world.payee, 51n * UNIT],
    })
    const bad = await resigned(holder, operation, {
      callData: account.encodeCalls([{ to: world.token, data }]),
    })
    const { hash } = await bundle(world, account, [bad])
    const { failure, operations } = await explain(hash, { grants: [granted] })
    expect(failure?.error).toMatchObject({
      name: 'ConditionFailedError',
      argument: 'amount',
      allowed: '50000000',
    })
    expect(operations[0]?.operation.problems).toMatchObject([{ name: 'ConditionFailedError' }])
  })

  test('of the direct path, done and refused', async () => {
    const { transactionHash } = await holder.use({ calls: [scene.transfer(UNIT)], path: 'direct' })
    const done = await explain(transactionHash, { grants: [granted] })
    expect(done).toMatchObject({
      kind: 'direct',
      status: 'success',
      from: key.address,
      uses: [{ grantId: granted.grantId, problems: [], draws: [{ name: 'dollars', requested: UNIT }] }],
      calls: [{ functionName: 'transfer' }],
    })
    expect(done.events.join()).toContain('Transfer of')
    const hash = await failedTransaction(scene, holder, [scene.transfer(51n * UNIT)])
    const refused = await explain(hash, { grants: [granted] })
    expect(refused).toMatchObject({
      status: 'reverted',
      failure: { error: { name: 'ConditionFailedError', argument: 'amount' }, source: 'trace' },
      uses: [{ problems: [{ name: 'ConditionFailedError' }] }],
    })
    expect(words(refused)).toContain('Why: ConditionFailedError')
  })

  test('of the direct path whose calls revert says where', async () => {
    const free = permission({ abi: erc20Abi, target: world.token, functionName: 'transfer' })
    const { holder: other } = await scene.grantOf({ permissions: [free], limits: {} })
    const hash = await failedTransaction(scene, other, [scene.transfer(UNIT), scene.transfer(10_000n * UNIT)])
    const { failure } = await explain(hash)
    expect(failure).toMatchObject({
      error: { name: 'CallRevertedError', errorName: 'ERC20InsufficientBalance' },
    })
    expect(failure?.where).toContain(`amount: ${10_000n * UNIT}`)
  })

  test('that carries a relayed use, and one that redeems several', async () => {
    const relayed = await holder.use({ calls: [scene.transfer(UNIT)], path: 'relayed' })
    await expect(explain(relayed.transactionHash)).resolves.toMatchObject({
      kind: 'relayed',
      uses: [{ grantId: granted.grantId }],
    })
    const use = await holder.prepareUse({ calls: [scene.transfer(UNIT)], path: 'direct' })
    const { transactionHash } = await holder.redeemDelegations({ uses: [use, use] })
    await expect(explain(transactionHash)).resolves.toMatchObject({
      kind: 'redeemed',
      uses: [{ grantId: granted.grantId }, { grantId: granted.grantId }],
      calls: [{ functionName: 'transfer' }, { functionName: 'transfer' }],
    })
  })

  test('of the account itself, of the module, and any other', async () => {
    const { transactionHash } = await owner.revokeGrant({ grantId: (await scene.grantOf()).granted.grantId })
    const own = await explain(transactionHash)
    expect(own).toMatchObject({ kind: 'account', calls: [{ functionName: 'revokeGrant' }] })
    expect(own.events.join()).toContain('GrantRevoked')
    const approval = await world.stack.walletClient.writeContract({
      address: world.token,
      abi: erc20Abi,
      functionName: 'approve',
      args: [world.payee, 7n],
    })
    const plain = await explain(approval)
    expect(plain).toMatchObject({ kind: 'other', calls: [{ functionName: 'approve' }] })
    expect(plain.calls[0]?.text).toBe(
      `call approve(spender: ${world.payee}, amount: 7) of ${getAddress(world.token)}`,
    )
    const { address } = await world.signer()
    const publish = await world.stack.walletClient.writeContract({
      address: world.module,
      abi: parseAbi([
        'function publishTier(address account, uint8 keeperKind, uint8 tier, uint48 validUntil)',
      ]),
      functionName: 'publishTier',
      args: [address, 1, 9, 1],
      gas: 200_000n,
    })
    await world.stack.publicClient.waitForTransactionReceipt({ hash: publish })
    const tier = await explain(publish)
    expect(tier).toMatchObject({
      kind: 'module',
      status: 'reverted',
      failure: { error: { name: 'TierInvalidError' } },
    })
  })

  test('that is none is said to be unknown', async () => {
    const hash: Hash = `0x${'12'.repeat(32)}`
    await expect(explain(hash)).rejects.toMatchObject({ name: 'TransactionUnknownError', hash })
  })
})

/** A client of the same chain whose node does not trace. */
function withoutTraces(): ReadClient {
  const request = (async (asked: { method: string }) => {
    if (asked.method === 'debug_traceTransaction') throw new Error('not available')
    return client.request(asked as never)
  }) as ReadClient['request']
  return Object.assign({ ...client }, { request })
}

test('an explained transaction is data as well as words', async () => {
  const { transactionHash } = await holder.use({ calls: [scene.transfer(UNIT)], path: 'bundler' })
  const explained: ExplainedTransaction = await explain(transactionHash)
  const text = JSON.stringify(explained, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  expect(JSON.parse(text)).toMatchObject({ kind: 'operations', operations: [{ success: true }] })
})
