import { type Address, concatHex, isAddressEqual, parseAbi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { saysNothing } from './saysNothing.ts'

const hookAbi = parseAbi(['function hook() view returns (address)'])
const activeHookAbi = parseAbi(['function getActiveHook() view returns (address)'])
const executorAbi = parseAbi(['function executorConfig(address executor) view returns (address hook)'])
const validationAbi = parseAbi([
  'function validationConfig(bytes21 validation) view returns (uint32 nonce, address hook)',
])

/** With this in the place of a hook an account says that a module is installed without one. */
const NO_HOOK: Address = '0x0000000000000000000000000000000000000001'

/**
 * The hook that looks at what the module does with an account: one of the whole account (`hook()`, `getActiveHook()`), or one installed
 * with the module (`executorConfig`, `validationConfig`). Undefined for none, and for an account that does not say.
 */
export async function accountHook(client: ModuleClient, account: Address): Promise<Address | undefined> {
  const ask = async (request: {
    abi: unknown
    functionName: string
    args?: readonly unknown[]
  }): Promise<Address | undefined> => {
    const read = { address: account, ...request } as never
    const answer: unknown = await readContract(client, read).catch(saysNothing)
    return (Array.isArray(answer) ? answer[1] : answer) as Address | undefined
  }
  const { module } = client
  // ERC-7579 has no view for hooks; these are those of the accounts that have hooks at all.
  const answers = await Promise.all([
    ask({ abi: hookAbi, functionName: 'hook' }),
    ask({ abi: activeHookAbi, functionName: 'getActiveHook' }),
    ask({ abi: executorAbi, functionName: 'executorConfig', args: [module] }),
    ask({ abi: validationAbi, functionName: 'validationConfig', args: [concatHex(['0x01', module])] }),
  ])
  return answers.find((hook) => {
    return hook !== undefined && !isAddressEqual(hook, zeroAddress) && !isAddressEqual(hook, NO_HOOK)
  })
}
