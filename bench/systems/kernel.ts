import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  numberToHex,
  pad,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import type { Call } from '../../sdk/onchain/grant/call.ts'
import { modulekitCode } from '../../scripts/local/modulekit.ts'
import { buildOperation, sendOperation } from '../operation.ts'
import { steady } from '../steady.ts'
import type { Measured, System } from '../system.ts'
import { nativeTransfer, spreadTransfers, tokenTransfers } from '../transfers.ts'
import { projectCode, type World } from '../world.ts'

const kernelAbi = parseAbi([
  'function createAccount(bytes data, bytes32 salt) payable returns (address)',
  'function getAddress(bytes data, bytes32 salt) view returns (address)',
  'function initialize(bytes21 rootValidator, address hook, bytes validatorData, bytes hookData, bytes[] initConfig)',
  'function installModule(uint256 moduleType, address module, bytes initData) payable',
  'function uninstallValidation(bytes21 vId, bytes deinitData, bytes hookDeinitData) payable',
  'function invalidateNonce(uint32 nonce) payable',
  'function currentNonce() view returns (uint32)',
])
const MODE = { use: 0, enable: 1 } as const
const ROOT = '0x00'
const VALIDATOR: Hex = '0x01'
/** The one function of the account that the session's validator may have called. */
const EXECUTE: Hex = '0xe9ae5c53'

/**
 * Kernel v3 with a second validator for the session key. Kernel's own permissions need a signer and policies, which are not on npm,
 * so the session key is as free as the owner: this is what Kernel costs before any rule. The modulekit's build of Kernel exceeds the
 * size that public chains allow, so it is not the one in use there, which may well cost less.
 */
export const kernel: System = {
  name: 'kernel',
  async prepare(world) {
    const { account, root, session } = await deploy(world)
    const owner = await world.person('owner')
    const holder = await world.person('holder')
    const send = async (validator: Address, callData: Hex) => {
      const signer = validator === root ? owner : holder
      const request = {
        sender: account,
        nonceKey: nonceKey(MODE.use, validator === root ? ROOT : validator),
        callData,
      }
      const unsigned = await buildOperation(world, request)
      return sendOperation(world, unsigned, await signer.sign({ hash: unsigned.hash }))
    }
    const byOwner = (data: Hex) => send(root, data)
    const use = (calls: readonly Call[]) => send(session, encodeExecute(calls))
    const install = () =>
      byOwner(
        encodeFunctionData({
          ...{ abi: kernelAbi, functionName: 'installModule' },
          args: [1n, session, concatHex([zeroAddress, sessionData(holder.address)])],
        }),
      )
    const steadyUse = async (calls: readonly Call[]) => {
      await install()
      return steady(() => use(calls))
    }
    // From here on the owner's nonce key is a used one.
    await byOwner(encodeExecute([{ to: world.recipient, value: 1n }]))
    return {
      label:
        'Kernel 0.3.1 of @rhinestone/modulekit 0.5.9, in a build too large for public chains; a second validator as session key: no rules at all',
      contracts: { accounts: [account], modules: [root, session] },
      scenarios: {
        use: () => steadyUse(tokenTransfers(world, 1)),
        'grant-and-use': () => firstUse(world, account, session, tokenTransfers(world, 1)),
        'grant-1': install,
        'batch-5': () => steadyUse(spreadTransfers(world, 5)),
        'batch-5-one-recipient': () => steadyUse(tokenTransfers(world, 5)),
        native: () => steadyUse([nativeTransfer(world)]),
        revoke: async () => {
          await steadyUse(tokenTransfers(world, 1))
          const args = [concatHex([VALIDATOR, session]), '0x', '0x'] as const
          return byOwner(encodeFunctionData({ abi: kernelAbi, functionName: 'uninstallValidation', args }))
        },
        'revoke-all': async () => {
          await steadyUse(tokenTransfers(world, 1))
          const nonce = await currentNonce(world, account)
          const invalidate = { abi: kernelAbi, functionName: 'invalidateNonce', args: [nonce + 1] } as const
          return byOwner(encodeFunctionData(invalidate))
        },
      },
    }
  },
}

