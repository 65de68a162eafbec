import {
  type Address,
  concatHex,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  http,
  padHex,
  type PrivateKeyAccount,
  parseAbi,
  size,
  sliceHex,
} from 'viem'
import { type Key, KeyKind } from '../../sdk/core/key.ts'
import { encodeExecute, encodeExecution } from '../../sdk/onchain/accounts/encodeExecution.ts'
import { encodeInstallData } from '../../sdk/onchain/accounts/installData.ts'
import { getAccountState } from '../../sdk/onchain/actions/getAccountState.ts'
import { grantCall } from '../../sdk/onchain/actions/grantCall.ts'
import { moduleCall } from '../../sdk/onchain/actions/internal/moduleCall.ts'
import { signGrant } from '../../sdk/onchain/actions/signGrant.ts'
import { createModuleClient } from '../../sdk/onchain/clients/createModuleClient.ts'
import { type Approval, type Grantor, grantorKey, signWith } from '../../sdk/onchain/clients/grantor.ts'
import { atMost } from '../../sdk/onchain/grant/conditions.ts'
import { type DefineGrantReturnType, defineGrant } from '../../sdk/onchain/grant/defineGrant.ts'
import { encodeSealedTerms } from '../../sdk/onchain/grant/encodeTerms.ts'
import { encodeUse, useHash } from '../../sdk/onchain/grant/encodeUse.ts'
import { type GrantTrees, grantTrees } from '../../sdk/onchain/grant/hashGrant.ts'
import { type LimitDefinitions, nativeLimit, tokenLimit } from '../../sdk/onchain/grant/limitDefinition.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { permission, transferPermission } from '../../sdk/onchain/grant/permission.ts'
import type { PermissionDefinition } from '../../sdk/onchain/grant/permissionDefinition.ts'
import { relayedUse, userOperationUse } from '../../sdk/onchain/messages.ts'
import { type LocalSigner, localSigner } from '../../sdk/signers/localSigner.ts'
import type { Signer } from '../../sdk/signers/signer.ts'
import { createOperationAccount } from '../accounts/createOperationAccount.ts'
import { createDirectAccount, ownerTransaction } from '../accounts/directAccount.ts'
import { ownerOperation } from '../accounts/operationAccount.ts'
import { buildOperation, sendOperation } from '../operation.ts'
import { steady } from '../steady.ts'
import type { Measured, System } from '../system.ts'
import { nativeTransfer, otherTokens, spreadTransfers, tokenTransfers } from '../transfers.ts'
import { NATIVE_CAP, NATIVE_LIMIT, PERIOD, TRANSFER_CAP, TRANSFER_LIMIT } from '../workloads.ts'
import { projectCode, START, type World } from '../world.ts'

/** This project's session module: on Nexus for operations, on an EIP-7702 EOA for the direct path. */
export const latchkey: System = {
  name: 'latchkey',
  async prepare(world) {
    const extension = await world.deploy('session extension', projectCode('contracts/SessionExtension.sol'))
    const moduleCode = concatHex([projectCode('contracts/SessionModule.sol'), padHex(extension)])
    const module = await world.deploy('session module', moduleCode)
    const operations = await operationSide(world, module)
    const direct = await directSide(world, module)
    return {
      label: `SessionModule on ${operations.label}; on ${direct.label}`,
      contracts: { accounts: [operations.address, direct.address], modules: [module] },
      ...(operations.deviation ? { deviation: operations.deviation } : {}),
      scenarios: { ...operations.scenarios, ...direct.scenarios },
    }
  },
}

// ------------------------------------------------------------------------------------------------------- operations

