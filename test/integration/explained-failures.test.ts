import {
  concatHex,
  encodeErrorResult,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  hexToBytes,
  http,
  numberToHex,
  pad,
  parseAbi,
  parseEther,
  size,
} from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { startBundler } from '../../scripts/local/bundler.ts'
import { UNLIMITED } from '../../sdk/core/constants.ts'
import { contractKey } from '../../sdk/core/key.ts'
import type { BaseError } from '../../sdk/errors/base.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { submitOperation } from '../../sdk/onchain/actions/internal/operation.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/toLatchkeyError.ts'
import { explainTransaction } from '../../sdk/onchain/explain/index.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { balanceGuard } from '../../sdk/onchain/guards/balanceGuard.ts'
import { amend } from './support/amend.ts'
import { bundle } from './support/bundle.ts'
import { errorText, type Exhibit, GALLERY, galleryPage } from './support/gallery.ts'
import { sendOperation } from './support/operation.ts'
import { type Granted, resigned, type Scene, signedOperation, startScene } from './support/scene.ts'
import { UNIT } from './support/world.ts'

// Every failure here really happens, and what is said about it is the page docs/explained-failures.md.

let scene: Scene
let plain: Granted
const exhibits: Exhibit[] = []
const names = new Map<string, string>()

beforeAll(async () => {
  scene = await startScene()
  const { world, account } = scene
  plain = await scene.grantOf()
  for (const [address, name] of [
    [account.address, '<account>'],
    [world.module, '<module>'],
    [world.token, '<token>'],
    [world.payee, '<payee>'],
    [plain.key.address, '<key>'],
  ] as const) {
    names.set(address.toLowerCase(), name)
  }
})
afterAll(() => scene?.[Symbol.asyncDispose]())

type Asked = Parameters<HolderClient['use']>[0]

/** Adds what is said about something that fails, and expects its name. */
async function show(
  { part, title, done }: Omit<Exhibit, 'said'>,
  name: string,
  failing: Promise<unknown>,
): Promise<void> {
  const thrown = await failing.then(
    () => expect.fail(`${title}: it did not fail`),
    (error: unknown) => error,
  )
  const error: BaseError = toLatchkeyError(thrown)
  expect(error.name, error.message).toBe(name)
  exhibits.push({ part, title, done, said: errorText(error) })
}

const use = ({ holder }: Granted, asked: Asked) => holder.use({ relay: { minimumGas: 0n }, ...asked })

/** A grant of every use of one function of a contract, uncounted. */
async function openTo(target: Hex, functionText: string): Promise<{ granted: Granted; call: unknown }> {
  const abi = parseAbi([functionText] as never) as typeof erc20Abi
  const functionName = functionText.slice(9, functionText.indexOf('(')) as 'transfer'
  const granted = await scene.grantOf({
    permissions: [permission({ abi, target, functionName })],
    limits: {},
  })
  return { granted, call: { to: target, abi, functionName, args: [scene.world.payee, 10n ** 12n] } }
}

/** Code that reverts with these bytes, whatever it is asked. */
function reverter(data: Hex): Hex {
  const length = numberToHex(size(data), { size: 1 })
  return concatHex(['0x60', length, '0x600c60003960', length, '0x6000fd', data])
}

test('a refusal of the module', async () => {
  const part = 'Refusals of the grant'
  await show(
    {
      part,
      title: 'An argument outside its condition',
      done: 'A transfer of 51 where at most 50 is allowed.',
    },
    'ConditionFailedError',
    use(plain, { calls: [scene.transfer(51n * UNIT)], path: 'direct' }),
  )
  await show(
    {
      part,
      title: 'More than a limit has left',
      done: 'Three transfers of which the third goes beyond the limit.',
    },
    'LimitExceededError',
    use(plain, { calls: [50n, 50n, 1n].map((amount) => scene.transfer(amount * UNIT)), path: 'direct' }),
  )
  await show(
    {
      part,
      title: 'A call that nothing allows',
      done: 'A transfer of native value to somebody whom the grant does not name.',
    },
    'PermissionNotGrantedError',
    use(plain, { calls: [{ to: scene.world.stack.accounts[0].address }], path: 'direct' }),
  )
  await show(
    { part, title: 'A forbidden target', done: 'A call of the session module itself.' },
    'TargetForbiddenError',
    use(plain, { calls: [{ to: scene.world.module }], path: 'direct' }),
  )
  const revoked = await scene.grantOf()
  await scene.owner.revokeGrant({ grantId: revoked.granted.grantId })
  await show(
    {
      part,
      title: 'A grant that was revoked',
      done: 'A use, sent without any check before, so that the contract refuses.',
    },
    'GrantEndedError',
    use(revoked, { calls: [scene.transfer(UNIT)], path: 'relayed', check: false }),
  )
})

