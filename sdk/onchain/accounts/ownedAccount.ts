import { encodeFunctionData, type LocalAccount, parseAbi } from 'viem'
import { SignerUnsupportedError } from '../../errors/key.ts'
import type { Call } from '../grant/call.ts'
import type {
  AccountPort,
  InstallCallsParameters,
  OwnerAccountPort,
  UninstallCallsParameters,
} from './accountPort.ts'
import { ECDSA_STUB_SIGNATURE } from './ecdsaStubSignature.ts'
import { laneBits } from './erc7579Account.ts'

const moduleConfigAbi = parseAbi([
  'function installModule(uint256 moduleTypeId, address module, bytes initData)',
  'function uninstallModule(uint256 moduleTypeId, address module, bytes deInitData)',
])

/** The half of an {@link OwnerAccountPort} that accounts with one ECDSA owner and plain module data share. */
export function ownedAccount(
  port: AccountPort,
  owner: LocalAccount,
): AccountPort & Omit<OwnerAccountPort, 'deployment' | 'self'> {
  const { sign } = owner
  if (!sign) throw new SignerUnsupportedError({ reason: 'the owner has to sign a bare hash.' })
  return {
    ...port,
    // The high 20 bytes name no validator, so the account judges by its owner.
    ownerNonceKey: ({ lane }) => laneBits(lane),
    signUserOperation: ({ userOpHash }) => sign({ hash: userOpHash }),
    stubSignature: ECDSA_STUB_SIGNATURE,
    installCalls: async (parameters) => installCalls(port, parameters),
    uninstallCalls: async (parameters) => uninstallCalls(port, parameters),
  }
}

function installCalls(port: AccountPort, parameters: InstallCallsParameters): readonly Call[] {
  const { module, initData, types } = parameters
  return types.map((type, index) => ({
    to: port.address,
    data: encodeFunctionData({
      abi: moduleConfigAbi,
      functionName: 'installModule',
      // Recorded once: empty data leaves what the first installation recorded.
      args: [type, module, index === 0 ? initData : '0x'],
    }),
  }))
}

function uninstallCalls(port: AccountPort, { module, types }: UninstallCallsParameters): readonly Call[] {
  return types.map((type) => ({
    to: port.address,
    data: encodeFunctionData({
      abi: moduleConfigAbi,
      functionName: 'uninstallModule',
      args: [type, module, '0x'],
    }),
  }))
}
