import type { Address } from 'viem'
import { z } from 'zod'
import {
  createModuleClient,
  createOwnerClient,
  type ModuleClientConfig,
  type OwnerClient,
} from '../../sdk/onchain/index.ts'
import { UsageError } from './errors.ts'
import { readRoleKey, roleOptions } from './keys.ts'
import { bundlerOptions, type Inputs, option } from './options.ts'
import { ownerAccount } from './ownerAccount.ts'

/** Options of commands by which an owner signs or sends. */
export const ownerOptions = {
  ...bundlerOptions,
  path: option(
    '--path <path>',
    "bundler, or direct: the EOA's own transaction (default: direct for an EOA, otherwise bundler)",
    z.enum(['bundler', 'direct'], 'is not bundler or direct'),
  ),
  ...roleOptions('owner'),
}

/**
 * The owner's client of an account that is on chain.
 * @throws SecretMissingError, MismatchError when the account is somebody else's, UsageError when it needs a bundler.
 */
export async function connectOwner(
  config: ModuleClientConfig,
  account: Address,
  input: Omit<Inputs<typeof ownerOptions>, 'bundler'>,
): Promise<OwnerClient> {
  const owner = await readRoleKey('owner', input)
  const port = await ownerAccount(createModuleClient(config), { owner, account })
  const path = input.path ?? (port.self ? 'direct' : 'bundler')
  if (path === 'bundler' && !config.bundlerTransport) {
    throw new UsageError(`The owner of ${account} sends through a bundler.`, {
      details: ['Give --bundler, or set LATCHKEY_BUNDLER_URL.'],
    })
  }
  return createOwnerClient({ ...config, account: port, grantor: owner, path })
}
