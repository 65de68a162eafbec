import type { LocalAccount } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { z } from 'zod'
import {
  CREATE2_DEPLOYER,
  createModuleClient,
  deployContract,
  type EntryPointVersion,
  entryPointOf,
  type ReadClient,
} from '../sdk/onchain/index.ts'
import { type AccountRequest, planAccount, setUpAccount } from './cli/accountSetup.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { type Config, checkConfigPath, readConfig, writeConfig } from './cli/config.ts'
import { type Deployable, type Deployables, deployables, isDeployed } from './cli/deployment.ts'
import { MismatchError, UsageError } from './cli/errors.ts'
import { fileExists } from './cli/files.ts'
import { hasRoleKey, readRoleKey, roleOptions, secretNames } from './cli/keys.ts'
import { connectChain } from './cli/network.ts'
import { bundlerOptions, type Inputs, networkOptions, option, sendOptions } from './cli/options.ts'
import type { Terminal } from './cli/terminal.ts'
import { address, amount, entryPointVersion, file, toUnits, whole } from './cli/values.ts'

const options = {
  rpc: networkOptions.rpc,
  ...bundlerOptions,
  entryPoint: option(
    '--entry-point <version>',
    'EntryPoint of accounts: 0.7, 0.8 or the candidate of 0.9 (default: 0.8)',
    entryPointVersion,
  ),
  account: option(
    '--account <kind>',
    "also set up the owner's account: clone (a contract) or eip-7702 (the owner's EOA)",
    z.enum(['clone', 'eip-7702'], 'is not clone or eip-7702'),
  ),
  accountIndex: option('--account-index <number>', 'which clone of the owner (default: 0)', whole),
  grantor: option(
    '--grantor <address>',
    'who may grant and revoke by signature, or "nobody" (default: the owner)',
    z.union([address, z.literal('nobody')], 'is not an address, nor "nobody"'),
  ),
  fund: option('--fund <ether>', 'native value to send to the account, for its operations and uses', amount),
  out: option('--out <file>', 'write the addresses to this file, for the other commands', file),
  ...roleOptions('sender'),
  ...roleOptions('owner'),
  ...sendOptions,
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'deploy',
  summary:
    'Puts the session module and the reference account on a chain, at addresses that their code decides, and sets up an account.',
  options,
  secrets: [
    ...secretNames('sender').map((names) => `${names}, which pays (default: the owner's)`),
    ...secretNames('owner'),
  ],
  examples: [
    '--entry-point 0.7',
    '--out latchkey.json --yes',
    '--account eip-7702 --out latchkey.json --yes',
    '--account clone --fund 0.05 --out latchkey.json --yes',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  checkInput(input)
  const { entryPoint = '0.8' } = input
  const contracts = deployables(entryPoint)
  const config = { ...(await connectChain(input, {})), module: contracts.module.address }
  const client = createModuleClient(config)
  const missing = await planContracts(client, contracts, terminal)
  await warnOfEntryPoint(client, entryPoint, terminal)
  const setup =
    input.account && (await planAccount(config, await accountRequest(input, entryPoint), contracts, terminal))
  if (input.out) terminal.plan([`Write the addresses to ${input.out}`])
  const addresses = {
    ...{ chainId: config.chain.id, module: contracts.module.address, entryPoint },
    ...{ implementation: contracts.implementation.address, factory: contracts.factory.address },
    ...(setup ? { account: setup.port.address } : {}),
  }
  if (!input.yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to go ahead.'])
    return { sent: false, ...addresses, missing: missing.map(({ name }) => name) }
  }
  const fromBlock = missing.includes(contracts.module) ? Number(await getBlockNumber(client)) : 0
  const payer = await readPayer(input, setup?.request.owner)
  for (const contract of missing) {
    terminal.progress(`Deploying ${contract.name} ...`)
    await deployContract(client, { sender: payer, bytecode: contract.bytecode })
  }
  const state = setup ? await setUpAccount(setup, payer, terminal) : {}
  const written: Config = { fromBlock, ...kept(input, addresses), ...addresses }
  if (input.out) await writeConfig(input.out, written)
  terminal.say(['Done.'])
  return { sent: true, ...written, deployed: missing.map(({ name }) => name), ...state }
}

function checkInput(input: Input): void {
  const stray = [input.accountIndex, input.grantor, input.fund].some((one) => one !== undefined)
  if (!input.account && stray) throw new UsageError('--account-index, --grantor and --fund need --account.')
  if (input.account === 'eip-7702' && input.accountIndex !== undefined) {
    throw new UsageError('--account-index is for clones: an EOA is one account.')
  }
  if (input.account === 'clone' && !input.bundler) {
    throw new UsageError('A clone is set up through a bundler.', {
      details: ['Give --bundler, or set LATCHKEY_BUNDLER_URL.'],
    })
  }
  if (input.out) checkConfigPath(input.out)
}

/** What a file of the same deployment says besides stays, when this run finds out nothing else. */
function kept({ out }: Input, { module, chainId }: Pick<Config, 'module' | 'chainId'>): Partial<Config> {
  if (out === undefined || !fileExists(out)) return {}
  const before = readConfig(out)
  return before.module === module && before.chainId === chainId ? before : {}
}

async function accountRequest(input: Input, entryPoint: EntryPointVersion): Promise<AccountRequest> {
  const { account: kind = 'clone', accountIndex: index = 0, grantor, fund = '0' } = input
  const owner = await readRoleKey('owner', input)
  return { kind, owner, entryPoint, index, grantor, fund: toUnits(fund, 18, '--fund') }
}

async function warnOfEntryPoint(
  client: ReadClient,
  version: EntryPointVersion,
  terminal: Terminal,
): Promise<void> {
  const { address: at } = entryPointOf(version)
  if (await isDeployed(client, at)) return
  terminal.plan([`Warning: The chain has no EntryPoint ${version} at ${at}: nothing goes through a bundler.`])
}

/** Whoever has a key for it pays; the owner when nobody else does. */
async function readPayer(input: Input, owner: LocalAccount | undefined): Promise<LocalAccount> {
  if (hasRoleKey('sender', input) || !hasRoleKey('owner', input)) return readRoleKey('sender', input)
  // A descriptor gives its secret once.
  return owner ?? readRoleKey('owner', input)
}

async function planContracts(
  client: ReadClient,
  contracts: Deployables,
  terminal: Terminal,
): Promise<readonly Deployable[]> {
  const all: readonly Deployable[] = Object.values(contracts)
  const there = await Promise.all(all.map((contract) => isDeployed(client, contract.address)))
  const width = Math.max(...all.map(({ name }) => name.length))
  const standing = (index: number) => (there[index] ? 'there already' : 'to be deployed')
  terminal.plan([
    `Chain ${client.chain.id}`,
    ...all.map(
      (contract, index) => `${contract.name.padEnd(width)}  ${contract.address}  ${standing(index)}`,
    ),
  ])
  const missing = all.filter((_, index) => !there[index])
  if (missing.length > 0 && !(await isDeployed(client, CREATE2_DEPLOYER))) {
    throw new MismatchError(`Chain ${client.chain.id} has no CREATE2 deployer at ${CREATE2_DEPLOYER}.`, {
      details: [
        'Without it the contracts would have other addresses than elsewhere: have it deployed first.',
      ],
    })
  }
  return missing
}
