import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Address, Hex } from 'viem'
import type { EntryPointVersion } from '../../../sdk/onchain/accounts/index.ts'
import type { IntentPath } from '../../../sdk/onchain/bots/index.ts'

/** Where a bot's process kills itself. */
export type Death =
  | `${'while' | 'after'} ${'claimed' | 'open' | 'effective'}`
  | `${'before' | 'after'} sending`

/** What a bot's process is told. */
export type BotProcessConfig = {
  readonly rpcUrl: string
  readonly bundlerUrl: string
  readonly chainId: number
  readonly entryPoint: EntryPointVersion
  readonly path: IntentPath
  readonly firstLane: number
  readonly ledgerPath: string
  readonly grantFile: string
  readonly privateKey: Hex
  /** Transfers of tokens; amounts in digits. */
  readonly intents: readonly {
    readonly id: string
    readonly token: Address
    readonly recipient: Address
    readonly amount: string
  }[]
  readonly die?: Death | undefined
}

// Compiling viem again for every process takes longer than all the rest.
const COMPILE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/latchkey', import.meta.url))

/** What became of a process: the statuses of its intents, or the names of what they threw; undefined when it was killed. */
export function runBotProcess(config: BotProcessConfig): Promise<readonly string[] | undefined> {
  const main = fileURLToPath(new URL('./botProcess.ts', import.meta.url))
  const options = { env: { NODE_COMPILE_CACHE: COMPILE_CACHE }, timeout: 60_000 }
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['--no-warnings', main], options, (error, stdout) => {
      if (error?.signal === 'SIGKILL') resolve(undefined)
      else if (error) reject(error)
      else resolve(JSON.parse(stdout))
    })
    // Not as an argument, which everybody on the machine could read.
    child.stdin?.end(JSON.stringify(config))
  })
}
