import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatUserOperationRequest } from 'viem/account-abstraction'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeSigned } from '../../scripts/cli/signedFile.ts'
import { encodeContents } from '../../sdk/onchain/contents/encodeContents.ts'
import { serializeGrantFile } from '../../sdk/onchain/grant/grantFile.ts'
import { typedData } from '../../sdk/onchain/grant/typedData.ts'
import {
  failedTransaction,
  type Granted,
  type Scene,
  signedOperation,
  startScene,
} from '../integration/support/scene.ts'
import { UNIT } from '../integration/support/world.ts'
import { type Answer, answer, keepSecret, run, temporaryFolder } from './support/run.ts'

vi.setConfig({ testTimeout: 60_000 })

const cwd = temporaryFolder()
let scene: Scene
let granted: Granted

beforeAll(async () => {
  scene = await startScene()
  granted = await scene.grantOf()
  writeFileSync(join(cwd, 'grant.json'), serializeGrantFile(granted.granted))
})
afterAll(() => scene?.[Symbol.asyncDispose]())

/** Runs a command of anybody's: it has an endpoint and the module's address, and no secret. */
function ask(command: 'drift' | 'explain', args: readonly string[], input?: string): Promise<Answer> {
  const { world } = scene
  const env = { LATCHKEY_RPC_URL: world.stack.rpcUrl, LATCHKEY_MODULE: world.module }
  return answer(command, args, { cwd, env, ...(input === undefined ? {} : { input }) })
}

const json = (value: unknown) =>
  JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? `${member}` : member))

describe('explain', () => {
  test('a transaction that was refused, and one that was done', async () => {
    const { holder, granted: defined } = granted
    const hash = await failedTransaction(scene, holder, [scene.transfer(51n * UNIT)])
    const refused = await ask('explain', [hash, '--grant', 'grant.json'])
    expect(refused).toMatchObject({
      ok: true,
      sent: false,
      explained: {
        kind: 'direct',
        status: 'reverted',
        failure: {
          source: 'trace',
          error: { name: 'ConditionFailedError', docs: 'docs/errors.md#condition-failed' },
        },
      },
    })
    expect(refused.words).toContain(`Account: ${scene.account.address}`)
    const { transactionHash } = await holder.use({ calls: [scene.transfer(UNIT)], path: 'bundler' })
    const done = await ask('explain', [transactionHash, '--grant', 'grant.json'])
    expect(done.explained).toMatchObject({
      status: 'success',
      operations: [{ success: true, operation: { use: { grantId: defined.grantId } } }],
    })
    const unknown = await ask('explain', [`0x${'12'.repeat(32)}`])
    expect(unknown).toMatchObject({ ok: false, exitCode: 1, error: { name: 'TransactionUnknownError' } })
  })

  test('an operation, from a file or as the request that carries it, without its signature', async () => {
    const operation = await signedOperation(granted.holder, { calls: [scene.transfer(UNIT)] })
    keepSecret(operation.signature.slice(-100))
    const request = formatUserOperationRequest(operation)
    writeFileSync(join(cwd, 'operation.json'), json(request))
    const params = [request, scene.account.entryPoint.address]
    const forms: readonly (readonly [string[], string?])[] = [
      [['operation.json', '--grant', 'grant.json']],
      [['-', '--grant', 'grant.json'], json({ method: 'eth_sendUserOperation', params })],
      [['-', '--grant', 'grant.json'], json({ result: { userOperation: request, entryPoint: params[1] } })],
    ]
    for (const [args, input] of forms) {
      const { explained } = await ask('explain', [...args, '--chain', `${scene.world.stack.chain.id}`], input)
      expect(explained).toMatchObject({
        kind: 'operation',
        use: { grantId: granted.granted.grantId },
        problems: [],
      })
      expect(explained.operation.signature).toBeUndefined()
    }
  })

  test('a grant, from its file, its typed data or its contents', async () => {
    const { grant, module, grantId } = granted.granted
    writeFileSync(join(cwd, 'typed.json'), json(typedData(grant, module)))
    const contents = encodeContents(grant)
    const chain = ['--chain', `${scene.world.stack.chain.id}`]
    for (const args of [['grant.json'], ['typed.json'], [contents, '--account', grant.account, ...chain]]) {
      const { explained } = await ask('explain', args)
      expect(explained).toMatchObject({ kind: 'grant', grantId })
    }
  })

  test('a use that somebody is to carry', async () => {
    const { holder } = granted
    const signed = await holder.signUse(
      await holder.prepareUse({ calls: [scene.transfer(UNIT)], path: 'relayed' }),
    )
    if (signed.path !== 'relayed') throw new Error('unreachable')
    const { relayed } = signed
    keepSecret(relayed.use.slice(-100))
    const place = { module: scene.world.module, chainId: relayed.chainId }
    await writeSigned(join(cwd, 'use.json'), { kind: 'use', content: relayed }, place)
    const { explained } = await ask('explain', ['use.json', '--chain', `${relayed.chainId}`])
    expect(explained).toMatchObject({
      grantId: granted.granted.grantId,
      permissionIndexes: [0],
      problems: [],
    })
  })

  test('nothing that it does not know, and no key', async () => {
    // It has the form of a hash, and of a key: it goes to no node.
    const keylike = await ask('explain', ['-'], `0x${'7e'.repeat(32)}`)
    expect(keylike).toMatchObject({ ok: false, exitCode: 2 })
    expect(JSON.stringify(keylike)).not.toContain('7e7e')
    await expect(ask('explain', ['-'], '{"hello":1}')).resolves.toMatchObject({ ok: false, exitCode: 2 })
    await expect(ask('explain', [])).resolves.toMatchObject({ ok: false, exitCode: 2 })
    const key = keepSecret(`0x${'ab'.repeat(32)}`)
    const late = await ask('explain', ['--abi', key])
    expect(late).toMatchObject({ exitCode: 2, error: { name: 'SecretExposedError' } })
  })
})

describe('drift', () => {
  test('of a grant that can be used, and of one that cannot', async () => {
    const fine = await ask('drift', ['grant.json', '--soon', '10m'])
    expect(fine).toMatchObject({ ok: true, usable: true, findings: [] })
    const other = await scene.grantOf()
    writeFileSync(join(cwd, 'revoked.json'), serializeGrantFile(other.granted))
    await scene.owner.revokeGrant({ grantId: other.granted.grantId })
    const gone = await ask('drift', ['revoked.json', '--soon', '10m'])
    expect(gone).toMatchObject({
      ok: false,
      exitCode: 1,
      usable: false,
      findings: [{ code: 'grant-revoked', severity: 'error' }],
    })
    const { code, stdout } = await run('drift', ['revoked.json', '--soon', '10m'], {
      cwd,
      env: { LATCHKEY_RPC_URL: scene.world.stack.rpcUrl },
    })
    expect(code).toBe(1)
    expect(stdout).toContain('error grant-revoked: The grant')
    expect(stdout).toContain('It cannot be used.')
  })

  test('warns of another owner or grantor than expected, and of what ends soon', async () => {
    const [stranger] = scene.world.stack.accounts
    const args = ['grant.json', '--owner', stranger.address, '--grantor', stranger.address]
    const { findings, usable } = await ask('drift', args)
    expect(findings.map(({ code }: { code: string }) => code)).toEqual([
      'owner-changed',
      'grant-expires-soon',
      'grantor-changed',
    ])
    expect(usable).toBe(false)
  })
})
