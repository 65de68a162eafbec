import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { guardProcess } from './watchdog.ts'

const TAIL_LENGTH = 16_384
const PROBE_INTERVAL_MS = 20

/** What {@link startProcess} starts, and how it knows that the process is ready. */
export interface StartProcessParameters {
  /** Used in error messages. */
  name: string
  command: string
  args: readonly string[]
  /** The whole environment of the process. Nothing is inherited. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Ready when the output matches, or when the probe first answers true. A probe that throws is asked again. */
  ready: RegExp | (() => Promise<boolean>)
  /** How long it may take to become ready, in milliseconds. */
  timeoutMs?: number
  /** How long `stop` waits between SIGTERM and SIGKILL, in milliseconds. */
  graceMs?: number
}

/** A started and ready process. */
export interface RunningProcess {
  readonly pid: number
  /** The match of a `ready` expression; undefined for a probe. */
  readonly match: RegExpExecArray | undefined
  /** The last 16 KiB of standard output and standard error, interleaved as they came. */
  output(): string
  /** Ends the process and waits until it is gone. May be called more than once. */
  stop(): Promise<void>
}

/**
 * Starts a process and waits until it is ready. It never outlives this one: see {@link guardProcess}.
 *
 * @throws Error with the tail of the output, if the process ends or stays unready until the timeout.
 */
export async function startProcess(parameters: StartProcessParameters): Promise<RunningProcess> {
  const { name, command, args, env = {}, cwd, ready, timeoutMs = 30_000, graceMs = 2_000 } = parameters
  // Detached: Ctrl-C reaches only the parent, which may still need the process while it cleans up.
  const child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  guardProcess(child)
  const tail = new OutputTail(child)
  const stop = () => end(child, graceMs)
  try {
    const match = await untilReady(child, tail, ready, timeoutMs)
    return { pid: child.pid as number, match, output: () => tail.text, stop }
  } catch (cause) {
    await stop()
    throw new Error(`${name} did not start: ${(cause as Error).message}\n${tail.text}`, { cause })
  }
}

class OutputTail {
  text = ''
  onChunk: () => void = () => {}

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (chunk: string) => {
        this.text = (this.text + chunk).slice(-TAIL_LENGTH)
        this.onChunk()
      })
    }
  }
}

async function untilReady(
  child: ChildProcess,
  tail: OutputTail,
  ready: StartProcessParameters['ready'],
  timeoutMs: number,
): Promise<RegExpExecArray | undefined> {
  const over = new AbortController()
  const { signal } = over
  const failed = Promise.race([
    once(child, 'exit', { signal }).then(([code, by]) => `ended with ${by ?? `exit code ${code}`}`),
    sleep(timeoutMs, `not ready after ${timeoutMs} ms`, { signal }),
  ]).then((reason) => Promise.reject(new Error(reason)))
  try {
    return await Promise.race([
      failed,
      ready instanceof RegExp ? matches(tail, ready) : answers(ready, signal),
    ])
  } finally {
    tail.onChunk = () => {}
    failed.catch(() => {})
    over.abort()
  }
}

function matches(tail: OutputTail, expression: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    tail.onChunk = () => {
      const match = expression.exec(tail.text)
      if (match) resolve(match)
    }
    tail.onChunk()
  })
}

async function answers(probe: () => Promise<boolean>, signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted && !(await probe().catch(() => false))) await sleep(PROBE_INTERVAL_MS)
}

async function end(child: ChildProcess, graceMs: number): Promise<void> {
  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null
  if (!running()) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await exited
  clearTimeout(timer)
}
