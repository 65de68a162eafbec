import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  numberToHex,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { createOperationAccount } from '../accounts/createOperationAccount.ts'
import { type OperationAccount, ownerOperation } from '../accounts/operationAccount.ts'
import { fastlz } from '../fastlz.ts'
import { modulekitCode } from '../../scripts/local/modulekit.ts'
import { buildOperation, sendOperation } from '../operation.ts'
import { steady } from '../steady.ts'
import type { System } from '../system.ts'
import { nativeTransfer, otherTokens, spreadTransfers, tokenTransfers } from '../transfers.ts'
import { NATIVE_CAP, NATIVE_LIMIT, TRANSFER_CAP, TRANSFER_LIMIT } from '../workloads.ts'
import { projectCode, START, type World } from '../world.ts'

/** Where the modulekit puts its copy: the bytecode is that of a deployed contract. */
const MODULE: Address = '0x0000000071727De22e5E9D8bAF0EDAc6F37da034'
/** SmartSessions asks this registry about policies that the owner enables by transaction. */
const REGISTRY: Address = '0x000000000069E2a187AEFFb852bF3cCdC95151B2'
/** Gas of calls that enable many actions, as much as fits into one transaction. */
const LARGE_GRANT = 15_400_000n
const MODE = { use: '0x00', unsafeEnable: '0x02' } as const
/** Stands for calls without a function. */
const VALUE_SELECTOR = '0xffffffff'
const TRANSFER_SELECTOR = '0xa9059cbb'

const POLICIES = '(address policy, bytes initData)[]'
const SESSION = `(address sessionValidator, bytes sessionValidatorInitData, bytes32 salt, ${POLICIES} userOpPolicies, (string[] allowedERC7739Content, ${POLICIES} erc1271Policies) erc7739Policies, (bytes4 actionTargetSelector, address actionTarget, ${POLICIES} actionPolicies)[] actions)`
const moduleAbi = parseAbi([
  `function enableSessions(${SESSION}[] sessions) returns (bytes32[])`,
  `function getPermissionId(${SESSION} session) pure returns (bytes32)`,
  `function getSessionDigest(bytes32 permissionId, address account, ${SESSION} session, uint8 mode) view returns (bytes32)`,
  'function getNonce(bytes32 permissionId, address account) view returns (uint256)',
  'function removeSession(bytes32 permissionId)',
])
const accountAbi = parseAbi(['function installModule(uint256 moduleTypeId, address module, bytes initData)'])

type Policy = { readonly policy: Address; readonly initData: Hex }
type Action = {
  readonly actionTargetSelector: Hex
  readonly actionTarget: Address
  readonly actionPolicies: readonly Policy[]
}
type Session = {
  readonly sessionValidator: Address
  readonly sessionValidatorInitData: Hex
  readonly salt: Hex
  readonly userOpPolicies: readonly Policy[]
  readonly erc7739Policies: {
    readonly allowedERC7739Content: readonly string[]
    readonly erc1271Policies: readonly Policy[]
  }
  readonly actions: readonly Action[]
}

/**
 * SmartSessions on Nexus. Its policies and session validators are not on npm: minimal stand-ins of ours take their place, one
 * contract where the published policies take two or three.
 */
