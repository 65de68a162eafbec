// A bot in a process of its own, which kills itself at a step of sending an intent. Run by bot-crashes.test.ts:
//
//   node botProcess.ts               with the JSON of a BotProcessConfig on standard input

import { text } from 'node:stream/consumers'
import { erc20Abi, http, type Transport } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { erc7579Account } from '../../../sdk/onchain/accounts/erc7579Account.ts'
import { createBotClient } from '../../../sdk/onchain/bots/createBotClient.ts'
import type { Ledger } from '../../../sdk/onchain/bots/ledger.ts'
import { createHolderClient } from '../../../sdk/onchain/clients/createHolderClient.ts'
import { parseGrantFile } from '../../../sdk/onchain/grant/grantFile.ts'
import { fileLedger } from '../../../sdk/onchain/bots/node.ts'
import { localSigner } from '../../../sdk/signers/localSigner.ts'
import type { BotProcessConfig } from './botProcessConfig.ts'

const config: BotProcessConfig = JSON.parse(await text(process.stdin))
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('unreachable: killed')
}

/** Kills the process before or after its n-th request to send. */
function transportOf(url: string): Transport {
  const inner = http(url, { retryCount: 0 })
  return (parameters) => {
    const made = inner(parameters)
    const request = async (args: { method: string }, options: unknown) => {
      const sends = args.method.startsWith('eth_send')
      if (sends && config.die === 'before sending') die()
      const result = await made.request(args as never, options as never)
      if (sends && config.die === 'after sending') die()
      return result
    }
    return { ...made, request: request as typeof made.request }
  }
}

/** Kills the process in the middle of, or after, a change of the ledger that leaves the intent in some status. */
function ledgerOf(path: string): Ledger {
  const inner = fileLedger({ path })
  return {
    ...inner,
    async transact(work, options) {
      let status: string | undefined
      const result = await inner.transact((page) => {
        const done = work({
          ...page,
          putIntent(intent) {
            status = intent.status
            page.putIntent(intent)
          },
        })
        if (config.die === `while ${status}`) die()
        return done
      }, options)
      if (config.die === `after ${status}`) die()
      return result
    },
  }
}

const { rpcUrl, bundlerUrl, path, firstLane, ledgerPath, intents } = config
const { grant, module, annotations } = parseGrantFile(config.grantFile)
const client = createHolderClient({
  chain: { ...foundry, id: config.chainId },
  transport: transportOf(rpcUrl),
  bundlerTransport: transportOf(bundlerUrl),
  ...{ module, grant, annotations, pollingInterval: 20, margins: { start: 0, end: 0 } },
  signer: localSigner({ account: privateKeyToAccount(config.privateKey) }),
  account: erc7579Account({ address: grant.account, entryPoint: config.entryPoint }),
})
const bot = createBotClient({ client, ledger: ledgerOf(ledgerPath), path, firstLane })
const results = await Promise.allSettled(
  intents.map(async ({ id, token, recipient, amount }) => {
    const args = [recipient, BigInt(amount)] as const
    await bot.sendIntent({ id, calls: [{ to: token, abi: erc20Abi, functionName: 'transfer', args }] })
    return bot.waitForIntent({ id })
  }),
)
const told = results.map((result) =>
  result.status === 'fulfilled' ? result.value.status : (result.reason as Error).name,
)
process.stdout.write(`${JSON.stringify(told)}\n`)
