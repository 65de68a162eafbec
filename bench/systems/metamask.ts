import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  maxUint256,
  numberToHex,
  type PrivateKeyAccount,
  pad,
  parseAbi,
  parseAbiParameters,
  size,
} from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import { encodeExecution } from '../../sdk/onchain/accounts/encodeExecution.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { createDelegatedOwner } from '../accounts/directAccount.ts'
import { type PinnedPackage, packageCode } from '../../scripts/local/packages.ts'
import { steady } from '../steady.ts'
import type { Measured, System } from '../system.ts'
import { tokenTransfers } from '../transfers.ts'
import { PERIOD, TRANSFER_LIMIT } from '../workloads.ts'
import { START, type World } from '../world.ts'

const PACKAGE: PinnedPackage = {
  name: '@metamask/delegation-abis',
  version: '2.0.0',
  integrity:
    'sha512-3LW1mC/wrtgceMtou4kTJWlS683IXRRWzKY/fVnW9PieN5dayrDyZhJBP+1MJy7LyO19+E2l/IP+g9TES1ua2Q==',
}

type Caveat = { readonly enforcer: Address; readonly terms: Hex; readonly args: Hex }
type Delegation = {
  readonly delegate: Address
  readonly delegator: Address
  readonly authority: Hex
  readonly caveats: readonly Caveat[]
  readonly salt: bigint
  readonly signature: Hex
}

const DELEGATION =
  '(address delegate, address delegator, bytes32 authority, (address enforcer, bytes terms, bytes args)[] caveats, uint256 salt, bytes signature)'
const managerAbi = parseAbi([
  'function redeemDelegations(bytes[] contexts, bytes32[] modes, bytes[] executions)',
  `function disableDelegation(${DELEGATION} delegation)`,
  'function incrementNonce(address delegationManager)',
])
const TYPES = {
  Delegation: [
    { name: 'delegate', type: 'address' },
    { name: 'delegator', type: 'address' },
    { name: 'authority', type: 'bytes32' },
    { name: 'caveats', type: 'Caveat[]' },
    { name: 'salt', type: 'uint256' },
  ],
  Caveat: [
    { name: 'enforcer', type: 'address' },
    { name: 'terms', type: 'bytes' },
  ],
} as const

const ENFORCERS = [
  ...['AllowedTargetsEnforcer', 'AllowedMethodsEnforcer', 'TimestampEnforcer', 'NonceEnforcer'],
  ...['ERC20TransferAmountEnforcer', 'ERC20PeriodTransferEnforcer'],
] as const

/**
 * MetaMask's delegation framework on an EOA that delegates to its own stateless account. A delegation is never granted on chain:
 * each redemption carries it with the owner's signature. No enforcer caps the amount of a single transfer.
 */
export const metamask: System = {
  name: 'metamask',
  async prepare(world) {
    const { manager, enforcers, implementation } = await deploy(world)
    const owner = await createDelegatedOwner(world, implementation)
    const holder = await world.person('direct holder')
    const caveats = caveatsOf(world, enforcers)
    const signed = (...rules: Caveat[]) => sign(world, manager, owner, holder.address, rules)
    const redeem = (delegation: Delegation, calls: readonly Call[]) =>
      redeemDelegation(world, manager, holder, delegation, calls)
    const byOwner = async (to: Address, data: Hex): Promise<Measured> => ({
      ...(await world.send(owner, { to, data })),
      signatureBytes: 65,
    })
    const scoped = () => signed(caveats.target, caveats.method, caveats.window)
    const limited = () => signed(caveats.limit, caveats.window)
    const transfers = (count: number) => tokenTransfers(world, count)
    return {
      label: `delegation framework of ${PACKAGE.name} ${PACKAGE.version} by EIP-7702, no cap per transfer; batch with the limit`,
      contracts: { accounts: [owner.address], modules: [manager, ...Object.values(enforcers)] },
      scenarios: {
        direct: async () => {
          const delegation = await scoped()
          return steady(() => redeem(delegation, transfers(1)))
        },
        'direct-limit': async () => {
          const delegation = await limited()
          return steady(() => redeem(delegation, transfers(1)))
        },
        'direct-period': async () => {
          const delegation = await signed(caveats.period, caveats.window)
          return steady(() => redeem(delegation, transfers(1)))
        },
        'direct-grant-and-use': async () => redeem(await scoped(), transfers(1)),
        'direct-batch-5': async () => {
          const delegation = await limited()
          return steady(() => redeem(delegation, transfers(5)))
        },
        'direct-revoke': async () => {
          const delegation = await scoped()
          await steady(() => redeem(delegation, transfers(1)))
          const args = [delegation] as const
          return byOwner(
            manager,
            encodeFunctionData({ abi: managerAbi, functionName: 'disableDelegation', args }),
          )
        },
        'direct-revoke-all': async () => {
          const data = encodeFunctionData({
            ...{ abi: managerAbi, functionName: 'incrementNonce', args: [manager] },
          })
          // Not the first one, which would write to an empty slot.
          return steady(() => byOwner(enforcers.NonceEnforcer, data))
        },
      },
    }
  },
}

