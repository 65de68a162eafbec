import { brotliCompressSync, constants } from 'node:zlib'
import { hexToBytes } from 'viem'
import { type Breakdown, breakDown } from './breakdown.ts'
import type { Measured, Prepared, System } from './system.ts'
import { WORKLOADS, type Workload } from './workloads.ts'
import type { World } from './world.ts'

/** One measured transaction. */
export type Row = {
  readonly workload: string
  readonly system: string
  /** Gas used, from the receipt. */
  readonly gas: number
  /** Of the whole transaction. */
  readonly calldataBytes: number
  /** The calldata after brotli at its best: what a rollup has to publish, about. */
  readonly compressedBytes: number
  readonly signatureBytes: number
  /** Where the gas went, if asked for. */
  readonly breakdown?: Breakdown
}

/** Something that could not be measured. */
export type Failure = { readonly workload: string; readonly system: string; readonly reason: string }

/** What a run came to. */
export type Results = {
  readonly rows: readonly Row[]
  readonly failures: readonly Failure[]
  /** Systems that could not be set up, mostly because their code could not be had. */
  readonly missing: readonly { readonly system: string; readonly reason: string }[]
  /** What was deployed for each system. */
  readonly labels: { readonly [system: string]: string }
  /** Why a system's operations cannot be compared. */
  readonly deviations: { readonly [system: string]: string }
}

/** What to measure. */
export type RunOptions = {
  /** Names of workloads; all of them by default. */
  readonly only: ReadonlySet<string> | undefined
  /** Whether to find out where the gas goes. */
  readonly breakdown: boolean
  /** Told what is going on. */
  log(line: string): void
}

/** Measures every workload of every system, each from the same state of the chain. */
export async function runBench(
  world: World,
  systems: readonly System[],
  options: RunOptions,
): Promise<Results> {
  const rows: Row[] = []
  const failures: Failure[] = []
  const missing: { system: string; reason: string }[] = []
  const labels: Record<string, string> = {}
  const deviations: Record<string, string> = {}
  const workloads = WORKLOADS.filter(({ name }) => options.only?.has(name) ?? true)
  for (const system of systems) {
    await world.undo(async () => {
      const prepared = await prepare(world, system, missing)
      if (!prepared) return options.log(`${system.name}: left out: ${missing.at(-1)?.reason}`)
      labels[system.name] = prepared.label
      if (prepared.deviation) deviations[system.name] = prepared.deviation
      options.log(`${system.name}: ${prepared.label}`)
      for (const workload of workloads) {
        const outcome = await measure(world, prepared, workload, options)
        if (outcome === undefined) continue
        const place = { workload: workload.name, system: system.name }
        if ('reason' in outcome) failures.push({ ...place, ...outcome })
        else rows.push({ ...place, ...outcome })
        options.log(`  ${workload.name}: ${'reason' in outcome ? `failed: ${outcome.reason}` : outcome.gas}`)
      }
    })
  }
  return { rows, failures, missing, labels, deviations }
}

async function prepare(
  world: World,
  system: System,
  missing: { system: string; reason: string }[],
): Promise<Prepared | undefined> {
  try {
    return await system.prepare(world)
  } catch (error) {
    // The rivals' troubles are not ours: whatever they are, the other systems are measured all the same.
    missing.push({ system: system.name, reason: reasonOf(error) })
    return undefined
  }
}

type Outcome = Omit<Row, 'workload' | 'system'> | { readonly reason: string }

/** Undefined when the system cannot do it. */
async function measure(
  world: World,
  { scenarios, contracts = { accounts: [], modules: [] } }: Prepared,
  workload: Workload,
  { breakdown }: RunOptions,
): Promise<Outcome | undefined> {
  const scenario = scenarios[workload.name as keyof typeof scenarios]
  if (!scenario) return undefined
  try {
    return await world.undo(async () => {
      const measured = await scenario()
      // Before the chain forgets the transaction.
      const parts = breakdown ? { breakdown: await breakDown(world, contracts, measured) } : {}
      return { ...sizes(measured), ...parts }
    })
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

function sizes({ gas, calldata, signatureBytes }: Measured): Omit<Row, 'workload' | 'system'> {
  const bytes = hexToBytes(calldata)
  const compressed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  })
  return { gas: Number(gas), calldataBytes: bytes.length, compressedBytes: compressed.length, signatureBytes }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { shortMessage, details } = error as { shortMessage?: string; details?: string }
  return [shortMessage ?? error.message, details].filter(Boolean).join(' ').split('\n').join(' ')
}