export const smartSessions: System = {
  name: 'smartsessions',
  async prepare(world) {
    const account = await createOperationAccount(world)
    const code = modulekitCode('SmartSessions', 'SMART_SESSION_DEPLOYED_BYTECODE')
    await world.testClient.setCode({ address: MODULE, bytecode: code })
    await world.testClient.setCode({ address: REGISTRY, bytecode: '0x00' })
    const byOwner = (call: Call, gas?: bigint) => ownerOperation(world, account, [call], gas)
    const install = { abi: accountAbi, functionName: 'installModule', args: [1n, MODULE, '0x'] } as const
    await byOwner({ to: account.address, data: encodeFunctionData(install) })
    const holder = await world.person('holder')
    const sessions = await createSessions(world, holder.address)

    const sign = async (calls: readonly Call[], authority: (signature: Hex) => Hex) => {
      const unsigned = await buildOperation(world, {
        ...{ sender: account.address, nonceKey: account.nonceKey(MODULE), callData: encodeExecute(calls) },
      })
      return sendOperation(world, unsigned, authority(await holder.sign({ hash: unsigned.hash })))
    }
    const use = (id: Hex, calls: readonly Call[]) =>
      sign(calls, (signature) => concatHex([MODE.use, id, fastlz(encodeBytes(signature))]))
    const grant = (session: Session) =>
      byOwner(
        {
          to: MODULE,
          data: encodeFunctionData({ abi: moduleAbi, functionName: 'enableSessions', args: [[session]] }),
        },
        LARGE_GRANT,
      )
    const steadyUse = async (session: Session, calls: readonly Call[]) => {
      await grant(session)
      const id = await permissionId(world, session)
      return steady(() => use(id, calls))
    }
    return {
      label: `SmartSessions of @rhinestone/modulekit 0.5.9 on ${account.label}, with minimal stand-ins for its policies and key validator`,
      contracts: { accounts: [account.address], modules: [MODULE, ...sessions.contracts] },
      ...(account.deviation ? { deviation: account.deviation } : {}),
      scenarios: {
        use: async () => steadyUse(await sessions.transfers(), tokenTransfers(world, 1)),
        'use-limit': async () => steadyUse(await sessions.limited(), tokenTransfers(world, 1)),
        'grant-and-use': async () => {
          await steadyUse(await sessions.transfers(), tokenTransfers(world, 1))
          const session = await sessions.transfers()
          const enable = await signedEnable(world, account, session)
          return sign(tokenTransfers(world, 1), (signature) =>
            concatHex([MODE.unsafeEnable, fastlz(encodeEnable(enable, signature))]),
          )
        },
        'grant-1': async () => grant(await sessions.transfers()),
        'grant-100': async () => grant(await sessions.transfers(100)),
        'batch-5': async () => steadyUse(await sessions.transfers(), spreadTransfers(world, 5)),
        'batch-5-one-recipient': async () => steadyUse(await sessions.transfers(), tokenTransfers(world, 5)),
        native: async () => steadyUse(await sessions.native(), [nativeTransfer(world)]),
        revoke: async () => {
          const session = await sessions.transfers()
          await steadyUse(session, tokenTransfers(world, 1))
          const id = await permissionId(world, session)
          const call = { abi: moduleAbi, functionName: 'removeSession', args: [id] } as const
          return byOwner({ to: MODULE, data: encodeFunctionData(call) })
        },
        'use-perms-1': async () => steadyUse(await sessions.transfers(), tokenTransfers(world, 1)),
        'use-perms-10': async () => steadyUse(await sessions.transfers(10), tokenTransfers(world, 1)),
        'use-perms-100': async () => steadyUse(await sessions.transfers(100), tokenTransfers(world, 1)),
      },
    }
  },
}

/** Sessions of one key, all different, and the contracts that they need. */
async function createSessions(world: World, holder: Address) {
  const deploy = (name: string) => world.deploy(name, projectCode(`contracts/mocks/${name}.sol`))
  const signer = await deploy('MockSessionSigner')
  const time = await deploy('MockTimePolicy')
  const amount = await deploy('MockAmountPolicy')
  const window = concatHex([seconds(START + 30 * 86_400), seconds(START - 3_600)])
  const action = (target: Address, selector: Hex, cap: bigint, limit: bigint): Action => ({
    ...{ actionTarget: target, actionTargetSelector: selector },
    actionPolicies: [{ policy: amount, initData: concatHex([half(cap), half(limit)]) }],
  })
  const session = async (...actions: Action[]): Promise<Session> => ({
    ...{ sessionValidator: signer, sessionValidatorInitData: holder, salt: await world.salt() },
    userOpPolicies: [{ policy: time, initData: window }],
    ...{ erc7739Policies: { allowedERC7739Content: [], erc1271Policies: [] }, actions },
  })
  const transfer = (target: Address, limit = 0n) => action(target, TRANSFER_SELECTOR, TRANSFER_CAP, limit)
  return {
    contracts: [signer, time, amount],
    transfers: (count = 1) =>
      session(...[world.token, ...otherTokens(count - 1)].map((target) => transfer(target))),
    limited: () => session(transfer(world.token, TRANSFER_LIMIT)),
    native: () => session(action(world.recipient, VALUE_SELECTOR, NATIVE_CAP, NATIVE_LIMIT)),
  }
}

