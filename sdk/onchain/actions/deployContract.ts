import {
  type Address,
  type Chain,
  type Client,
  concatHex,
  getContractAddress,
  type Hex,
  type LocalAccount,
  numberToHex,
  type Transport,
} from 'viem'
import { getCode, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import type { BaseError } from '../../errors/base.ts'
import { CallRevertedError, ContractMissingError } from '../../errors/client.ts'
import { toLatchkeyError } from '../errors/toLatchkeyError.ts'

/** The deterministic deployment proxy, at the same address on every chain. */
export const CREATE2_DEPLOYER: Address = '0x4e59b44847b379578588920ca78fbf26c0b4956c'

/** The salt of everything that Latchkey deploys. */
export const DEPLOYMENT_SALT: Hex = numberToHex(1, { size: 32 })

export type DeployContractParameters = {
  /** Pays for it, and gains nothing. */
  sender: LocalAccount
  /** Creation code with constructor arguments: of the account's implementation, of its factory, of a guard. */
  bytecode: Hex
  /** `DEPLOYMENT_SALT` by default. With another one the address differs from everybody else's. */
  salt?: Hex | undefined
}

export type DeployContractReturnType = {
  readonly address: Address
  /** False when it was there before. */
  readonly deployed: boolean
}

export type DeployContractErrorType = ContractMissingError | CallRevertedError | BaseError

/** Where {@link deployContract} puts a contract: the same on every chain, decided by its code and the salt. */
export function deploymentAddress(bytecode: Hex, salt: Hex = DEPLOYMENT_SALT): Address {
  return getContractAddress({ opcode: 'CREATE2', from: CREATE2_DEPLOYER, salt, bytecode })
}

/**
 * Deploys a contract through the CREATE2 deployer, unless it is there.
 * @throws ContractMissingError when the chain has no CREATE2 deployer, CallRevertedError.
 */
export async function deployContract(
  client: Client<Transport, Chain>,
  { sender, bytecode, salt = DEPLOYMENT_SALT }: DeployContractParameters,
): Promise<DeployContractReturnType> {
  const address = deploymentAddress(bytecode, salt)
  if (await getCode(client, { address })) return { address, deployed: false }
  if (!(await getCode(client, { address: CREATE2_DEPLOYER }))) {
    throw new ContractMissingError({ contract: 'CREATE2 deployer', address: CREATE2_DEPLOYER })
  }
  const transaction = { to: CREATE2_DEPLOYER, data: concatHex([salt, bytecode]) }
  try {
    const hash = await sendTransaction(client, { account: sender, chain: client.chain, ...transaction })
    const { status } = await waitForTransactionReceipt(client, { hash })
    if (status === 'reverted')
      throw new CallRevertedError({ reason: 'the constructor reverts', transactionHash: hash })
  } catch (error) {
    throw toLatchkeyError(error)
  }
  return { address, deployed: true }
}
