import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  type PrivateKeyAccount,
  pad,
  parseAbi,
  parseAbiParameters,
  size,
} from 'viem'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { createDelegatedOwner } from '../accounts/directAccount.ts'
import { type PinnedPackage, packageCode } from '../../scripts/local/packages.ts'
import { steady } from '../steady.ts'
import type { Measured, System } from '../system.ts'
import { tokenTransfers } from '../transfers.ts'
import { TRANSFER_LIMIT } from '../workloads.ts'
import { START, type World } from '../world.ts'

const PACKAGE: PinnedPackage = {
  name: 'porto',
  version: '0.2.37',
  integrity:
    'sha512-l3IOUvf5O9rM82VW7v/R5Y2X2niU1kmfXMYYPr/VLMvtKKySr7PiAO3TXWjGft5PV17800VnMCmEaRuxA+N4ug==',
}

const accountAbi = parseAbi([
  'function execute(bytes32 mode, bytes executionData) payable',
  'function authorize((uint40 expiry, uint8 keyType, bool isSuperAdmin, bytes publicKey) key) returns (bytes32)',
  'function setCanExecute(bytes32 keyHash, address target, bytes4 fnSel, bool can)',
  'function setSpendLimit(bytes32 keyHash, address token, uint8 period, uint256 limit)',
  'function revoke(bytes32 keyHash)',
  'function getNonce(uint192 seqKey) view returns (uint256)',
  'function computeDigest((address to, uint256 value, bytes data)[] calls, uint256 nonce) view returns (bytes32)',
])

/** ERC-7821: a batch, with the authorization behind the calls. */
const MODE = pad('0x01000000000078210001', { dir: 'right' })
const SECP256K1 = 2
const DAY = 2
const FOREVER = 6

/**
 * Ithaca's account on an EOA that delegates to it. A key signs each use; it has an expiry but no start, and transfers of a token
 * need a limit, so there is no use without one. No rule caps the amount of a single transfer.
 */
export const ithaca: System = {
  name: 'ithaca',
  async prepare(world) {
    const code = (contract: string) =>
      packageCode(
        PACKAGE,
        `src/core/internal/_generated/contracts/${contract}.ts`,
        /export const code =\s*['"]/,
      )
    const orchestrator = await world.deploy('Orchestrator', code('Orchestrator'))
    const implementation = await world.deploy(
      'IthacaAccount',
      concatHex([code('IthacaAccount'), pad(orchestrator)]),
    )
    const owner = await createDelegatedOwner(world, implementation)
    const holder = await world.person('direct holder')
    const byOwner = (call: OwnerCall) => ownerCall(world, owner, call)
    const keyHash = keyHashOf(holder.address)
    const authorize = async (period: number) => {
      const key = { ...keyOf(holder.address), expiry: START + 30 * 86_400, isSuperAdmin: false }
      await byOwner({ functionName: 'authorize', args: [key] })
      await byOwner({ functionName: 'setCanExecute', args: [keyHash, world.token, '0xa9059cbb', true] })
      await byOwner({ functionName: 'setSpendLimit', args: [keyHash, world.token, period, TRANSFER_LIMIT] })
    }
    const use = (calls: readonly Call[]) => useKey(world, owner.address, holder, calls)
    const steadyUse = async (period: number, count: number) => {
      await authorize(period)
      return steady(() => use(tokenTransfers(world, count)))
    }
    return {
      label: `Ithaca account of ${PACKAGE.name} ${PACKAGE.version} by EIP-7702, no cap per transfer, no start; batch with the limit`,
      contracts: { accounts: [owner.address], modules: [] },
      scenarios: {
        'direct-limit': () => steadyUse(FOREVER, 1),
        'direct-period': () => steadyUse(DAY, 1),
        'direct-batch-5': () => steadyUse(FOREVER, 5),
        'direct-revoke': async () => {
          await steadyUse(FOREVER, 1)
          return byOwner({ functionName: 'revoke', args: [keyHash] })
        },
      },
    }
  },
}

type OwnerCall = Pick<Parameters<typeof encodeFunctionData<typeof accountAbi>>[0], 'functionName' | 'args'>

/** A call of the EOA to itself. */
async function ownerCall(world: World, owner: PrivateKeyAccount, call: OwnerCall): Promise<Measured> {
  const data = encodeFunctionData({ abi: accountAbi, ...call } as never)
  return { ...(await world.send(owner, { to: owner.address, data })), signatureBytes: 65 }
}

async function useKey(
  world: World,
  account: Address,
  holder: PrivateKeyAccount,
  calls: readonly Call[],
): Promise<Measured> {
  const filled = calls.map(({ to, value = 0n, data = '0x' }) => ({ to, value, data }))
  const read = { address: account, abi: accountAbi } as const
  const nonce = await world.publicClient.readContract({ ...read, functionName: 'getNonce', args: [0n] })
  const args = [filled, nonce] as const
  const hash = await world.publicClient.readContract({ ...read, functionName: 'computeDigest', args })
  const signature = concatHex([await holder.sign({ hash }), keyHashOf(holder.address), '0x00'])
  const authority = concatHex([numberToHex(nonce, { size: 32 }), signature])
  const executionData = encodeAbiParameters(
    parseAbiParameters('(address to, uint256 value, bytes data)[], bytes'),
    [filled, authority],
  )
  const data = encodeFunctionData({
    ...{ abi: accountAbi, functionName: 'execute', args: [MODE, executionData] },
  })
  return { ...(await world.send(holder, { to: account, data })), signatureBytes: size(authority) }
}

function keyOf(holder: Address): { keyType: number; publicKey: Hex } {
  return { keyType: SECP256K1, publicKey: pad(holder) }
}

function keyHashOf(holder: Address): Hex {
  const { keyType, publicKey } = keyOf(holder)
  return keccak256(encodeAbiParameters(parseAbiParameters('uint8, bytes32'), [keyType, keccak256(publicKey)]))
}
