import { type Address, getAddress, isAddressEqual, type LocalAccount, parseAbi, slice } from 'viem'
import { getCode, readContract } from 'viem/actions'
import {
  delegatedAccount,
  ENTRY_POINT_VERSIONS,
  type EntryPointVersion,
  ecdsaOwner,
  entryPointOf,
  type ModuleClient,
  type OwnerAccountPort,
  openZeppelinOwnerAccount,
} from '../../sdk/onchain/index.ts'
import { MismatchError, UsageError } from './errors.ts'

const accountAbi = parseAbi([
  'function entryPoint() view returns (address)',
  'function owner() view returns (address)',
])

/**
 * The owner's account as it stands on chain: the EOA of the owner when it delegates by EIP-7702, otherwise a deployed account
 * that names the owner as its own.
 * @throws MismatchError when there is no such account, or it is somebody else's.
 */
export async function ownerAccount(
  client: ModuleClient,
  { owner, account }: { owner: LocalAccount; account: Address },
): Promise<OwnerAccountPort> {
  const code = await getCode(client, { address: account })
  if (!code) {
    throw new MismatchError(`There is no account at ${account} yet.`, {
      details: ['npm run deploy with --account sets one up.'],
    })
  }
  const entryPoint = await entryPointOfAccount(client, account)
  if (isAddressEqual(account, owner.address)) {
    return delegatedAccount({ owner, implementation: getAddress(slice(code, 3)), entryPoint })
  }
  const rules = await readContract(client, {
    address: account,
    abi: accountAbi,
    functionName: 'owner',
  }).catch(() => undefined)
  if (!rules || !isAddressEqual(rules, owner.address)) {
    throw new MismatchError(
      `${account} is ruled by ${rules ?? 'nobody that it names'}, not by ${owner.address}.`,
    )
  }
  return openZeppelinOwnerAccount({
    ...{ address: account, entryPoint, label: 'reference account' },
    owner: ecdsaOwner({ account: owner, form: 'hash' }),
  })
}

/**
 * The version of the EntryPoint that an account answers to.
 * @throws MismatchError when it names none that is known.
 */
export async function entryPointOfAccount(
  client: ModuleClient,
  account: Address,
): Promise<EntryPointVersion> {
  const request = { address: account, abi: accountAbi, functionName: 'entryPoint' } as const
  const address = await readContract(client, request).catch(() => undefined)
  const version = ENTRY_POINT_VERSIONS.find(
    (one) => address && isAddressEqual(entryPointOf(one).address, address),
  )
  if (version) return version
  throw new MismatchError(`${account} names no EntryPoint of version 0.7, 0.8 or 0.9.`, {
    details: [
      'Is it deployed on this chain? If it is an account of another make, say its version with --entry-point.',
    ],
  })
}

/**
 * The account that a command is about.
 * @throws UsageError when nothing says which.
 */
export function accountOf(...candidates: readonly (Address | undefined)[]): Address {
  const account = candidates.find((one) => one !== undefined)
  if (account) return account
  throw new UsageError('Which account?', {
    details: ['Give --account, or --config with a file that deploy --out wrote.'],
  })
}
