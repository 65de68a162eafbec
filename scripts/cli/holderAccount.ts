import { type Address, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import {
  type AccountPort,
  type EntryPointVersion,
  erc7579Account,
  kernelAccount,
  type ModuleClient,
  nexusAccount,
  openZeppelinAccount,
  safe7579Account,
} from '../../sdk/onchain/index.ts'
import { MismatchError, UsageError } from './errors.ts'
import { entryPointOfAccount } from './ownerAccount.ts'

/** Makes of accounts, as `--account-kind` and the file of addresses name them. */
export const ACCOUNT_KINDS = ['erc7579', 'openzeppelin', 'safe', 'kernel', 'nexus'] as const

/** One of them. */
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

export type HolderAccountParameters = {
  account: Address
  /** Found out by what the account calls itself, otherwise. */
  kind: AccountKind | undefined
  /** Found out by asking the account, where its kind does not decide it. */
  entryPoint: EntryPointVersion | undefined
}

/** What accounts call themselves (ERC-7579 `accountId`): how every version of a make begins, and how the known ones do. */
const MAKES: readonly { kind: AccountKind; make: string; known: string }[] = [
  { kind: 'safe', make: 'rhinestone.safe7579.', known: 'rhinestone.safe7579.v1.0.' },
  { kind: 'kernel', make: 'kernel.', known: 'kernel.advanced.v0.3.1' },
  { kind: 'nexus', make: 'biconomy.nexus.', known: 'biconomy.nexus.1.0.' },
]

const accountAbi = parseAbi(['function accountId() view returns (string)'])

/**
 * The account that a holder uses.
 * @throws UsageError for an EntryPoint that the kind does not have, MismatchError when the account names none that is known, or
 * is of a known make in a version that is not.
 */
export async function holderAccount(
  client: ModuleClient,
  parameters: HolderAccountParameters,
): Promise<AccountPort> {
  const { account: address, entryPoint } = parameters
  const kind = parameters.kind ?? (await kindOf(client, address))
  const fixed = fixedAccount(kind, address)
  if (!fixed) {
    const version = entryPoint ?? (await entryPointOfAccount(client, address))
    const make = kind === 'openzeppelin' ? openZeppelinAccount : erc7579Account
    return make({ address, entryPoint: version })
  }
  const { version } = fixed.entryPoint
  if (entryPoint !== undefined && entryPoint !== version)
    throw new UsageError(`An account of kind ${kind} is on EntryPoint ${version}.`)
  return fixed
}

/** Accounts whose EntryPoint is part of what they are. */
function fixedAccount(kind: AccountKind, address: Address): AccountPort | undefined {
  if (kind === 'safe') return safe7579Account({ address })
  if (kind === 'kernel') return kernelAccount({ address })
  return kind === 'nexus' ? nexusAccount({ address }) : undefined
}

async function kindOf(client: ModuleClient, address: Address): Promise<AccountKind> {
  const request = { address, abi: accountAbi, functionName: 'accountId' } as const
  const accountId = await readContract(client, request).catch(() => '')
  const found = MAKES.find(({ make }) => accountId.startsWith(make))
  if (!found || accountId.startsWith(found.known)) return found?.kind ?? 'erc7579'
  throw new MismatchError(`${address} calls itself "${accountId}", a version that is not known here.`, {
    details: [`If it works as ${found.known} does, say so with --account-kind ${found.kind}.`],
  })
}
