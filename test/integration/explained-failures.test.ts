import {
  concatHex,
  encodeErrorResult,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  hexToBytes,
  http,
  pad,
  parseAbi,
  parseEther,
} from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { startBundler } from '../../scripts/local/bundler.ts'
import { UNLIMITED } from '../../sdk/core/constants.ts'
import { contractKey } from '../../sdk/core/key.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { balanceGuard } from '../../sdk/onchain/guards/balanceGuard.ts'
import { amend } from './support/amend.ts'
import { bundle } from './support/bundle.ts'
import { type Exhibition, reverter, startExhibition, tryUse } from './support/exhibition.ts'
import { exhibitDrift, exhibitSimulation, exhibitTransactions } from './support/exhibitMore.ts'
import { GALLERY, galleryPage } from './support/gallery.ts'
import { sendOperation } from './support/operation.ts'
import { type Granted, resigned, type Scene, signedOperation } from './support/scene.ts'
import { UNIT } from './support/world.ts'

// Every failure here really happens, and what is said about it is the page docs/explained-failures.md.

let shown: Exhibition
let scene: Scene
let plain: Granted

beforeAll(async () => {
  shown = await startExhibition()
  ;({ scene, plain } = shown)
})
afterAll(() => shown?.[Symbol.asyncDispose]())

test('a refusal of the module', async () => {
  const part = 'Refusals of the grant'
  await shown.show(
    {
      part,
      title: 'An argument outside its condition',
      done: 'A transfer of 51 where at most 50 is allowed.',
    },
    'ConditionFailedError',
    tryUse(plain, { calls: [scene.transfer(51n * UNIT)], path: 'direct' }),
  )
  await shown.show(
    {
      part,
      title: 'More than a limit has left',
      done: 'Three transfers of which the third goes beyond the limit.',
    },
    'LimitExceededError',
    tryUse(plain, { calls: [50n, 50n, 1n].map((amount) => scene.transfer(amount * UNIT)), path: 'direct' }),
  )
  await shown.show(
    {
      part,
      title: 'A call that nothing allows',
      done: 'A transfer of native value to somebody whom the grant does not name.',
    },
    'PermissionNotGrantedError',
    tryUse(plain, { calls: [{ to: scene.world.stack.accounts[0].address }], path: 'direct' }),
  )
  await shown.show(
    { part, title: 'A forbidden target', done: 'A call of the session module itself.' },
    'TargetForbiddenError',
    tryUse(plain, { calls: [{ to: scene.world.module }], path: 'direct' }),
  )
  const revoked = await scene.grantOf()
  await scene.owner.revokeGrant({ grantId: revoked.granted.grantId })
  await shown.show(
    {
      part,
      title: 'A grant that was revoked',
      done: 'A use, sent without any check before, so that the contract refuses.',
    },
    'GrantEndedError',
    tryUse(revoked, { calls: [scene.transfer(UNIT)], path: 'relayed', check: false }),
  )
})

