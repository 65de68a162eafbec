import { type Address, isAddress } from 'viem'
import { BaseError } from '../sdk/errors/base.ts'
import {
  createModuleClient,
  type ExplainOptions,
  explainGrant,
  explainOperation,
  explainTransaction,
  explainUse,
  type ModuleClient,
  readExecution,
} from '../sdk/onchain/index.ts'
import { readAbi } from './cli/abi.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { type Config, moduleOf, readConfig } from './cli/config.ts'
import { UsageError } from './cli/errors.ts'
import { type ExplainInput, readExplainInput } from './cli/explainInput.ts'
import { readGrantFile } from './cli/grantFiles.ts'
import { chainOf, connect } from './cli/network.ts'
import { type Inputs, networkOptions, option } from './cli/options.ts'
import { reportError } from './cli/report.ts'
import { readSigned } from './cli/signedFile.ts'
import type { Terminal } from './cli/terminal.ts'
import { grantTokens } from './cli/tokens.ts'
import { address, file, whole } from './cli/values.ts'

const options = {
  ...networkOptions,
  abi: option('--abi <file>', 'ABI of what is called: JSON, function texts, an artifact, or erc20', file),
  grant: option('--grant <file>', 'grant file that names arguments and limits', file),
  account: option('--account <address>', 'whose grant it is, for published contents', address),
  chain: option('--chain <id>', 'chain, when no node is asked', whole),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'explain',
  summary:
    'Says in words what a transaction, a user operation, a grant or a signed use does, and why it failed. It only reads.',
  argument: {
    name: 'what',
    description: 'hash of a transaction or user operation (first), a file, bytes, or - for standard input',
    hash: true,
  },
  options,
  secrets: [],
  examples: [
    '0x… --rpc https://rpc.example --module 0x…',
    '0x… --rpc https://rpc.example --grant grant.json --abi router.json',
    'operation.json',
    'grant.json',
    '- < request.json',
  ],
  run,
})

async function run(input: Input, terminal: Terminal, argument: string | undefined): Promise<CommandResult> {
  if (argument === undefined) {
    throw new UsageError('What is to be explained?', {
      details: ['A hash, a file, bytes, or - for standard input.'],
    })
  }
  const found = readExplainInput(argument)
  const { words, ...explained } = await explain(input, found)
  terminal.say(words)
  return { sent: false, words, explained: plain(explained) }
}

type Explained = { readonly words: readonly string[] }

async function explain(input: Input, found: ExplainInput): Promise<Explained> {
  const config = readConfig(input.config)
  const named = input.grant === undefined ? undefined : readGrantFile(input.grant)
  switch (found.kind) {
    case 'hash': {
      const client = createModuleClient(
        await connect({ ...input, module: input.module ?? named?.module }, config),
      )
      const more = await optionsOf(input, client)
      const fromBlock = BigInt(config.fromBlock ?? 0)
      return explainTransaction(client, { ...more, hash: found.hash, fromBlock })
    }
    case 'grant': {
      const module = asAddress(found.module) ?? moduleOf(input, config)
      return explainGrant(placeOf(input, config, module), { grant: found.grant })
    }
    case 'bytes': {
      const place = placeOf(input, config, moduleOf(input, config))
      return explainGrant(place, { grant: found.bytes, account: input.account ?? config.account })
    }
    case 'operation': {
      const module = named?.module ?? moduleOf(input, config)
      const { operation, entryPoint } = found
      const place = placeOf(input, config, module)
      return explainOperation(place, {
        ...(await optionsOf(input)),
        operation,
        entryPoint: asAddress(entryPoint),
      })
    }
    case 'use':
      return explainSigned(input, config, found.path)
    case 'unknown':
      throw new UsageError(
        'This is no grant, user operation, request to a bundler, typed data of a grant or signed use.',
      )
  }
}

/** A use that was signed for somebody to carry. */
async function explainSigned(input: Input, config: Partial<Config>, path: string): Promise<Explained> {
  const { module, chain } = placeOf(input, config, moduleOf(input, config))
  const { account, chainId, mode, executionCalldata, use } = readSigned(path, 'use', {
    module,
    chainId: chain.id,
  })
  const { calls } = readExecution(mode, executionCalldata)
  return explainUse({ ...(await optionsOf(input)), module, account, chainId, use, calls })
}

async function optionsOf(input: Input, client?: ModuleClient): Promise<ExplainOptions> {
  const content = input.grant === undefined ? undefined : readGrantFile(input.grant)
  return {
    abis: input.abi === undefined ? [] : [{ abi: readAbi(input.abi) }],
    grants: content ? [content] : [],
    tokens: content && client ? await grantTokens(client, content.grant) : [],
  }
}

function placeOf(input: Input, config: Partial<Config>, module: Address) {
  return { module, chain: chainOf(input.chain ?? config.chainId ?? 1) }
}

function asAddress(value: unknown): Address | undefined {
  return typeof value === 'string' && isAddress(value, { strict: false }) ? value : undefined
}

/** The same as data: errors as every command tells them, and no signature, which whoever reads it could send. */
function plain(value: unknown): unknown {
  if (value instanceof BaseError) return reportError(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      return name === 'signature' || name === 'context' ? [] : [[name, plain(member)]]
    }),
  )
}
