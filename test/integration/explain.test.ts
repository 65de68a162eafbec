import { concatHex, encodeFunctionData, erc20Abi, getAddress, type Hex, parseAbi, slice } from 'viem'
import {
  formatUserOperationRequest,
  toPackedUserOperation,
  type UserOperation,
} from 'viem/account-abstraction'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnerAccountPort } from '../../sdk/onchain/accounts/index.ts'
import type { HolderClient } from '../../sdk/onchain/clients/createHolderClient.ts'
import type { ReadClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import type { OwnerClient } from '../../sdk/onchain/clients/createOwnerClient.ts'
import { encodeContents } from '../../sdk/onchain/contents/encodeContents.ts'
import { explainGrant, explainOperation } from '../../sdk/onchain/explain/index.ts'
import type { DefineGrantReturnType } from '../../sdk/onchain/grant/defineGrant.ts'
import { serializeGrantFile } from '../../sdk/onchain/grant/grantFile.ts'
import { typedData } from '../../sdk/onchain/grant/typedData.ts'
import type { LocalSigner } from '../../sdk/signers/localSigner.ts'
import { type Scene, signedOperation, startScene } from './support/scene.ts'
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

function words({ words: lines }: { words: readonly string[] }): string {
  return lines.join('\n')
}

describe('an operation', () => {
  const shapes = {
    unpacked: (operation: UserOperation) => operation,
    'as JSON-RPC has it': (operation: UserOperation) => formatUserOperationRequest(operation),
    packed: (operation: UserOperation) => toPackedUserOperation(operation),
    'of v0.6': ({ sender, nonce, callData, signature, ...gas }: UserOperation) => ({
      ...{ sender, nonce, callData, signature, initCode: '0x', paymasterAndData: '0x' },
      callGasLimit: gas.callGasLimit,
      verificationGasLimit: gas.verificationGasLimit,
      preVerificationGas: gas.preVerificationGas,
      maxFeePerGas: gas.maxFeePerGas,
      maxPriorityFeePerGas: gas.maxPriorityFeePerGas,
    }),
  }

  test.for(Object.entries(shapes))('%s says what it does', async ([, shape]) => {
    const operation = await signedOperation(holder, {
      calls: [scene.transfer(3n * UNIT), { to: world.payee, value: 5n }],
    })
    const explained = explainOperation(client, { operation: shape(operation), grants: [granted] })
    expect(explained).toMatchObject({
      asksModule: true,
      problems: [],
      operation: { sender: account.address, paymaster: undefined },
      calls: [{ functionName: 'transfer' }, { functionName: undefined, value: 5n }],
      use: {
        grantId: granted.grantId,
        keyId: holder.keyId,
        permissionIndexes: [0, 1],
        draws: [
          { limitId: 0, name: 'dollars', requested: 3n * UNIT, amount: 100n * UNIT },
          { limitId: 1, name: 'ether', requested: 5n },
        ],
      },
    })
    expect(words(explained)).toContain(
      `call transfer(recipient: ${world.payee}, amount: 3000000) of ${getAddress(world.token)}`,
    )
    expect(words(explained)).not.toContain(slice(operation.signature, -65).slice(2, 60))
  })

  test('that breaks the rules of its grant says which', async () => {
    const cases: readonly [Parameters<HolderClient['prepareUse']>[0], string][] = [
      [{ calls: [scene.transfer(51n * UNIT)], check: false }, 'ConditionFailedError'],
      [
        { calls: [scene.transfer(50n * UNIT), scene.transfer(50n * UNIT), scene.transfer(1n)], check: false },
        'LimitExceededError',
      ],
      [{ calls: [{ to: world.token, data: '0x12345678' }], check: false }, 'SelectorNotAllowedError'],
    ]
    // They cannot be estimated: what was prepared for a good use is changed.
    const good = await signedOperation(holder, { calls: [scene.transfer(UNIT)] })
    for (const [{ calls }, name] of cases) {
      const callData = account.encodeCalls(
        (calls as readonly { to: Hex; data?: Hex; args: readonly [Hex, bigint] }[]).map(
          ({ to, data, args }) => ({
            to,
            data: data ?? encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }),
          }),
        ),
      )
      const explained = explainOperation(client, { operation: { ...good, callData }, grants: [granted] })
      expect(explained.problems).toMatchObject([{ name }])
      expect(words(explained)).toContain(`Problem: ${name}`)
    }
    const delegate = encodeFunctionData({
      abi: parseAbi(['function execute(bytes32 mode, bytes executionCalldata)']),
      functionName: 'execute',
      args: [`0xff${'00'.repeat(31)}`, concatHex([world.token, '0x12345678'])],
    })
    const explained = explainOperation(client, { operation: { ...good, callData: delegate } })
    expect(explained.problems[0]).toMatchObject({ name: 'ExecutionModeUnsupportedError' })
  })

  test('of the owner has nothing to do with a grant', async () => {
    const operation = await signedOperation(holder, { calls: [scene.transfer(UNIT)] })
    const explained = explainOperation(client, { operation: { ...operation, nonce: 0n, signature: '0x' } })
    expect(explained).toMatchObject({ asksModule: false, use: undefined, problems: [] })
    expect(words(explained)).toContain('another validator, or the owner')
  })

  test('that is none is refused with every member that is wrong', () => {
    const refused = () => explainOperation(client, { operation: { sender: '0x12', callData: 5 } })
    expect(refused).toThrow(
      expect.objectContaining({
        name: 'OperationUnreadableError',
        metaMessages: expect.arrayContaining([
          'sender: is not an address',
          'callData: is not whole bytes in hex',
        ]),
      }),
    )
  })
})

