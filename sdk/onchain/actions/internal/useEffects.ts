import { type Address, erc20Abi, getAddress, isAddressEqual, type Log, parseEventLogs } from 'viem'
import { NATIVE } from './simulateCalls.ts'

/** What calls would change for the account, as far as native transfers and ERC-20 events tell. */
export type UseEffects = {
  /** Only what changes. */
  readonly balances: readonly {
    readonly token: Address | 'native'
    /** More, or less when negative, in the smallest unit. */
    readonly change: bigint
  }[]
  /** Approvals that the account gives; the last one for each spender. */
  readonly approvals: readonly {
    readonly token: Address
    readonly spender: Address
    readonly amount: bigint
  }[]
}

/** The effects that the events of simulated calls tell. */
export function useEffects(account: Address, logs: readonly Log[]): UseEffects {
  const changes = new Map<Address, bigint>()
  const approvals = new Map<string, UseEffects['approvals'][number]>()
  for (const log of parseEventLogs({ abi: erc20Abi, logs: [...logs] })) {
    const token = getAddress(log.address)
    if (log.eventName === 'Transfer') {
      const { from, to, value } = log.args
      const change = (isAddressEqual(to, account) ? value : 0n) - (isAddressEqual(from, account) ? value : 0n)
      changes.set(token, (changes.get(token) ?? 0n) + change)
    } else if (isAddressEqual(log.args.owner, account)) {
      const { spender, value: amount } = log.args
      approvals.set(`${token}${spender}`, { token, spender, amount })
    }
  }
  const balances = [...changes].flatMap(([token, change]) =>
    change === 0n ? [] : [{ token: isAddressEqual(token, NATIVE) ? ('native' as const) : token, change }],
  )
  return { balances, approvals: [...approvals.values()] }
}
