import { type Address, concatHex, encodeFunctionData, erc20Abi, pad, parseAbi, zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectArtifact } from '../../scripts/local/artifacts.ts'
import { contractKey, ecdsaKey, KeyKind } from '../../sdk/core/key.ts'
import { Tier } from '../../sdk/core/tier.ts'
import { erc7579Account, type OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { CheckDriftParameters } from '../../sdk/onchain/actions/checkDrift.ts'
import { deployContract } from '../../sdk/onchain/actions/deployContract.ts'
import { createModuleClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import type { DriftFinding } from '../../sdk/onchain/drift/driftFinding.ts'
import { readDriftState } from '../../sdk/onchain/drift/driftState.ts'
import { limitDrift } from '../../sdk/onchain/drift/limitDrift.ts'
import { countLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import { permission } from '../../sdk/onchain/grant/permission.ts'
import { amend } from './support/amend.ts'
import { type Granted, type Scene, startScene } from './support/scene.ts'
import { UNIT, type World } from './support/world.ts'

let scene: Scene
let world: World

beforeAll(async () => {
  scene = await startScene()
  ;({ world } = scene)
})
afterAll(() => scene?.[Symbol.asyncDispose]())

/** Grants of these tests last an hour, so an end is soon within ten minutes. */
const SOON = { soon: 600 }

async function drift(
  { granted: { grant, annotations } }: Pick<Granted, 'granted'>,
  more: Partial<CheckDriftParameters> = {},
) {
  return scene.client.checkDrift({ grant, annotations, ...SOON, ...more })
}

/** Code and severity of what is found. */
async function found(granted: Pick<Granted, 'granted'>, more: Partial<CheckDriftParameters> = {}) {
  const { findings } = await drift(granted, more)
  for (const { message, advice } of findings)
    expect([message, advice].every((text) => /\.$/.test(text))).toBe(true)
  return findings.map(({ code, severity }) => `${severity} ${code}`)
}

/** Another account with the module, its owner as grantor. */
async function another(kind: 'clone' | 'EIP-7702' = 'EIP-7702') {
  const itself = privateKeyToAccount(generatePrivateKey())
  const account = await world.account({ kind, entryPoint: '0.7' }, itself)
  const owner = world.owner(account, { grantor: itself })
  const { epoch } = await owner.installModule()
  const key = await world.signer()
  const granted = await world.define(account, epoch, { sessionKey: key.key })
  await owner.grant({ grant: granted.grant })
  return { account, owner, itself, granted, key }
}

const uninstall = (account: OwnerAccountPort, type: 1n | 2n) => ({
  to: account.address,
  data: encodeFunctionData({
    abi: parseAbi(['function uninstallModule(uint256 type, address module, bytes data)']),
    functionName: 'uninstallModule',
    args: [type, world.module, '0x'],
  }),
})

/** One permission that may be used up to tier B. */
function tiered() {
  const functionName = 'transfer'
  return permission({ abi: erc20Abi, target: world.token, functionName, worstTier: 'B', spendsCall: 'calls' })
}

describe('nothing is found', () => {
  test('of a grant that is as it should be, whatever is asked about', async () => {
    const { account, granted, itself } = await another()
    const code = await world.stack.publicClient.getCode({ address: account.address })
    const implementation: Address = `0x${code?.slice(8)}`
    await expect(
      drift(
        { granted },
        {
          ...{ paths: ['bundler', 'direct', 'relayed'], implementation },
          ...{ owner: itself.address, grantor: ecdsaKey(itself.address) },
        },
      ),
    ).resolves.toMatchObject({ usable: true, findings: [] })
  })

  test('of a clone of its owner', async () => {
    const { granted, itself } = await another('clone')
    const asked = { owner: itself.address, grantor: ecdsaKey(itself.address) }
    await expect(found({ granted }, asked)).resolves.toEqual([])
  })
})

describe('the grant', () => {
  test('revoked, superseded, and neither', async () => {
    const [kept, revoked, old] = [await scene.grantOf(), await scene.grantOf(), await scene.grantOf()]
    await scene.owner.revokeGrant({ grantId: revoked.granted.grantId })
    const { epoch } = await scene.owner.getAccountState()
    const next = amend(await world.define(scene.account, epoch, { sessionKey: (await world.signer()).key }), {
      supersedes: { grantId: old.granted.grantId, carries: [0, 1] },
    })
    await scene.owner.supersede({ old: old.granted.grant, grant: next.grant })
    await expect(found(kept)).resolves.toEqual([])
    await expect(found(revoked)).resolves.toEqual(['error grant-revoked'])
    const { findings } = await drift(old)
    expect(findings).toMatchObject([{ code: 'grant-superseded', facts: { successor: next.grantId } }])
  })

  test('unknown, waiting for its first use, and approved by somebody else', async () => {
    const unsent = await scene.grantOf({}, false)
    const { grant } = unsent.granted
    await expect(found(unsent)).resolves.toEqual(['error grant-unknown'])
    const approval = await scene.owner.signGrant({ grant })
    await expect(found(unsent, { approval })).resolves.toEqual([
      'warning grantor-not-owner',
      'notice grant-unused',
    ])
    const stranger = await scene.owner.signGrant({ grant, grantor: await world.signer() })
    await expect(found(unsent, { approval: stranger })).resolves.toEqual([
      'error grantor-changed',
      'notice grant-unused',
    ])
  })

  test('another one than in the file, with what differs', async () => {
    const real = await scene.grantOf()
    const wider = amend(real.granted, {
      limits: real.granted.grant.limits.map((one) => ({ ...one, amount: one.amount * 2n })),
    })
    const { findings } = await drift({ granted: wider })
    expect(findings).toMatchObject([{ code: 'grant-differs', facts: { otherId: real.granted.grantId } }])
    const differences = findings[0]?.facts['differences'] as readonly string[]
    expect(differences.some((line) => line.startsWith('- ') && line.includes('200'))).toBe(true)
    await expect(found(real)).resolves.toEqual([])
  })

  test('of another epoch, of another chain, and of this one', async () => {
    const { owner, granted } = await another()
    await expect(found({ granted })).resolves.toEqual([])
    await owner.revokeAll()
    await expect(found({ granted })).resolves.toEqual(['error epoch-moved'])
    const elsewhere = amend(granted, { networks: [{ chainId: 5n, epoch: 1n }] })
    await expect(found({ granted: elsewhere })).resolves.toContain('error chain-not-granted')
  })

  test('paused by itself, with the account, and resumed', async () => {
    const granted = await scene.grantOf()
    await scene.owner.pauseGrant({ grantId: granted.granted.grantId })
    await scene.owner.pauseAccount()
    await expect(found(granted)).resolves.toEqual(['error grant-paused', 'error account-paused'])
    await scene.owner.resumeAccount()
    await scene.owner.resumeGrant({ grantId: granted.granted.grantId })
    await expect(found(granted)).resolves.toEqual([])
  })

  test('not begun, about to end, and neither', async () => {
    const now = Number(await world.stack.clock.now())
    const later = await scene.grantOf({ validAfter: now + 900, validUntil: now + 3_600 })
    const short = await scene.grantOf({ validUntil: now + 300 })
    await expect(found(later)).resolves.toEqual(['warning grant-not-started'])
    await expect(found(short)).resolves.toEqual(['warning grant-expires-soon'])
    await expect(found(short, { soon: 60 })).resolves.toEqual([])
  })
})

describe('the key', () => {
  test('unknown, replaced, ending, and the one in its place', async () => {
    const granted = await scene.grantOf({ overlap: 300, maxKeys: 3 })
    const { grant } = granted.granted
    const next = await world.signer()
    await expect(found(granted, { key: next.key })).resolves.toEqual(['error key-unknown'])
    await scene.owner.rotateKey({ grant, newKey: next.key, overlap: 200 })
    await expect(found(granted)).resolves.toEqual(['warning key-ending'])
    await expect(found(granted, { key: next.key })).resolves.toEqual([])
    await scene.owner.revokeKey({ grant, key: granted.key.key })
    await expect(found(granted)).resolves.toEqual(['error key-ended'])
  })

  test('about to end before its grant', async () => {
    const granted = await scene.grantOf({ keyLifetime: 300 })
    await expect(found(granted)).resolves.toEqual(['warning key-expires-soon'])
    await expect(found(granted, { soon: 30 })).resolves.toEqual([])
  })
})

describe('the account', () => {
  test('without one path, without both, and with them', async () => {
    const { account, owner, granted } = await another()
    const validator = await another()
    await validator.owner.sendCalls({ calls: [uninstall(validator.account, 1n)] })
    const moved = await found(validator)
    expect(moved).toEqual(['error epoch-moved', 'warning validator-missing'])
    await expect(found(validator, { paths: ['bundler'] })).resolves.toContain('error validator-missing')
    await expect(found(validator, { paths: ['direct'] })).resolves.toContain('warning validator-missing')
    await owner.sendCalls({ calls: [uninstall(account, 2n)] })
    await expect(found({ granted })).resolves.toContain('warning executor-missing')
    await expect(found({ granted }, { paths: ['relayed'] })).resolves.toContain('error executor-missing')
    await owner.sendCalls({ calls: [uninstall(account, 1n)] })
    await expect(found({ granted })).resolves.toEqual([
      'error epoch-moved',
      'error validator-missing',
      'error executor-missing',
    ])
  })

  test('whose delegation is gone, changed, or leads to no account, and back again', async () => {
    const { account, granted } = await another()
    const { testClient, publicClient } = world.stack
    const { address } = account
    const before = (await publicClient.getCode({ address })) ?? '0x'
    const implementation: Address = `0x${before.slice(8)}`
    await testClient.setCode({ address, bytecode: '0x' })
    await expect(found({ granted })).resolves.toEqual(['error account-without-code'])
    await testClient.setCode({ address, bytecode: concatHex(['0xef0100', world.token]) })
    await expect(found({ granted }, { implementation })).resolves.toEqual([
      'error delegation-changed',
      'error account-unreadable',
    ])
    await testClient.setCode({ address, bytecode: before })
    await expect(found({ granted }, { implementation })).resolves.toEqual([])
    const clone = await another('clone')
    await expect(found(clone, { implementation: world.token })).resolves.toEqual([])
  })

  test('with a hook, without one, and with an owner that it does not tell', async () => {
    const { publicClient, testClient, accounts, entryPoints } = world.stack
    const { bytecode } = projectArtifact('contracts/mocks/MockHookedAccount.sol')
    const { address } = await deployContract(publicClient, {
      sender: accounts[0],
      bytecode: concatHex([bytecode, pad(entryPoints['0.7'])]),
    })
    await testClient.setBalance({ address: entryPoints['0.7'], value: 10n ** 18n })
    await testClient.impersonateAccount({ address: entryPoints['0.7'] })
    for (const type of [1n, 2n]) {
      const data = encodeFunctionData({
        abi: parseAbi(['function installModule(uint256 type, address module, bytes data)']),
        functionName: 'installModule',
        args: [type, world.module, '0x'],
      })
      const hash = await world.stack.walletClient.sendTransaction({
        account: entryPoints['0.7'],
        to: address,
        data,
      })
      await publicClient.waitForTransactionReceipt({ hash })
    }
    const port = erc7579Account({ address, entryPoint: '0.7' }) as OwnerAccountPort
    const { epoch } = await scene.client.getAccountState({ account: address })
    const key = await world.signer()
    const granted = await world.define(port, epoch, { sessionKey: key.key })
    const grant = encodeFunctionData({
      abi: parseAbi(['function grant(bytes32 grantId, bytes contents)']),
      functionName: 'grant',
      args: [granted.grantId, '0x'],
    })
    await testClient.impersonateAccount({ address })
    await testClient.setBalance({ address, value: 10n ** 18n })
    await world.stack.walletClient.sendTransaction({ account: address, to: world.module, data: grant })
    await expect(found({ granted })).resolves.toEqual([])
    await expect(found({ granted }, { owner: accounts[1].address })).resolves.toEqual(['notice owner-untold'])
    // Behind the sets of validators and executors and the fallback handlers.
    await testClient.setStorageAt({ address, index: 5, value: pad(world.token) })
    const read = {
      address,
      abi: parseAbi(['function hook() view returns (address)']),
      functionName: 'hook',
    } as const
    expect((await publicClient.readContract(read)).toLowerCase()).toBe(world.token.toLowerCase())
    await expect(found({ granted })).resolves.toEqual(['warning hook-installed'])
  })
})

describe('who grants', () => {
  test('somebody else than the owner thinks, and who it thinks', async () => {
    const { granted, itself } = await another()
    const other = await world.signer()
    await expect(found({ granted }, { grantor: other.key })).resolves.toEqual(['warning grantor-changed'])
    await expect(found({ granted }, { grantor: ecdsaKey(itself.address) })).resolves.toEqual([])
  })

  test('who is no owner, whose account has another owner, and who is one', async () => {
    const { granted, owner, itself } = await another('clone')
    const other = await world.signer()
    await expect(found({ granted }, { owner: other.address })).resolves.toEqual(['error owner-changed'])
    await expect(found({ granted }, { owner: itself.address })).resolves.toEqual([])
    await owner.setGrantor({ grantor: other.key })
    await expect(found({ granted }, { grantor: other.key })).resolves.toContain('warning grantor-not-owner')
  })

  test('by a validator that is gone, or a contract without code, and neither', async () => {
    const { granted, owner } = await another()
    const validator = { kind: KeyKind.account, key: concatHex([world.token, zeroAddress]) } as const
    await owner.setGrantor({ grantor: validator })
    await expect(found({ granted }, { grantor: validator })).resolves.toContain('warning grantor-gone')
    const bare = contractKey((await world.signer()).address)
    await owner.setGrantor({ grantor: bare })
    await expect(found({ granted }, { grantor: bare })).resolves.toContain('warning grantor-gone')
    const there = contractKey(world.token)
    await owner.setGrantor({ grantor: there })
    await expect(found({ granted }, { grantor: there })).resolves.not.toContain('warning grantor-gone')
  })
})

describe('what is left', () => {
  test('of limits: nothing, little, and enough', async () => {
    const granted = await scene.grantOf()
    const pay = (amount: bigint) => granted.holder.use({ calls: [scene.transfer(amount)], path: 'direct' })
    await pay(50n * UNIT)
    await expect(found(granted)).resolves.toEqual([])
    await pay(45n * UNIT)
    await expect(found(granted)).resolves.toEqual(['warning limit-low'])
    await pay(5n * UNIT)
    const { findings } = await drift(granted)
    expect(findings).toMatchObject([
      { code: 'limit-exhausted', message: 'Nothing is left of limit 0 "dollars".' },
    ])
  })

  test('of the maximum fee: little, and enough', async () => {
    const probe = await scene.grantOf({ maximumFee: { budget: 10n ** 18n, price: 10n ** 12n } })
    await probe.holder.use({ calls: [scene.transfer(1n)], path: 'bundler' })
    const { spent = 0n } = (await probe.holder.getRemainingFee(probe.holder)) ?? {}
    await expect(found(probe)).resolves.toEqual([])
    const tight = await scene.grantOf({ maximumFee: { budget: (spent * 13n) / 10n, price: 10n ** 12n } })
    await tight.holder.use({ calls: [scene.transfer(1n)], path: 'bundler' })
    await expect(found(tight, { low: 50 })).resolves.toEqual(['warning fee-budget-low'])
  })

  test('of the calm that the keeper has published', async () => {
    const keeper = await world.signer()
    const { granted } = await scene.grantOf({
      keeper: keeper.key,
      limits: { calls: countLimit({ amount: 9n }) },
      permissions: [tiered()],
    })
    await expect(found({ granted })).resolves.toEqual(['error tier-blocks'])
    const says = async (tier: Tier, seconds: number) => {
      const now = Number(await world.stack.clock.now())
      await world
        .keeper(keeper)
        .publishTier({ account: scene.account.address, tier, validUntil: now + seconds })
    }
    await says(Tier.C, 3_000)
    await expect(found({ granted })).resolves.toEqual(['error tier-blocks'])
    await says(Tier.B, 3_000)
    await expect(found({ granted })).resolves.toEqual([])
    await says(Tier.B, 100)
    await expect(found({ granted })).resolves.toEqual(['notice tier-ends-soon'])
  })
})

test('the maximum fee, to the last wei', async () => {
  const { granted } = await scene.grantOf()
  const read = await readDriftState(scene.client, {
    ...{ grant: granted.grant, key: granted.grant.sessionKey, annotations: undefined },
  })
  const left = (remaining: bigint) => {
    const state = { ...read, fee: { budget: 100n, spent: 100n - remaining, remaining } }
    return limitDrift({ grant: granted.grant, state, low: 10, soon: 600 }).map(({ code }) => code)
  }
  expect([left(0n), left(9n), left(10n)]).toEqual([['fee-budget-exhausted'], ['fee-budget-low'], []])
})

test('a module that is not there', async () => {
  const { granted } = await scene.grantOf()
  const { address: module } = await world.signer()
  const elsewhere = createModuleClient({ ...world.config, module })
  const { usable, findings } = await elsewhere.checkDrift({ grant: granted.grant })
  expect({ usable, findings }).toMatchObject({ usable: false, findings: [{ code: 'module-missing' }] })
})

test('errors come first, and only they make a grant unusable', async () => {
  const granted = await scene.grantOf({ validUntil: Number(await world.stack.clock.now()) + 300 })
  await expect(drift(granted)).resolves.toMatchObject({ usable: true, findings: [{ severity: 'warning' }] })
  await scene.owner.pauseGrant({ grantId: granted.granted.grantId })
  const { usable, findings } = await drift(granted)
  expect(usable).toBe(false)
  expect(findings.map(({ severity }: DriftFinding) => severity)).toEqual(['error', 'warning'])
})

test('a grant, and a key, that is over', async () => {
  const now = Number(await world.stack.clock.now())
  const over = await scene.grantOf({ validUntil: now + 100 })
  const brief = await scene.grantOf({ validAfter: now - 10, validUntil: now + 9_000, keyLifetime: 110 })
  await world.stack.clock.forward(200n)
  await expect(found(over)).resolves.toEqual(['error grant-expired', 'error key-expired'])
  await expect(found(brief)).resolves.toEqual(['error key-expired'])
})