async function operationSide(world: World, module: Address) {
  const account = await createOperationAccount(world)
  const { address, owner, ownerValidator } = account
  const signer = localSigner({ account: await world.person('holder') })
  const grantor = routedGrantor(ownerValidator, owner)
  await ownerOperation(world, account, installCalls(module, address, grantor))
  const byOwner = (...calls: Call[]) => ownerOperation(world, account, calls)
  const drafts = await createDrafts(world, module, address, signer)

  const use = async (
    grant: Draft,
    calls: Call[],
    options: { approval?: Approval; key?: LocalSigner } = {},
  ) => {
    const { approval, key = signer } = options
    const encoded = encode(grant, calls, key, approval)
    const request = { sender: address, nonceKey: account.nonceKey(module), callData: encodeExecute(calls) }
    const unsigned = await buildOperation(world, request)
    const message = { userOpHash: unsigned.hash, useHash: useHash(encoded) }
    const signature = await signWith(key, userOperationUse(module, message))
    return sendOperation(world, unsigned, concatHex([encoded, signature]))
  }
  const grantOnChain = (draft: Draft, publish = false) =>
    byOwner(grantCall({ module }, { grant: draft.grant, publish }))
  const granted = async (draft: Draft) => {
    await grantOnChain(draft)
    return draft
  }
  const steadyUse = async (draft: Draft, calls: Call[], key = signer) => {
    await granted(draft)
    return steady(() => use(draft, calls, { key }))
  }
  const firstUse = async (by: Grantor) => {
    // Another grant has used the nonce key, as a bot's earlier grants would have.
    await steadyUse(await drafts.transfers(), tokenTransfers(world, 1))
    const draft = await drafts.transfers()
    const approval = await signGrant({ module, grantor: by }, { grant: draft.grant })
    return use(draft, tokenTransfers(world, 1), { approval })
  }
  const transfers = (count: number) => tokenTransfers(world, count)

  return {
    ...{ address, label: account.label, deviation: account.deviation },
    scenarios: {
      use: async () => steadyUse(await drafts.transfers(), transfers(1)),
      'use-limit': async () => steadyUse(await drafts.limited(), transfers(1)),
      'grant-and-use': () => firstUse(grantor),
      'grant-1': async () => grantOnChain(await drafts.transfers()),
      'grant-100': async () => grantOnChain(await drafts.transfers(100)),
      'batch-5': async () => steadyUse(await drafts.transfers(), spreadTransfers(world, 5)),
      'batch-5-one-recipient': async () => steadyUse(await drafts.transfers(), transfers(5)),
      native: async () => steadyUse(await drafts.native(), [nativeTransfer(world)]),
      revoke: async () => {
        const draft = await drafts.transfers()
        await steadyUse(draft, transfers(1))
        return byOwner(moduleCall({ module }, 'revokeGrant', [draft.grantId]))
      },
      'revoke-all': async () => {
        await steadyUse(await drafts.transfers(), transfers(1))
        return byOwner(moduleCall({ module }, 'revokeAll', []))
      },
      'use-second-key': async () => {
        const draft = await granted(await drafts.twoKeys())
        const second = localSigner({ account: await world.person('second holder') })
        const terms = encodeSealedTerms(draft.grant)
        await byOwner(moduleCall({ module }, 'addKey', [terms, second.key, draft.grant.validUntil]))
        return steady(() => use(draft, transfers(1), { key: second }))
      },
      'use-perms-1': async () => steadyUse(await drafts.transfers(1), transfers(1)),
      'use-perms-10': async () => steadyUse(await drafts.transfers(10), transfers(1)),
      'use-perms-100': async () => steadyUse(await drafts.transfers(100), transfers(1)),
      'use-perms-1000': async () => steadyUse(await drafts.transfers(1_000), transfers(1)),
      'use-limits-1': async () => steadyUse(await drafts.limited(1), transfers(1)),
      'use-limits-10': async () => steadyUse(await drafts.limited(10), transfers(1)),
      'use-limits-100': async () => steadyUse(await drafts.limited(100), transfers(1)),
      'use-limits-1000': async () => steadyUse(await drafts.limited(1_000), transfers(1)),
      'use-two-limits': async () => steadyUse(await drafts.twoLimits(), transfers(1)),
      'grant-and-use-recorded': async () => {
        await byOwner(moduleCall({ module }, 'setGrantor', [grantorKey(owner)]))
        return firstUse(owner)
      },
      'grant-1-published': async () => grantOnChain(await drafts.transfers(), true),
      'grant-32-published': async () => grantOnChain(await drafts.transfers(32), true),
      'revoke-unused': async () =>
        byOwner(moduleCall({ module }, 'revokeGrant', [(await drafts.transfers()).grantId])),
    },
  }
}

