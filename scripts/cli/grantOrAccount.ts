import type { Address, Hash } from 'viem'
import {
  createModuleClient,
  type GrantFile,
  type ModuleClientConfig,
  type ReadClient,
} from '../../sdk/onchain/index.ts'
import { moduleOf, readConfig } from './config.ts'
import { UsageError } from './errors.ts'
import { checkGrantPlace, readGrantFile } from './grantFiles.ts'
import { connect } from './network.ts'
import { type bundlerOptions, type Inputs, networkOptions, option } from './options.ts'
import { accountOf } from './ownerAccount.ts'
import { address, file, hash } from './values.ts'

/** Options that say which grant a command is about, or that it is about a whole account. */
export const subjectOptions = {
  ...networkOptions,
  grant: option('--grant <file>', 'the grant file', file),
  grantId: option('--grant-id <hash>', 'grant: its identifier, when there is no file', hash),
  account: option('--account <address>', 'the account (default: that of the configuration)', address),
}

type SubjectInput = Inputs<typeof subjectOptions> & Partial<Inputs<typeof bundlerOptions>>

/** What a command is about. */
export interface Subject {
  readonly account: Address
  readonly module: Address
  readonly config: ModuleClientConfig
  readonly client: ReadClient
  /** Undefined for a whole account. */
  readonly grantId: Hash | undefined
  readonly content: GrantFile | undefined
}

/**
 * Finds out what a command is about.
 * @param kind `grant` or `account`, as the command's argument says.
 * @throws UsageError, FileError, MismatchError.
 */
export async function findSubject(kind: string, input: SubjectInput): Promise<Subject> {
  if (kind === 'account' && (input.grant !== undefined || input.grantId !== undefined)) {
    throw new UsageError('The whole account is meant: leave out --grant and --grant-id.')
  }
  const content = input.grant === undefined ? undefined : readGrantFile(input.grant)
  const settings = readConfig(input.config)
  const module = content?.module ?? moduleOf(input, settings)
  const account = accountOf(content?.grant.account, input.account, settings.account)
  const grantId = content?.grantId ?? input.grantId
  if (kind === 'grant' && grantId === undefined)
    throw new UsageError('Which grant? Give --grant or --grant-id.')
  const config = await connect({ ...input, module }, settings)
  const client = createModuleClient(config)
  if (content) checkGrantPlace(content, { chainId: client.chain.id, module })
  return { account, module, config, client, grantId, content }
}