/** An account whose root validator knows the owner, and a validator that is not installed yet. */
async function deploy(world: World): Promise<{ account: Address; root: Address; session: Address }> {
  const validator = projectCode('contracts/mocks/MockOwnerValidator.sol')
  const root = await world.deploy('owner validator', validator)
  const session = await world.deploy('session validator', validator)
  const implementation = await world.deploy(
    'Kernel',
    concatHex([modulekitCode('Kernel', 'KERNEL_BYTECODE'), pad(entryPoint07Address)]),
  )
  const factory = await world.deploy(
    'Kernel factory',
    concatHex([modulekitCode('Kernel', 'KERNEL_FACTORY_BYTECODE'), pad(implementation)]),
  )
  const owner = await world.person('owner')
  const initialise = encodeFunctionData({
    ...{ abi: kernelAbi, functionName: 'initialize' },
    args: [concatHex([VALIDATOR, root]), zeroAddress, owner.address, '0x', []],
  })
  const args = [initialise, zeroHash] as const
  const data = encodeFunctionData({ abi: kernelAbi, functionName: 'createAccount', args })
  await world.send(await world.person('deployer'), { to: factory, data })
  const account = await world.publicClient.readContract({
    ...{ address: factory, abi: kernelAbi, functionName: 'getAddress', args },
  })
  await world.fund(account)
  return { account, root, session }
}

/** 1 byte mode, 1 byte kind, 20 bytes validator, 2 bytes free. The root validator has a kind of its own and goes without address. */
function nonceKey(mode: number, validator: Address | typeof ROOT): bigint {
  const validation = validator === ROOT ? [ROOT, zeroAddress] : [VALIDATOR, validator]
  return BigInt(concatHex([numberToHex(mode, { size: 1 }), ...(validation as Hex[]), '0x0000']))
}

/** Data of the session's validator, of its hook, and the function that it may have called. */
function sessionData(holder: Address): Hex {
  return encodeAbiParameters(parseAbiParameters('bytes, bytes, bytes'), [holder, '0x', EXECUTE])
}

function currentNonce(world: World, account: Address): Promise<number> {
  return world.publicClient.readContract({ address: account, abi: kernelAbi, functionName: 'currentNonce' })
}

/** The first use, which carries the owner's signature for the session's validator. */
async function firstUse(
  world: World,
  account: Address,
  session: Address,
  calls: readonly Call[],
): Promise<Measured> {
  const owner = await world.person('owner')
  const holder = await world.person('holder')
  const data = {
    hook: zeroAddress,
    validatorData: holder.address,
    hookData: '0x',
    selectorData: EXECUTE,
  } as const
  const enabled = await owner.signTypedData({
    domain: { name: 'Kernel', version: '0.3.1', chainId: world.chain.id, verifyingContract: account },
    ...{ types: ENABLE_TYPES, primaryType: 'Enable' },
    message: {
      ...data,
      ...{ validationId: concatHex([VALIDATOR, session]), nonce: await currentNonce(world, account) },
    },
  })
  const unsigned = await buildOperation(world, {
    ...{ sender: account, nonceKey: nonceKey(MODE.enable, session), callData: encodeExecute(calls) },
  })
  const signature = await holder.sign({ hash: unsigned.hash })
  const parts = [data.validatorData, data.hookData, data.selectorData, enabled, signature] as const
  const types = parseAbiParameters('bytes, bytes, bytes, bytes, bytes')
  return sendOperation(world, unsigned, concatHex([data.hook, encodeAbiParameters(types, parts)]))
}

const ENABLE_TYPES = {
  Enable: [
    { name: 'validationId', type: 'bytes21' },
    { name: 'nonce', type: 'uint32' },
    { name: 'hook', type: 'address' },
    { name: 'validatorData', type: 'bytes' },
    { name: 'hookData', type: 'bytes' },
    { name: 'selectorData', type: 'bytes' },
  ],
} as const
