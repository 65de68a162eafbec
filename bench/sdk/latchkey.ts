import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erc20Abi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { erc7579Account } from '../../sdk/onchain/accounts/index.ts'
import { createBotClient } from '../../sdk/onchain/bots/index.ts'
import { atMost, defineGrant, equal, permission, tokenLimit } from '../../sdk/onchain/grant/index.ts'
import { createHolderClient } from '../../sdk/onchain/holder.ts'
import { fileLedger } from '../../sdk/onchain/bots/node.ts'
import { localSigner } from '../../sdk/signers/localSigner.ts'
import { type Setting, transferOf } from './setting.ts'
import type { BenchPath, Prepare } from './system.ts'

/**
 * A bot with a session key: recipient, amount and a cumulative limit are checked before anything is signed, and every intent is
 * written to a file, and to the disk, before it is sent.
 */
export function latchkey(path: BenchPath): Prepare {
  return async (setting, meter) => {
    const { stack, module, bundlerUrl } = setting
    const { port, client: owner, epoch } = await setting.account()
    const signer = localSigner({ account: privateKeyToAccount(generatePrivateKey()) })
    await setting.fund(signer.address)
    const { grant, annotations } = await grantOf(setting, {
      account: port.address,
      epoch,
      sessionKey: signer.key,
    })
    await owner.grant({ grant })
    const client = createHolderClient({
      ...{ chain: stack.chain, module, grant, annotations, signer, pollingInterval: 10 },
      transport: meter.transport(stack.rpcUrl),
      bundlerTransport: meter.transport(bundlerUrl),
      account: erc7579Account({ address: port.address, entryPoint: port.entryPoint.version }),
    })
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    const bot = createBotClient({ client, path, ledger: fileLedger({ path: join(folder, 'ledger.sqlite') }) })
    const calls = [transferOf(setting)]
    return {
      ...{ system: 'latchkey', path },
      async send() {
        const { id } = await bot.sendIntent({ calls })
        return () => bot.waitForIntent({ id })
      },
    }
  }
}

async function grantOf(
  { stack, module, token, recipient }: Setting,
  terms: Pick<Parameters<typeof defineGrant>[0], 'account' | 'sessionKey'> & { epoch: bigint },
) {
  const now = Number(await stack.clock.now())
  return defineGrant({
    ...{ ...terms, module, chainId: stack.chain.id },
    ...{ validAfter: now - 60, validUntil: now + 86_400, maximumFee: 'unlimited' },
    permissions: [
      permission({
        ...{ abi: erc20Abi, target: token, functionName: 'transfer' },
        where: { recipient: equal(recipient), amount: atMost(1_000n) },
        spends: { amount: 'tokens' },
      }),
    ],
    limits: { tokens: tokenLimit({ token, amount: 100_000n }) },
  })
}
