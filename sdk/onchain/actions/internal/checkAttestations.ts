import { type Address, encodeFunctionData, parseAbi } from 'viem'
import { call, readContract } from 'viem/actions'
import { AttestationMissingError } from '../../../errors/account.ts'
import type { ModuleRegistry, ModuleType, OwnerAccountPort, PortClient } from '../../accounts/accountPort.ts'
import { callErrorText } from '../../errors/callError.ts'
import { revertTraces } from '../../errors/revertData.ts'
import { toLatchkeyError } from '../../errors/toLatchkeyError.ts'

/** ERC-7484, and what the registry in use tells besides. */
const registryAbi = parseAbi([
  'function check(address module, uint256 moduleType, address[] attesters, uint256 threshold) view',
  'function checkForAccount(address smartAccount, address module, uint256 moduleType) view',
  'function findTrustedAttesters(address smartAccount) view returns (address[])',
  'error AttestationNotFound()',
  'error InsufficientAttestations()',
  'error InvalidModuleType()',
  'error NoTrustedAttestersFound()',
  'error RevokedAttestation(address attester)',
])

/**
 * Asks the registry that the account would ask, before anything is sent.
 * @throws AttestationMissingError when it does not vouch for the module as one of the types.
 */
export async function checkAttestations(
  client: PortClient,
  { port, module, types }: { port: OwnerAccountPort; module: Address; types: readonly ModuleType[] },
): Promise<void> {
  const registry = types.length > 0 ? await port.registry?.(client) : undefined
  if (!registry) return
  await Promise.all(types.map((type) => ask(client, registry, { account: port.address, module, type })))
}

type Question = { readonly account: Address; readonly module: Address; readonly type: ModuleType }

async function ask(client: PortClient, registry: ModuleRegistry, question: Question): Promise<void> {
  const { account, module, type } = question
  const { address, trusts } = registry
  const data = trusts
    ? encodeFunctionData({
        ...{ abi: registryAbi, functionName: 'check' },
        args: [module, type, trusts.attesters, BigInt(trusts.threshold)],
      })
    : encodeFunctionData({
        ...{ abi: registryAbi, functionName: 'checkForAccount' },
        args: [account, module, type],
      })
  const error: unknown = await call(client, { account, to: address, data }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return
  const reason = refusal(error, address)
  if (reason === undefined) throw toLatchkeyError(error, { account })
  const attesters = trusts?.attesters ?? (await trustedAttesters(client, address, account))
  throw new AttestationMissingError({ registry: address, module, type, attesters, reason, cause: error })
}

/** Why the registry reverted; undefined when it did not come to that. */
function refusal(error: unknown, registry: Address): string | undefined {
  const { data, texts } = revertTraces(error)
  const calls = [{ to: registry, abi: registryAbi }]
  for (const bytes of data) {
    const text = callErrorText(bytes, calls)
    if (text !== undefined) return text
  }
  return texts.some((text) => /revert/i.test(text)) ? 'it reverts' : undefined
}

/** ERC-7484 has no question for it, so a registry may not know. */
function trustedAttesters(
  client: PortClient,
  address: Address,
  account: Address,
): Promise<readonly Address[] | undefined> {
  const request = { address, abi: registryAbi, functionName: 'findTrustedAttesters' } as const
  return readContract(client, { ...request, args: [account] }).catch(() => undefined)
}
