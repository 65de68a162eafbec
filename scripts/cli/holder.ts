import type { LocalAccount } from 'viem'
import {
  createHolderClient,
  createModuleClient,
  createRelayerClient,
  erc7579Account,
  type GrantFile,
  type HolderClient,
  type ModuleClientConfig,
} from '../../sdk/onchain/index.ts'
import { localSigner } from '../../sdk/signers/index.ts'
import { checkGrantPlace } from './grantFiles.ts'
import { type Inputs, option } from './options.ts'
import { entryPointOfAccount } from './ownerAccount.ts'
import { entryPointVersion } from './values.ts'

/** Options about the account that a holder uses. */
export const holderOptions = {
  entryPoint: option(
    '--entry-point <version>',
    "the account's EntryPoint, when it does not tell: 0.7, 0.8 or 0.9",
    entryPointVersion,
  ),
}

/**
 * The holder's client of a grant file.
 * @param sender Carries uses on the relayed path.
 */
export async function connectHolder(
  config: ModuleClientConfig,
  content: GrantFile,
  parties: { key: LocalAccount; sender: LocalAccount | undefined },
  { entryPoint }: Inputs<typeof holderOptions>,
): Promise<HolderClient> {
  const { grant, annotations, grantor, module } = content
  checkGrantPlace(content, { chainId: config.chain.id, module: config.module })
  const version = entryPoint ?? (await entryPointOfAccount(createModuleClient(config), grant.account))
  const { key, sender } = parties
  const relayer = sender && createRelayerClient({ ...config, module, sender })
  return createHolderClient({
    ...config,
    ...{ grant, annotations, approval: grantor },
    signer: localSigner({ account: key }),
    account: erc7579Account({ address: grant.account, entryPoint: version }),
    relayer: relayer && ((relayed, context) => relayer.carryUse({ relayed, context })),
  })
}