test('a refusal of the EntryPoint', async () => {
  const part = 'Codes of the EntryPoint'
  const { testClient, publicClient } = scene.world.stack
  const { address } = scene.account
  const operation = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)] })
  await show(
    {
      part,
      title: 'AA24: the signature is for something else',
      done: 'A gas limit was changed after the key had signed.',
    },
    'KeySignatureInvalidError',
    send({ ...operation, callGasLimit: operation.callGasLimit + 1n }),
  )
  const balance = await publicClient.getBalance({ address })
  await testClient.setBalance({ address, value: 1n })
  await show(
    {
      part,
      title: 'AA21: the account cannot pay',
      done: 'A use through a bundler by an account with 1 wei.',
    },
    'AccountFundsInsufficientError',
    use(plain, { calls: [scene.transfer(UNIT)], path: 'bundler' }),
  )
  await testClient.setBalance({ address, value: balance })
  await bundle(scene.world, scene.account, [operation])
  await show(
    { part, title: 'AA25: the nonce was used', done: 'The same operation again, after it is on chain.' },
    'OperationNonceInvalidError',
    send(operation),
  )
  const fat = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)], lane: 1 })
  await show(
    {
      part,
      title: 'AA95: the bundle ran out of gas',
      done: 'An operation with a callGasLimit of 8,000,000 in a transaction with 5,000,000.',
    },
    'OperationGasInsufficientError',
    failureOf(await resigned(plain.holder, fat, { callGasLimit: 8_000_000n })),
  )
  const { granted, key } = await scene.grantOf()
  const rule = amend(granted, { paymaster: { kind: 2, listed: [] } })
  await scene.owner.grant({ grant: rule.grant })
  const { bytecode } = projectArtifact('contracts/mocks/MockPaymaster.sol')
  const [sender] = scene.world.stack.accounts
  const paymaster = await deployContract(publicClient, { sender, bytecode })
  await show(
    {
      part,
      title: 'AA31: the paymaster cannot pay',
      done: 'An operation with a paymaster that has no deposit.',
    },
    'PaymasterFundsInsufficientError',
    sendOperation(scene.world, {
      ...{ account: scene.account, grant: rule.grant, paymaster: paymaster.address },
      calls: [
        {
          to: scene.world.token,
          data: encodeFunctionData({
            abi: erc20Abi,
            functionName: 'transfer',
            args: [scene.world.payee, 1n],
          }),
        },
      ],
      sign: (hash) => key.sign({ hash }),
    }),
  )
})

