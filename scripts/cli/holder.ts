import { type Address, isAddressEqual, type LocalAccount } from 'viem'
import { z } from 'zod'
import {
  createHolderClient,
  createModuleClient,
  createRelayerClient,
  type GrantFile,
  type HolderClient,
  type ModuleClientConfig,
} from '../../sdk/onchain/index.ts'
import { localSigner } from '../../sdk/signers/index.ts'
import { type Config, readConfig } from './config.ts'
import { checkGrantPlace } from './grantFiles.ts'
import { ACCOUNT_KINDS, type AccountKind, holderAccount } from './holderAccount.ts'
import { type Inputs, option } from './options.ts'
import { entryPointVersion } from './values.ts'

/** Options about the account that a holder uses. */
export const holderOptions = {
  accountKind: option(
    '--account-kind <kind>',
    'erc7579, openzeppelin, safe, kernel or nexus (default: what the account calls itself)',
    z.enum(ACCOUNT_KINDS, `is not one of ${ACCOUNT_KINDS.join(', ')}`),
  ),
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
  input: Inputs<typeof holderOptions> & { readonly config?: string | undefined },
): Promise<HolderClient> {
  const { grant, annotations, grantor, module } = content
  checkGrantPlace(content, { chainId: config.chain.id, module: config.module })
  const { accountKind: kind = kindIn(readConfig(input.config), grant.account), entryPoint } = input
  const reading = createModuleClient(config)
  const account = await holderAccount(reading, { account: grant.account, kind, entryPoint })
  const { key, sender } = parties
  const relayer = sender && createRelayerClient({ ...config, module, sender })
  return createHolderClient({
    ...config,
    ...{ grant, annotations, approval: grantor },
    signer: localSigner({ account: key }),
    account,
    relayer: relayer && ((relayed, context) => relayer.carryUse({ relayed, context })),
  })
}

/** The file of addresses speaks of its own account only. */
function kindIn({ account, accountKind }: Partial<Config>, of: Address): AccountKind | undefined {
  return account && isAddressEqual(account, of) ? accountKind : undefined
}
