import { createBotClient, memoryLedger } from 'latchkey/onchain/bots'
import { createHolderClient, erc7579Account } from 'latchkey/onchain/holder'
import { createOwnerClient, defineGrant, erc20Transfer } from 'latchkey/onchain/owner'
import { mintSessionKey } from 'latchkey/signers'
import { erc20Abi, formatUnits, parseUnits } from 'viem'
import type { Setting } from './setting.ts'

/** A bot sends several intents at once, each at most once, and sees what they consumed. On a server, take `fileLedger`. */
export async function trade({ connection, account, token, payee, now, say }: Setting) {
  const { signer } = await mintSessionKey()
  const owner = createOwnerClient({ ...connection, account })
  const { epoch } = await owner.installModule()
  const payments = erc20Transfer({
    ...{ token, recipients: [payee], maxPerCall: parseUnits('5', 6), limit: parseUnits('10', 6) },
    limitName: 'payments',
  })
  const { grant, annotations } = defineGrant({
    ...{ account: account.address, module: connection.module, chainId: connection.chain.id, epoch },
    ...{ validAfter: (await now()) - 60, validUntil: (await now()) + 3_600, maximumFee: 'unlimited' },
    ...{ sessionKey: signer.key, ...payments },
  })
  await owner.grant({ grant })

  const port = erc7579Account({ address: account.address, entryPoint: account.entryPoint.version })
  const client = createHolderClient({ ...connection, grant, annotations, account: port, signer })
  const bot = createBotClient({ client, ledger: memoryLedger() })
  const pay = (amount: string) =>
    [{ to: token, abi: erc20Abi, functionName: 'transfer', args: [payee, parseUnits(amount, 6)] }] as const

  // Ids name what is wanted. Sending one again does nothing twice.
  const orders = ['order 1', 'order 2', 'order 3']
  await Promise.all(orders.map((id) => bot.sendIntent({ id, calls: pay('3') })))
  const again = await bot.sendIntent({ id: 'order 1', calls: pay('3') })
  const reports = await Promise.all(orders.map((id) => bot.waitForIntent({ id })))
  for (const { id, status } of reports) say(`${id}: ${status}`)

  // The limit is shared by all of them, also while they are in flight.
  const refused = await bot.sendIntent({ id: 'order 4', calls: pay('3') }).catch((error: Error) => error.name)
  const { limits } = await bot.getConsumption()
  const consumed = limits.map((limit) => `${formatUnits(limit.consumed, 6)} of ${limit.name}`)
  return { statuses: reports.map(({ status }) => status), again: again.id, refused, consumed }
}
