import {
  type Address,
  formatEther,
  getAddress,
  isAddressEqual,
  type LocalAccount,
  numberToHex,
  slice,
} from 'viem'
import { getBalance, getCode, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { ecdsaKey, type Key } from '../../sdk/core/key.ts'
import {
  cloneAccount,
  createOwnerClient,
  delegatedAccount,
  type EntryPointVersion,
  hashKey,
  type ModuleClientConfig,
  type OwnerAccountPort,
  type OwnerClient,
  toLatchkeyError,
} from '../../sdk/onchain/index.ts'
import type { Deployables } from './deployment.ts'
import type { Terminal } from './terminal.ts'

/** The account that an owner asks deploy for. */
export interface AccountRequest {
  readonly kind: 'clone' | 'eip-7702'
  readonly owner: LocalAccount
  readonly entryPoint: EntryPointVersion
  /** Which clone of the owner. */
  readonly index: number
  /** Who may grant and revoke by signature; undefined when the owner did not say. */
  readonly grantor: Address | 'nobody' | undefined
  /** Native value to send to it, in wei. */
  readonly fund: bigint
}

/** What is to be done for an account. */
export interface AccountSetup {
  readonly owner: OwnerClient
  readonly port: OwnerAccountPort
  readonly request: AccountRequest
  /** Whether the module is to be installed, as one or both types. */
  readonly installs: boolean
  /** The grantor to record where the module is installed already. */
  readonly recordsGrantor: boolean
}

/** Finds out what an account still needs. The contracts need not be deployed yet. */
export async function planAccount(
  config: ModuleClientConfig,
  request: AccountRequest,
  contracts: Deployables,
  terminal: Terminal,
): Promise<AccountSetup> {
  const port = accountPort(request, contracts)
  const owner = createOwnerClient({ ...config, account: port })
  const code = await getCode(owner, { address: port.address })
  const isDelegatedElsewhere = delegateOf(code) !== undefined && !isDelegate(code, contracts)
  // What the present delegate answers does not count once it is replaced.
  const installed = isDelegatedElsewhere ? undefined : await owner.getInstalledTypes()
  const installs = !installed?.validator || !installed.executor
  const state = await moduleState(owner, contracts)
  const recordsGrantor =
    !installs && request.grantor !== undefined && (state?.grantorId ?? undefined) !== keyIdOf(request.grantor)
  const balance = await getBalance(owner, { address: port.address })
  const effects = isDelegatedElsewhere ? [`Replace its delegation to ${delegateOf(code)}`] : []
  if (request.fund > 0n) effects.push(`Send ${formatEther(request.fund)} native to it`)
  if (installs)
    effects.push('Install the module as validator and executor; this ends every earlier grant of the account')
  if (installs || recordsGrantor) effects.push(`Record as grantor: ${grantorText(request)}`)
  if (recordsGrantor) effects.push('Recording another grantor ends every earlier grant of the account')
  const standing = code === undefined ? 'to be set up' : 'there already'
  terminal.plan([
    `Account ${port.address}: ${port.label}, ${standing}, holds ${formatEther(balance)} native`,
    ...effects.map((effect) => `  ${effect}`),
    ...(effects.length === 0 ? ['  Nothing to do'] : []),
  ])
  return { owner, port, request, installs, recordsGrantor }
}

/** Does it. Returns the account's epoch, which grants have to be for. */
export async function setUpAccount(
  setup: AccountSetup,
  payer: LocalAccount,
  terminal: Terminal,
): Promise<{ readonly epoch: bigint }> {
  const { owner, port, request, installs, recordsGrantor } = setup
  if (request.fund > 0n) {
    terminal.progress(`Sending ${formatEther(request.fund)} native to ${port.address} ...`)
    await sendNative(owner, payer, { to: port.address, value: request.fund })
  }
  const grantor = grantorKeyOf(request)
  if (installs) {
    terminal.progress('Installing the module ...')
    await owner.installModule({ grantor: grantor ?? 'nobody' })
  }
  if (recordsGrantor) {
    terminal.progress('Recording the grantor ...')
    await owner.setGrantor({ grantor: grantor ?? 'nobody' })
  }
  const { epoch } = await owner.getAccountState()
  return { epoch }
}

function accountPort(request: AccountRequest, contracts: Deployables): OwnerAccountPort {
  const { kind, owner, entryPoint, index } = request
  const implementation = contracts.implementation.address
  if (kind === 'eip-7702') return delegatedAccount({ owner, implementation, entryPoint })
  const salt = numberToHex(index, { size: 32 })
  return cloneAccount({ owner, factory: contracts.factory.address, implementation, entryPoint, salt })
}

/** The address that an EOA delegates to by EIP-7702. */
function delegateOf(code: string | undefined): Address | undefined {
  return code?.startsWith('0xef0100') ? getAddress(slice(code as Address, 3)) : undefined
}

function isDelegate(code: string | undefined, { implementation }: Deployables): boolean {
  const delegate = delegateOf(code)
  return delegate !== undefined && isAddressEqual(delegate, implementation.address)
}

/** What the module knows of the account, if there is a module yet. */
async function moduleState(owner: OwnerClient, { module }: Deployables) {
  return (await getCode(owner, { address: module.address })) ? owner.getAccountState() : undefined
}

function grantorKeyOf({ grantor, owner }: AccountRequest): Key | undefined {
  return grantor === 'nobody' ? undefined : ecdsaKey(grantor ?? owner.address)
}

function keyIdOf(grantor: Address | 'nobody') {
  return grantor === 'nobody' ? undefined : hashKey(ecdsaKey(grantor))
}

function grantorText(request: AccountRequest): string {
  const { grantor, owner } = request
  return grantor === 'nobody'
    ? 'nobody, so grants need transactions'
    : `${grantor ?? owner.address}, who can grant and revoke by signature`
}

async function sendNative(
  client: OwnerClient,
  from: LocalAccount,
  value: { to: Address; value: bigint },
): Promise<void> {
  try {
    const hash = await sendTransaction(client, { account: from, chain: client.chain, ...value })
    await waitForTransactionReceipt(client, { hash })
  } catch (error) {
    throw toLatchkeyError(error)
  }
}
