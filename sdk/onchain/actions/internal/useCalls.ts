import { type Abi, type Address, type Calls, encodeFunctionData, type Hex, type Narrow } from 'viem'

/** Calls as a holder writes them: `{ to, value?, data? }` or `{ to, value?, abi, functionName, args? }`. */
export type UseCalls<calls extends readonly unknown[]> = Calls<Narrow<calls>>

/** A call as it will be made; the ABI stays for reading what it reverts with. */
export type ResolvedCall = {
  readonly to: Address
  readonly value: bigint
  readonly data: Hex
  readonly abi: Abi | undefined
}

type LooseCall = {
  to: Address
  value?: bigint
  data?: Hex
  abi?: Abi
  functionName?: string
  args?: readonly unknown[]
}

/** Calls with their calldata. */
export function resolveCalls(calls: readonly unknown[]): readonly ResolvedCall[] {
  return (calls as readonly LooseCall[]).map((call) => {
    const { to, value = 0n, abi, functionName, args = [] } = call
    const data = abi && functionName ? encodeFunctionData({ abi, functionName, args }) : (call.data ?? '0x')
    return { to, value, data, abi }
  })
}
