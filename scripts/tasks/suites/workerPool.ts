import { type ChildProcess, fork } from 'node:child_process'
import type { Requests } from './protocol.ts'

/** A request that took longer than it may. */
export class TimeoutError extends Error {}

/** Worker processes that answer requests, each one at a time. */
export interface WorkerPool extends AsyncDisposable {
  readonly size: number
  /**
   * Asks the next free worker.
   *
   * @param milliseconds The most it may take; a worker that needs longer is ended and replaced.
   * @throws TimeoutError
   */
  readonly ask: <kind extends keyof Requests>(
    kind: kind,
    asked: Requests[kind]['asked'],
    milliseconds: number,
  ) => Promise<Requests[kind]['answer']>
}

export function createWorkerPool(size: number): WorkerPool {
  const free: ChildProcess[] = []
  const started = new Set<ChildProcess>()
  const waiting: ((worker: ChildProcess) => void)[] = []
  const start = () => {
    const worker = fork(new URL('./worker.ts', import.meta.url), { serialization: 'advanced' })
    started.add(worker)
    worker.on('exit', () => started.delete(worker))
    return worker
  }
  const take = async () =>
    free.pop() ??
    (started.size < size ? start() : new Promise<ChildProcess>((resolve) => waiting.push(resolve)))
  const give = (worker: ChildProcess) => {
    const next = waiting.shift()
    if (next) next(worker)
    else free.push(worker)
  }
  return {
    size,
    ask: async (kind, asked, milliseconds) => {
      let worker = await take()
      try {
        return (await exchange(worker, { kind, asked }, milliseconds)) as never
      } catch (error) {
        if (worker.exitCode === null && worker.signalCode === null) worker.kill('SIGKILL')
        started.delete(worker)
        worker = start()
        throw error
      } finally {
        give(worker)
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const worker of started) worker.kill('SIGKILL')
    },
  }
}

function exchange(worker: ChildProcess, message: object, milliseconds: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const timer = setTimeout(() => reject(new TimeoutError(`no answer in ${milliseconds} ms`)), milliseconds)
  const onMessage = ({ result, error }: { readonly result?: unknown; readonly error?: string }) =>
    error === undefined ? resolve(result) : reject(new Error(error))
  const onExit = () => reject(new Error('the worker ended'))
  worker.once('message', onMessage).once('exit', onExit)
  worker.send(message)
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', onMessage).off('exit', onExit)
  })
}