// ------------------------------------------------------------------------------------------------------ direct path

async function directSide(world: World, module: Address) {
  const account = await createDirectAccount(world)
  const { address, owner } = account
  const holder = await world.person('direct holder')
  const relayer = await world.person('relayer')
  const signer = localSigner({ account: holder })
  await ownerTransaction(world, account, installCalls(module, address, owner))
  const drafts = await createDrafts(world, module, address, signer)
  const byOwner = async (call: Call): Promise<Measured> => {
    const { to, data = '0x' } = call
    return { ...(await world.send(owner, { to, data })), signatureBytes: 65 }
  }

  const use = async (draft: Draft, calls: Call[], approval?: Approval): Promise<Measured> => {
    const encoded = encode(draft, calls, signer, approval)
    const { mode, executionCalldata } = encodeExecution(calls)
    const call = moduleCall({ module }, 'execute', [address, mode, executionCalldata, encoded])
    return { ...(await world.send(holder, call)), signatureBytes: size(encoded) }
  }
  const granted = async (draft: Draft) => {
    await byOwner(grantCall({ module }, { grant: draft.grant, publish: false }))
    return draft
  }
  const steadyUse = async (draft: Draft, calls: Call[]) => {
    await granted(draft)
    return steady(() => use(draft, calls))
  }
  const relayed = async (draft: Draft, calls: Call[], sequence: bigint): Promise<Measured> => {
    const encoded = encode(draft, calls, signer)
    const execution = encodeExecution(calls)
    const relay = { nonce: sequence, validUntil: draft.grant.validUntil, minimumGas: 100_000n }
    const message = { account: address, ...execution, ...relay, chainId: BigInt(world.chain.id) }
    const signature = await signWith(signer, relayedUse(module, { ...message, useHash: useHash(encoded) }))
    const carried = concatHex([encoded, signature])
    const args = [address, execution.mode, execution.executionCalldata, carried, relay] as const
    const sent = await world.send(relayer, moduleCall({ module }, 'executeRelayed', args))
    return { ...sent, signatureBytes: size(carried) }
  }
  const transfers = (count: number) => tokenTransfers(world, count)

  return {
    ...{ address, label: account.label },
    scenarios: {
      direct: async () => steadyUse(await drafts.transfers(), transfers(1)),
      'direct-limit': async () => steadyUse(await drafts.limited(), transfers(1)),
      'direct-period': async () => steadyUse(await drafts.periodic(), transfers(1)),
      'direct-grant-and-use': async () => {
        await steadyUse(await drafts.transfers(), transfers(1))
        const draft = await drafts.transfers()
        const approval = await signGrant({ module, grantor: owner }, { grant: draft.grant })
        return use(draft, transfers(1), approval)
      },
      'direct-batch-5': async () => steadyUse(await drafts.transfers(), transfers(5)),
      'direct-batch-5-recipients': async () => steadyUse(await drafts.transfers(), spreadTransfers(world, 5)),
      'direct-revoke': async () => {
        const draft = await drafts.transfers()
        await steadyUse(draft, transfers(1))
        return byOwner(moduleCall({ module }, 'revokeGrant', [draft.grantId]))
      },
      'direct-revoke-all': async () => {
        await steadyUse(await drafts.transfers(), transfers(1))
        return byOwner(moduleCall({ module }, 'revokeAll', []))
      },
      'direct-relayed': async () => {
        const draft = await granted(await drafts.transfers())
        let sequence = 0n
        return steady(() => relayed(draft, transfers(1), sequence++))
      },
    },
  }
}

// ---------------------------------------------------------------------------------------------------------- grants

/** The period of a limit, as a definition has it. */
const PERIODIC = { period: PERIOD, periodStart: START - 3_600 }

type Draft = DefineGrantReturnType & { readonly trees: GrantTrees }