async function deploy(world: World) {
  const code = (contract: string) => packageCode(PACKAGE, `dist/bytecode/${contract}.mjs`, /bytecode = "/)
  const { address: admin } = await world.person('deployer')
  const manager = await world.deploy('DelegationManager', concatHex([code('DelegationManager'), pad(admin)]))
  const implementation = await world.deploy(
    'EIP7702StatelessDeleGator',
    concatHex([code('EIP7702StatelessDeleGator'), pad(manager), pad(entryPoint07Address)]),
  )
  const enforcers = {} as Record<(typeof ENFORCERS)[number], Address>
  for (const name of ENFORCERS) enforcers[name] = await world.deploy(name, code(name))
  return { manager, implementation, enforcers }
}

function caveatsOf({ token }: World, enforcers: Record<(typeof ENFORCERS)[number], Address>) {
  const caveat = (enforcer: Address, terms: Hex): Caveat => ({ enforcer, terms, args: '0x' })
  const word = (value: bigint | number) => numberToHex(value, { size: 32 })
  const half = (value: number) => numberToHex(value, { size: 16 })
  const amount = concatHex([token, word(TRANSFER_LIMIT)])
  return {
    target: caveat(enforcers.AllowedTargetsEnforcer, token),
    method: caveat(enforcers.AllowedMethodsEnforcer, '0xa9059cbb'),
    window: caveat(enforcers.TimestampEnforcer, concatHex([half(START - 3_600), half(START + 30 * 86_400)])),
    limit: caveat(enforcers.ERC20TransferAmountEnforcer, amount),
    period: caveat(
      enforcers.ERC20PeriodTransferEnforcer,
      concatHex([amount, word(PERIOD), word(START - 3_600)]),
    ),
  }
}

async function sign(
  world: World,
  manager: Address,
  owner: PrivateKeyAccount,
  delegate: Address,
  caveats: readonly Caveat[],
): Promise<Delegation> {
  const salt = BigInt(await world.salt())
  const delegation = {
    ...{ delegate, delegator: owner.address, authority: numberToHex(maxUint256), caveats, salt },
  }
  const signature = await owner.signTypedData({
    domain: {
      ...{ name: 'DelegationManager', version: '1', chainId: world.chain.id, verifyingContract: manager },
    },
    ...{ types: TYPES, primaryType: 'Delegation', message: delegation },
  })
  return { ...delegation, signature }
}

/** One redemption per call: the enforcers take no batches. */
async function redeemDelegation(
  world: World,
  manager: Address,
  holder: PrivateKeyAccount,
  delegation: Delegation,
  calls: readonly Call[],
): Promise<Measured> {
  const context = encodeAbiParameters(parseAbiParameters(`${DELEGATION}[]`), [[delegation]])
  const executions = calls.map((call) => encodeExecution([call]))
  const args = [
    calls.map(() => context),
    executions.map(({ mode }) => mode),
    executions.map(({ executionCalldata }) => executionCalldata),
  ] as const
  const data = encodeFunctionData({ abi: managerAbi, functionName: 'redeemDelegations', args })
  const sent = await world.send(holder, { to: manager, data })
  return { ...sent, signatureBytes: calls.length * size(context) }
}