test('a refusal of the EntryPoint', async () => {
  const part = 'Codes of the EntryPoint'
  const { testClient, publicClient } = scene.world.stack
  const { address } = scene.account
  const operation = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)] })
  await shown.show(
    {
      part,
      title: 'AA24: the signature is for something else',
      done: 'A gas limit was changed after the key had signed.',
    },
    'KeySignatureInvalidError',
    shown.send({ ...operation, callGasLimit: operation.callGasLimit + 1n }),
  )
  const balance = await publicClient.getBalance({ address })
  await testClient.setBalance({ address, value: 1n })
  await shown.show(
    {
      part,
      title: 'AA21: the account cannot pay',
      done: 'A use through a bundler by an account with 1 wei.',
    },
    'AccountFundsInsufficientError',
    tryUse(plain, { calls: [scene.transfer(UNIT)], path: 'bundler' }),
  )
  await testClient.setBalance({ address, value: balance })
  await bundle(scene.world, scene.account, [operation])
  await shown.show(
    { part, title: 'AA25: the nonce was used', done: 'The same operation again, after it is on chain.' },
    'OperationNonceInvalidError',
    shown.send(operation),
  )
  const fat = await signedOperation(plain.holder, { calls: [scene.transfer(UNIT)], lane: 1 })
  await shown.show(
    {
      part,
      title: 'AA95: the bundle ran out of gas',
      done: 'An operation with a callGasLimit of 8,000,000 in a transaction with 5,000,000.',
    },
    'OperationGasInsufficientError',
    shown.failureOf(await resigned(plain.holder, fat, { callGasLimit: 8_000_000n })),
  )
  const { granted, key } = await scene.grantOf()
  const rule = amend(granted, { paymaster: { kind: 2, listed: [] } })
  await scene.owner.grant({ grant: rule.grant })
  const { bytecode } = projectArtifact('contracts/mocks/MockPaymaster.sol')
  const [sender] = scene.world.stack.accounts
  const paymaster = await deployContract(publicClient, { sender, bytecode })
  await shown.show(
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
  await shown.show(
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
  await shown
    .show(
      {
        part,
        title: 'An EntryPoint that the bundler does not serve',
        done: 'An account of EntryPoint v0.8, a bundler of v0.7.',
      },
      'EntryPointUnsupportedError',
      narrow.use(asked),
    )
    .finally(() => other.stop())
  await stack.testClient.setAutomine(false)
  const first = await signedOperation(plain.holder, { calls: [scene.transfer(1n)], lane: 7 })
  const second = await resigned(plain.holder, first, { callGasLimit: first.callGasLimit + 1n })
  try {
    await shown.send(first)
    // Only then it has left the mempool, and what the bundler says does not depend on when it is asked.
    await vi.waitFor(async () => {
      expect((await stack.testClient.getTxpoolStatus()).pending).toBeGreaterThan(0)
    }, 10_000)
    await shown.show(
      {
        part,
        title: 'Something that waits already',
        done: 'Another operation with the nonce of one that is under way.',
      },
      'AlreadyPendingError',
      shown.send(second),
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
  await shown
    .show(
      {
        part,
        title: 'A contract as session key',
        done: 'A key of kind contract, through a bundler that enforces the rules.',
      },
      'ValidationRuleBrokenError',
      holder.use({ calls: [scene.transfer(UNIT)], path: 'bundler' }),
    )
    .finally(() => safe.stop())
})

test('calls that revert', async () => {
  const part = 'Calls that revert'
  const { testClient, publicClient, accounts } = scene.world.stack
  const rich = await shown.openTo(
    scene.world.token,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  await shown.show(
    {
      part,
      title: 'A custom error',
      done: 'A transfer of more than the account has, which the grant would allow.',
    },
    'CallRevertedError',
    tryUse(rich.granted, { calls: [rich.call], path: 'bundler' }),
  )
  const [sender] = accounts
  const odd = projectArtifact('contracts/mocks/MockOddERC20.sol').bytecode
  const { address } = await deployContract(publicClient, { sender, bytecode: concatHex([odd, pad('0x00')]) })
  const panics = await shown.openTo(
    address,
    'function transfer(address recipient, uint256 amount) returns (bool)',
  )
  await shown.show(
    { part, title: 'A panic', done: 'The same with a token that subtracts first.' },
    'CallRevertedError',
    tryUse(panics.granted, { calls: [panics.call], path: 'direct' }),
  )
  const closed = encodeErrorResult({
    abi: parseAbi(['error Error(string)']),
    errorName: 'Error',
    args: ['the market is closed'],
  })
  const market: Hex = `0x${'77'.repeat(20)}`
  shown.names.set(market, '<market>')
  await testClient.setCode({ address: market, bytecode: reverter(closed) })
  const texts = await shown.openTo(market, 'function trade(address recipient, uint256 amount)')
  await shown.show(
    { part, title: 'A reason in words', done: 'A call of a contract that refuses with a text.' },
    'CallRevertedError',
    tryUse(texts.granted, { calls: [texts.call], path: 'relayed' }),
  )
  const { bytecode } = projectArtifact('contracts/guards/BalanceGuard.sol')
  const guard = await deployContract(publicClient, { sender, bytecode })
  const { granted, key } = await scene.grantOf({}, false)
  const guards = [balanceGuard({ guard: guard.address, token: scene.world.token, spent: UNIT })]
  const guarded = amend(granted, { guards, maximumFee: { budget: parseEther('1'), price: UNLIMITED } })
  await scene.owner.grant({ grant: guarded.grant })
  await shown.show(
    { part, title: 'A guard that does not agree', done: 'A transfer of 2 under a guard that lets 1 go.' },
    'CallRevertedError',
    scene.connect(guarded, key).use({ calls: [scene.transfer(2n * UNIT)], path: 'direct' }),
  )
  const lone = await scene.grantOf()
  await testClient.setBalance({ address: lone.key.address, value: 1n })
  await shown.show(
    { part, title: 'A key that cannot pay for its transaction', done: 'A direct use by a key with 1 wei.' },
    'SenderFundsInsufficientError',
    tryUse(lone, { calls: [scene.transfer(UNIT)], path: 'direct' }),
  )
})

test('what is simulated, explained and compared', async () => {
  await exhibitSimulation(shown)
  await exhibitTransactions(shown)
  await exhibitDrift(shown)
})

test('the page is what is said', async () => {
  expect(shown.exhibits.length).toBeGreaterThan(20)
  const page = galleryPage(shown.exhibits, shown.names)
  for (const { said } of shown.exhibits) for (const line of said) expect(longest(line)).toBeLessThan(65)
  await expect(page).toMatchFileSnapshot(GALLERY)
})

/** Bytes of the longest run of hex in a line: a signature has 65. */
function longest(line: string): number {
  return Math.max(0, ...[...line.matchAll(/0x[0-9a-f]+/gi)].map(([bytes]) => hexToBytes(bytes as Hex).length))
}