/** Grants of an account, all different. */
async function createDrafts(world: World, module: Address, account: Address, signer: LocalSigner) {
  const client = createModuleClient({ chain: world.chain, transport: http(world.rpcUrl), module })
  const draft = async (
    permissions: PermissionDefinition[],
    limits: LimitDefinitions = {},
    maxKeys = 1,
  ): Promise<Draft> => {
    const { epoch } = await getAccountState(client, { account })
    const defined = defineGrant({
      ...{ account, module, chainId: world.chain.id, epoch, sessionKey: signer.key, maximumFee: 'unlimited' },
      ...{ validAfter: START - 3_600, validUntil: START + 30 * 86_400, clock: { now: () => START } },
      ...{ permissions, limits, maxKeys, salt: sliceHex(await world.salt(), 0, 16) },
    })
    return { ...defined, trees: grantTrees(defined.grant) }
  }
  const transfer = (target: Address, limit?: string) =>
    permission({
      ...{ abi: erc20Abi, target, functionName: 'transfer', where: { amount: atMost(TRANSFER_CAP) } },
      ...(limit ? { spends: { amount: limit } } : {}),
    })
  const { token, recipient } = world
  const tokenLimits = (count: number): LimitDefinitions => {
    const tokens = [token, ...otherTokens(count - 1)]
    const limits = tokens.map((limited) => tokenLimit({ token: limited, amount: TRANSFER_LIMIT }))
    return Object.fromEntries(limits.map((limit, index) => [`limit${index}`, limit]))
  }
  return {
    /** Transfers of as many tokens, the real one first. */
    transfers: (permissions = 1) =>
      draft([token, ...otherTokens(permissions - 1)].map((target) => transfer(target))),
    /** For one token, with room for two keys. */
    twoKeys: () => draft([transfer(token)], {}, 2),
    /** For one token, with as many limits, the one that is drawn on first. */
    limited: (limits = 1) => draft([transfer(token, 'limit0')], tokenLimits(limits)),
    /** For one token, every transfer drawing on two limits. */
    twoLimits: () => {
      const { spends, ...rest } = transfer(token, 'limit0')
      const both = [...spends, ...spends.map((spend) => ({ ...spend, limit: 'limit1' }))]
      return draft([{ ...rest, spends: both, allowTokenMismatch: true }], tokenLimits(2))
    },
    periodic: async () => {
      const definition = { ...tokenLimit({ token, amount: TRANSFER_LIMIT }), ...PERIODIC }
      const made = await draft([transfer(token, 'daily')], { daily: definition })
      if (made.grant.limits[0]?.period !== PERIOD) throw new Error('this version has no limits per period')
      return made
    },
    native: () =>
      draft([transferPermission({ target: recipient, maxValue: NATIVE_CAP, spendsValue: 'ether' })], {
        ether: nativeLimit({ amount: NATIVE_LIMIT }),
      }),
  }
}

/** The use of a grant's first permission by all calls. */
function encode({ grant, trees }: Draft, calls: readonly Call[], signer: Signer, approval?: Approval): Hex {
  const permissionIndexes = calls.map(() => 0)
  return encodeUse({
    grant,
    permissionIndexes,
    key: signer.key,
    trees,
    timestamp: START,
    ...(approval ? { grantor: approval } : {}),
  })
}

/** The owner through the account's own ERC-1271, routed to one validator. */
function routedGrantor(validator: Address, owner: PrivateKeyAccount): Signer {
  const key: Key = { kind: KeyKind.account, key: validator.toLowerCase() as Hex }
  return { key, sign: ({ hash }) => owner.sign({ hash }) }
}

const accountAbi = parseAbi(['function installModule(uint256 moduleTypeId, address module, bytes initData)'])

function installCalls(module: Address, account: Address, grantor: Grantor): Call[] {
  const initData = encodeInstallData({ grantor: grantorKey(grantor) })
  const types = [
    [1n, initData],
    [2n, '0x'],
  ] as const
  return types.map(([type, data]) => ({
    to: account,
    data: encodeFunctionData({ abi: accountAbi, functionName: 'installModule', args: [type, module, data] }),
  }))
}