function permissionId({ publicClient }: World, session: Session): Promise<Hex> {
  const request = {
    address: MODULE,
    abi: moduleAbi,
    functionName: 'getPermissionId',
    args: [session],
  } as const
  return publicClient.readContract(request) as Promise<Hex>
}

type EnableData = {
  readonly chainDigestIndex: number
  readonly hashesAndChainIds: readonly { readonly chainId: bigint; readonly sessionDigest: Hex }[]
  readonly sessionToEnable: Session
  readonly permissionEnableSig: Hex
}

/** What the first use carries: the session and the owner's signature, through the account's ERC-1271. */
async function signedEnable(
  world: World,
  { address, owner, ownerValidator }: OperationAccount,
  session: Session,
): Promise<EnableData> {
  const module = { address: MODULE, abi: moduleAbi } as const
  const id = await permissionId(world, session)
  const mode = Number(MODE.unsafeEnable)
  const [nonce, sessionDigest] = (await Promise.all([
    world.publicClient.readContract({ ...module, functionName: 'getNonce', args: [id, address] }),
    world.publicClient.readContract({
      ...{ ...module, functionName: 'getSessionDigest', args: [id, address, session, mode] },
    }),
  ])) as [bigint, Hex]
  const chainId = BigInt(world.chain.id)
  const signature = await owner.signTypedData({
    ...{
      domain: { name: 'SmartSession', version: '1' },
      types: TYPES,
      primaryType: 'MultiChainSessionEIP712',
    },
    message: {
      sessionsAndChainIds: [
        { chainId, session: { ...session, account: address, smartSession: MODULE, mode, nonce } },
      ],
    },
  })
  return {
    ...{ chainDigestIndex: 0, hashesAndChainIds: [{ chainId, sessionDigest }], sessionToEnable: session },
    permissionEnableSig: concatHex([ownerValidator, signature]),
  }
}

const TYPES = {
  PolicyData: [
    { name: 'policy', type: 'address' },
    { name: 'initData', type: 'bytes' },
  ],
  ActionData: [
    { name: 'actionTargetSelector', type: 'bytes4' },
    { name: 'actionTarget', type: 'address' },
    { name: 'actionPolicies', type: 'PolicyData[]' },
  ],
  ERC7739Data: [
    { name: 'allowedERC7739Content', type: 'string[]' },
    { name: 'erc1271Policies', type: 'PolicyData[]' },
  ],
  SessionEIP712: [
    { name: 'account', type: 'address' },
    { name: 'smartSession', type: 'address' },
    { name: 'mode', type: 'uint8' },
    { name: 'sessionValidator', type: 'address' },
    { name: 'salt', type: 'bytes32' },
    { name: 'sessionValidatorInitData', type: 'bytes' },
    { name: 'userOpPolicies', type: 'PolicyData[]' },
    { name: 'erc7739Policies', type: 'ERC7739Data' },
    { name: 'actions', type: 'ActionData[]' },
    { name: 'nonce', type: 'uint256' },
  ],
  ChainSessionEIP712: [
    { name: 'chainId', type: 'uint64' },
    { name: 'session', type: 'SessionEIP712' },
  ],
  MultiChainSessionEIP712: [{ name: 'sessionsAndChainIds', type: 'ChainSessionEIP712[]' }],
} as const

function encodeEnable(enable: EnableData, signature: Hex): Hex {
  return encodeAbiParameters(
    parseAbiParameters(
      `(uint8 chainDigestIndex, (uint64 chainId, bytes32 sessionDigest)[] hashesAndChainIds, ${SESSION} sessionToEnable, bytes permissionEnableSig) enable, bytes signature`,
    ),
    [enable, signature],
  )
}

function encodeBytes(bytes: Hex): Hex {
  return encodeAbiParameters(parseAbiParameters('bytes'), [bytes])
}

function seconds(time: number): Hex {
  return numberToHex(time, { size: 6 })
}

function half(amount: bigint): Hex {
  return numberToHex(amount, { size: 16 })
}
