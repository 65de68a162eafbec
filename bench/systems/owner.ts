import { createOperationAccount } from '../accounts/createOperationAccount.ts'
import { createDirectAccount, ownerTransaction } from '../accounts/directAccount.ts'
import { ownerOperation } from '../accounts/operationAccount.ts'
import { steady } from '../steady.ts'
import type { System } from '../system.ts'
import { nativeTransfer, spreadTransfers, tokenTransfers } from '../transfers.ts'

/** The account's owner doing the same without any session key: what the account alone costs. */
export const owner: System = {
  name: 'owner',
  async prepare(world) {
    const account = await createOperationAccount(world)
    const direct = await createDirectAccount(world)
    const operation = (calls: Parameters<typeof ownerOperation>[2]) =>
      steady(() => ownerOperation(world, account, calls))
    const transaction = (calls: Parameters<typeof ownerOperation>[2]) =>
      steady(async () => ({ ...(await ownerTransaction(world, direct, calls)), signatureBytes: 65 }))
    return {
      label: `${account.label}; ${direct.label}`,
      contracts: { accounts: [account.address, direct.address], modules: [account.ownerValidator] },
      ...(account.deviation ? { deviation: account.deviation } : {}),
      scenarios: {
        use: () => operation(tokenTransfers(world, 1)),
        'batch-5': () => operation(spreadTransfers(world, 5)),
        'batch-5-one-recipient': () => operation(tokenTransfers(world, 5)),
        native: () => operation([nativeTransfer(world)]),
        direct: () => transaction(tokenTransfers(world, 1)),
        'direct-batch-5': () => transaction(tokenTransfers(world, 5)),
        'direct-batch-5-recipients': () => transaction(spreadTransfers(world, 5)),
      },
    }
  },
}