test('a refusal of a bundler', async () => {
  const part = 'Refusals of bundlers'
  const { stack } = scene.world
  const elsewhere = scene.connect(plain.granted, plain.key, {
    bundlerTransport: http(stack.rpcUrl, { retryCount: 0 }),
  })
  const asked = { calls: [scene.transfer(UNIT)], path: 'bundler' } as const
  await show(
    {
      part,
      title: 'A node where a bundler is needed',
      done: "The node's endpoint was given as the bundler's.",
    },
    'MethodUnsupportedError',
    elsewhere.use(asked),
  )
  const other = await startBundler({ rpcUrl: stack.rpcUrl, entryPoints: [stack.entryPoints['0.7']] })
  const narrow = scene.connect(plain.granted, plain.key, { bundlerTransport: http(other.bundlerUrl) })
  await show(
    {
      part,
      title: 'An EntryPoint that the bundler does not serve',
      done: 'An account of EntryPoint v0.8, a bundler of v0.7.',
    },
    'EntryPointUnsupportedError',
    narrow.use(asked),
  ).finally(() => other.stop())
  await stack.testClient.setAutomine(false)
  const first = await signedOperation(plain.holder, { calls: [scene.transfer(1n)], lane: 7 })
  const second = await resigned(plain.holder, first, { callGasLimit: first.callGasLimit + 1n })
  try {
    await send(first)
    // Only then it has left the mempool, and what the bundler says does not depend on when it is asked.
    await vi.waitFor(async () => {
      expect((await stack.testClient.getTxpoolStatus()).pending).toBeGreaterThan(0)
    }, 10_000)
    await show(
      {
        part,
        title: 'Something that waits already',
        done: 'Another operation with the nonce of one that is under way.',
      },
      'AlreadyPendingError',
      send(second),
    )
  } finally {
    await stack.testClient.setAutomine(true)
    await stack.testClient.mine({ blocks: 1 })
  }
})

test('a rule of ERC-7562', async () => {
  const part = 'Rules of ERC-7562'
  const { stack } = scene.world
  const [sender] = stack.accounts
  const { bytecode } = projectArtifact('contracts/mocks/MockContractKey.sol')
  const { address } = await deployContract(stack.publicClient, {
    sender,
    bytecode: concatHex([bytecode, pad(plain.key.address)]),
  })
  const { granted } = await scene.grantOf({}, false)
  const owned = amend(granted, { sessionKey: contractKey(address) })
  await scene.owner.grant({ grant: owned.grant })
  const signer = { ...plain.key, key: contractKey(address), address: undefined }
  const safe = await startBundler({
    rpcUrl: stack.rpcUrl,
    entryPoints: [scene.account.entryPoint.address],
    safeMode: true,
  })
  const holder = scene.connect(owned, signer as never, {
    bundlerTransport: http(safe.bundlerUrl),
    margins: { start: 5, end: 30 },
  })
  await show(
    {
      part,
      title: 'A contract as session key',
      done: 'A key of kind contract, through a bundler that enforces the rules.',
    },
    'ValidationRuleBrokenError',
    holder.use({ calls: [scene.transfer(UNIT)], path: 'bundler' }),
  ).finally(() => safe.stop())
})

