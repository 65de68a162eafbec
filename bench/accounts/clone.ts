import { encodeFunctionData, parseAbi, zeroHash } from 'viem'
import { entryPoint07Address } from 'viem/account-abstraction'
import { latchkeyAccountFactoryAbi } from '../../sdk/onchain/abis/latchkeyAccountFactory.ts'
import { cloneAccount } from '../../sdk/onchain/accounts/cloneAccount.ts'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import { buildOperation, sendOperation } from '../operation.ts'
import { projectCode } from '../world.ts'
import type { OperationAccountParameters, OperationAccountPart } from './operationAccount.ts'

const accountAbi = parseAbi(['function installModule(uint256 moduleTypeId, address module, bytes initData)'])

/** This project's reference account with the owner's validator, for when Nexus cannot be had. */
export async function cloneOperationAccount(
  parameters: OperationAccountParameters,
): Promise<OperationAccountPart> {
  const { world, owner, ownerValidator } = parameters
  const implementation = await world.deploy(
    'reference account',
    projectCode('contracts/accounts/LatchkeyAccount.sol', [entryPoint07Address]),
  )
  const factory = await world.deploy(
    'reference account factory',
    projectCode('contracts/accounts/LatchkeyAccountFactory.sol', [implementation]),
  )
  const port = cloneAccount({ owner, factory, implementation, entryPoint: '0.7' })
  const { address } = port
  const args = [owner.address, zeroHash] as const
  const data = encodeFunctionData({ abi: latchkeyAccountFactoryAbi, functionName: 'createAccount', args })
  await world.send(await world.person('deployer'), { to: factory, data })
  await world.fund(address)
  const install = encodeFunctionData({
    ...{ abi: accountAbi, functionName: 'installModule', args: [1n, ownerValidator, owner.address] },
  })
  const callData = encodeExecute([{ to: address, data: install }])
  const unsigned = await buildOperation(world, {
    ...{ sender: address, nonceKey: port.ownerNonceKey({ lane: 0 }), callData },
  })
  const { hash: userOpHash } = unsigned
  await sendOperation(world, unsigned, await port.signUserOperation({ userOpHash }))
  return {
    ...{
      label: port.label,
      address,
      deviation: 'Nexus could not be had: operations run on the reference account',
    },
    nonceKey: (validator) => port.validatorNonceKey({ validator, lane: 0 }),
  }
}
