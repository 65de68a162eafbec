import { type Address, concatHex, type Hex, parseAbi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { AccountHookError } from '../../errors/account.ts'
import { type AccountPort, type InstalledModule, MODULE_TYPE, type PortClient } from './accountPort.ts'
import { type AccountDescription, customAccount } from './customAccount.ts'

/** Kernel's kind of validation by an installed validator. */
const VALIDATOR: Hex = '0x01'

/** Stands for "no hook" where zero means "not installed". */
const NO_HOOK: Address = '0x0000000000000000000000000000000000000001'

const kernelAbi = parseAbi([
  'function isModuleInstalled(uint256, address, bytes) view returns (bool)',
  'function validationConfig(bytes21 id) view returns ((uint32 nonce, address hook))',
  'function validNonceFrom() view returns (uint32)',
])

/** Kernel's name of a validator. */
export function kernelValidationId(validator: Address): Hex {
  return concatHex([VALIDATOR, validator])
}

/** What of Kernel differs from the standard's reference, for holder and owner alike. */
export function kernelDescription(address: Address): AccountDescription {
  return {
    ...{ address, label: 'Kernel', entryPoint: '0.7', wrapsMessages: true },
    // 1 byte mode 0, 1 byte kind, 20 bytes validator, 2 bytes free.
    laneSize: 2,
    nonceKey: ({ validator, lane }) => (BigInt(kernelValidationId(validator)) << 16n) | BigInt(lane),
    messagePrefix: ({ validator }) => kernelValidationId(validator),
    isInstalled: (client, parameters) => isInstalled(client, address, parameters),
    checkOperations: (client, { validator }) => checkOperations(client, address, validator),
  }
}

/**
 * A Kernel account 0.3.1, for a holder, on EntryPoint v0.7. Lanes go to 65,535. With a hook on the validator the path through a
 * bundler is refused; the direct path is open.
 */
export function kernelAccount({ address }: { address: Address }): AccountPort {
  return customAccount(kernelDescription(address))
}

/** `invalidateNonce` ends a validator, and `isModuleInstalled` does not tell. */
async function isInstalled(
  client: PortClient,
  account: Address,
  { module, type }: InstalledModule,
): Promise<boolean> {
  const request = { address: account, abi: kernelAbi } as const
  if (type !== MODULE_TYPE.validator) {
    return readContract(client, {
      ...{ ...request, functionName: 'isModuleInstalled' },
      args: [type, module, '0x'],
    })
  }
  const [{ nonce, hook }, validFrom] = await Promise.all([
    readConfig(client, account, module),
    readContract(client, { ...request, functionName: 'validNonceFrom' }),
  ])
  return hook !== zeroAddress && nonce >= validFrom
}

async function checkOperations(client: PortClient, account: Address, validator: Address): Promise<void> {
  const { hook } = await readConfig(client, account, validator)
  if (hook !== NO_HOOK && hook !== zeroAddress) throw new AccountHookError({ account, hook })
}

function readConfig(client: PortClient, account: Address, validator: Address) {
  return readContract(client, {
    ...{ address: account, abi: kernelAbi, functionName: 'validationConfig' },
    args: [kernelValidationId(validator)],
  })
}