test('calls that revert', async () => {
  const part = 'Calls that revert'
  const { testClient, publicClient, accounts } = scene.world.stack
  const rich = await openTo(
    scene.world.token,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  await show(
    {
      part,
      title: 'A custom error',
      done: 'A transfer of more than the account has, which the grant would allow.',
    },
    'CallRevertedError',
    use(rich.granted, { calls: [rich.call] as never, path: 'bundler' }),
  )
  const [sender] = accounts
  const odd = projectArtifact('contracts/mocks/MockOddERC20.sol').bytecode
  const { address } = await deployContract(publicClient, { sender, bytecode: concatHex([odd, pad('0x00')]) })
  const panics = await openTo(address, 'function transfer(address recipient, uint256 amount) returns (bool)')
  await show(
    { part, title: 'A panic', done: 'The same with a token that subtracts first.' },
    'CallRevertedError',
    use(panics.granted, { calls: [panics.call] as never, path: 'direct' }),
  )
  const closed = encodeErrorResult({
    abi: parseAbi(['error Error(string)']),
    errorName: 'Error',
    args: ['the market is closed'],
  })
  const market: Hex = `0x${'77'.repeat(20)}`
  names.set(market, '<market>')
  await testClient.setCode({ address: market, bytecode: reverter(closed) })
  const texts = await openTo(market, 'function trade(address recipient, uint256 amount)')
  await show(
    { part, title: 'A reason in words', done: 'A call of a contract that refuses with a text.' },
    'CallRevertedError',
    use(texts.granted, { calls: [texts.call] as never, path: 'relayed' }),
  )
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const guard = await deployContract(publicClient, { sender, bytecode })
  const { granted, key } = await scene.grantOf({}, false)
  const guards = [balanceGuard({ guard: guard.address, token: scene.world.token, spent: UNIT })]
  const guarded = amend(granted, { guards, maximumFee: { budget: parseEther('1'), price: UNLIMITED } })
  await scene.owner.grant({ grant: guarded.grant })
  await show(
    { part, title: 'A guard that does not agree', done: 'A transfer of 2 under a guard that lets 1 go.' },
    'CallRevertedError',
    scene.connect(guarded, key).use({ calls: [scene.transfer(2n * UNIT)], path: 'direct' }),
  )
  const lone = await scene.grantOf()
  await testClient.setBalance({ address: lone.key.address, value: 1n })
  await show(
    { part, title: 'A key that cannot pay for its transaction', done: 'A direct use by a key with 1 wei.' },
    'SenderFundsInsufficientError',
    use(lone, { calls: [scene.transfer(UNIT)], path: 'direct' }),
  )
})

test('what is simulated', async () => {
  const { call, granted } = await openTo(
    scene.world.token,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  const answer = await granted.holder.simulateUse({ calls: [call] as never, path: 'bundler' })
  if (answer.allowed) expect.fail('unreachable')
  exhibits.push({
    part: 'Before anything is sent',
    title: 'A use that `simulateUse` refuses',
    done: 'The transfer of more than the account has, simulated; nothing was signed.',
    said: [
      `allowed: ${answer.allowed}, path: ${answer.path}, found by: ${answer.foundBy}`,
      ...errorText(answer.refusal),
    ],
  })
})

test('a failed transaction', async () => {
  const part = 'Transactions, by `npm run explain -- <hash>`'
  const fine = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)], lane: 2 })
  const rich = await openTo(
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
  exhibits.push({
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
  exhibits.push({
    part,
    title: 'A bundle that the module refuses',
    done: 'One operation, with a transfer of 51 where at most 50 is allowed.',
    said: explained.words,
  })
})

test('drift', async () => {
  const drifted = await scene.grantOf({ validUntil: Number(await scene.world.stack.clock.now()) + 600 })
  const { grant, annotations } = drifted.granted
  await scene.owner.pauseGrant({ grantId: drifted.granted.grantId })
  const [stranger] = scene.world.stack.accounts
  const { findings } = await scene.client.checkDrift({ grant, annotations, owner: stranger.address })
  const lines = findings.flatMap(({ severity, code, message, advice }) => [
    `${severity} ${code}: ${message}`,
    `  ${advice}`,
  ])
  exhibits.push({
    part: 'Drift, by `npm run drift -- grant.json`',
    title: 'A grant that is not as its holder thinks',
    done: 'The owner paused it, somebody else is thought to own the account, and it ends in ten minutes.',
    said: lines.map((line) => line.replace(/in \d+ s/, 'in <seconds> s')),
  })
})

test('the page is what is said', async () => {
  expect(exhibits.length).toBeGreaterThan(20)
  const page = galleryPage(exhibits, names)
  for (const { said } of exhibits) for (const line of said) expect(longest(line)).toBeLessThan(65)
  await expect(page).toMatchFileSnapshot(GALLERY)
})

/** Bytes of the longest run of hex in a line: a signature has 65. */
function longest(line: string): number {
  return Math.max(0, ...[...line.matchAll(/0x[0-9a-f]+/gi)].map(([bytes]) => hexToBytes(bytes as Hex).length))
}

/** Hands a signed operation to the bundler. */
function send(userOperation: Awaited<ReturnType<typeof signedOperation>>): Promise<unknown> {
  const entryPoint = scene.account.entryPoint.address
  return submitOperation(plain.holder, { userOperation, entryPoint, context: {} })
}

/** What became of an operation that was put on chain without a bundler's looking at it. */
async function failureOf(operation: Awaited<ReturnType<typeof signedOperation>>): Promise<never> {
  const { hash } = await bundle(scene.world, scene.account, [operation])
  const { failure } = await explainTransaction(scene.client, { hash })
  throw failure?.error ?? expect.fail('it went through')
}
