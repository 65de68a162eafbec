import { type Hex, size, slice } from 'viem'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import type { AttemptRequest } from './carrier.ts'

/** Shapes that are remembered at once. */
const CAPACITY = 256

/** Remembers what calls of one shape take, for `maximumAge` milliseconds. */
export type GasMemory<gas> = {
  get(shape: string): gas | undefined
  put(shape: string, gas: gas): void
  clear(): void
}

/** An empty memory. */
export function gasMemory<gas>(maximumAge: number): GasMemory<gas> {
  const kept = new Map<string, { readonly gas: gas; readonly at: number }>()
  return {
    get(shape) {
      const found = kept.get(shape)
      return found && performance.now() - found.at <= maximumAge ? found.gas : undefined
    },
    put(shape, gas) {
      kept.delete(shape)
      kept.set(shape, { gas, at: performance.now() })
      const [oldest] = kept.keys()
      if (kept.size > CAPACITY && oldest !== undefined) kept.delete(oldest)
    },
    clear: () => kept.clear(),
  }
}

/** What is alike in uses that take about the same gas: permissions, functions, and sizes, with or without the owner's approval. */
export function shapeOf({ intent, calls, use }: Pick<AttemptRequest, 'intent' | 'calls' | 'use'>): string {
  const each = calls.map(callShape).join()
  return `${size(use)}:${intent.permissionIndexes.join()}:${each}`
}

function callShape({ to, data, value }: ResolvedCall): string {
  const selector: Hex = size(data) >= 4 ? slice(data, 0, 4) : data
  return `${to}${selector}${size(data)}${value > 0n ? 'v' : ''}`
}