describe('a grant', () => {
  test('is the same from its file, its typed data and its contents', async () => {
    const { grant, grantId, module, annotations } = granted
    const file = serializeGrantFile({ grant, grantId, module, annotations })
    const forms = [
      { grant: file },
      { grant: JSON.parse(file) },
      {
        grant: JSON.parse(
          JSON.stringify(typedData(grant, module), (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
        ),
      },
      { grant: typedData(grant, module) },
      { grant: encodeContents(grant), account: account.address },
    ]
    for (const form of forms) {
      const explained = await explainGrant(client, form)
      expect(explained).toMatchObject({ grantId, module })
      expect(words(explained)).toContain(`Hash to compare: ${grantId}`)
    }
    await expect(explainGrant(client, { grant: encodeContents(grant) })).rejects.toMatchObject({
      name: 'GrantFileInvalidError',
    })
    await expect(explainGrant(client, { grant: 'no grant' })).rejects.toMatchObject({
      name: 'GrantFileInvalidError',
    })
  })

  test('is not what other typed data of its form would sign', async () => {
    const { grant, module } = granted
    const data = typedData(grant, module)
    const [first, ...others] = data.types['Grant'] ?? []
    for (const other of [
      { ...data, domain: { ...data.domain, name: 'Another' } },
      { ...data, domain: { ...data.domain, chainId: 1 } },
      { ...data, types: { ...data.types, Grant: [...others, ...(first ? [first] : [])] } },
      { ...data, types: undefined },
    ]) {
      const explaining = explainGrant(client, { grant: other })
      await expect(explaining).rejects.toMatchObject({ name: 'GrantFileInvalidError' })
    }
  })

  test('says of whom its approval is, and whether it is good', async () => {
    const approval = await owner.signGrant({ grant: granted.grant })
    const forged = { ...approval, key: key.key }
    for (const [grantor, verdict] of [
      [approval, 'valid'],
      [forged, 'invalid'],
    ] as const) {
      const explained = await explainGrant(client, { grant: serializeGrantFile({ ...granted, grantor }) })
      expect(explained.approval).toEqual({ key: grantor.key, verdict })
      expect(words(explained)).not.toContain(grantor.signature.slice(2, 60))
    }
  })
})
