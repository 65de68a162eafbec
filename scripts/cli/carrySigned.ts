import type { Address, Hex } from 'viem'
import {
  type CarryReturnType,
  createModuleClient,
  createRelayerClient,
  type ModuleClientConfig,
  type RelayerClient,
} from '../../sdk/onchain/index.ts'
import type { CommandResult } from './command.ts'
import { readRoleKey, type roleOptions } from './keys.ts'
import type { Inputs, sendOptions } from './options.ts'
import { preflight } from './preflight.ts'
import type { Terminal } from './terminal.ts'

/** Something signed, as a call to the module. */
export interface Carried {
  readonly account: Address
  readonly data: Hex
  readonly input: Inputs<ReturnType<typeof roleOptions<'sender'>>> & Inputs<typeof sendOptions>
  readonly terminal: Terminal
}

/**
 * Tries what somebody signed on the chain, and with `--yes` carries it there. Whoever carries needs no authority.
 * @param send Carries it for real.
 * @throws the chain's refusal, before anything is sent.
 */
export async function carrySigned(
  config: ModuleClientConfig,
  { account, data, input, terminal }: Carried,
  send: (relayer: RelayerClient) => Promise<CarryReturnType>,
): Promise<CommandResult> {
  const { module } = config
  await preflight(createModuleClient(config), {
    from: account,
    to: module,
    data,
    context: { account, module },
  })
  if (!input.yes) {
    terminal.say(['Nothing was sent. Run it again with --yes to carry it.'])
    return { sent: false, account }
  }
  const relayer = createRelayerClient({ ...config, sender: await readRoleKey('sender', input) })
  terminal.progress('Carrying it ...')
  const { transactionHash, blockNumber } = await send(relayer)
  terminal.say([`Done in transaction ${transactionHash}.`])
  return { sent: true, account, transactionHash, blockNumber }
}
