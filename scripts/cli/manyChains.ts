import { z } from 'zod'
import type { CommandResult } from './command.ts'
import type { Config } from './config.ts'
import { ChainsFailedError } from './errors.ts'
import { type Inputs, type networkOptions, option } from './options.ts'
import { errorLines, reportError } from './report.ts'
import type { Terminal } from './terminal.ts'
import { url } from './values.ts'

/** The option that does the same on more chains. */
export const manyChainsOptions = {
  alsoRpc: option(
    '--also-rpc <url...>',
    'nodes of more chains, where the same is done too; each is reported',
    z.array(url),
  ),
}

type ManyInput = Pick<Inputs<typeof networkOptions>, 'rpc'> & Inputs<typeof manyChainsOptions>

/**
 * Does something on the chain of the command, and then on each further one. A chain on which it fails keeps no other from being done.
 * @param settings Of the command's configuration, whose chain and first block are those of the first chain only.
 * @throws ChainsFailedError when it failed on one of several.
 */
export async function onEachChain<input extends ManyInput>(
  input: input,
  settings: Partial<Config>,
  terminal: Terminal,
  run: (input: input, settings: Partial<Config>) => Promise<CommandResult>,
): Promise<CommandResult> {
  if (input.alsoRpc === undefined) return run(input, settings)
  const { chainId: _chainId, fromBlock: _fromBlock, ...shared } = settings
  const places = [{ rpc: input.rpc, settings }, ...input.alsoRpc.map((rpc) => ({ rpc, settings: shared }))]
  const chains: CommandResult[] = []
  const failures: string[] = []
  for (const [index, place] of places.entries()) {
    const name = `Chain ${index + 1} of ${places.length}`
    terminal.plan([`${name}:`])
    try {
      chains.push(await run({ ...input, rpc: place.rpc }, place.settings))
    } catch (error) {
      const lines = errorLines(reportError(error))
      terminal.say(lines)
      failures.push(...lines.map((line) => `${name}: ${line.trim()}`))
    }
  }
  const done = `${chains.length} of ${places.length} chains`
  if (failures.length > 0) throw new ChainsFailedError(done, { details: failures })
  return { sent: chains.some(({ sent }) => sent), chains }
}
