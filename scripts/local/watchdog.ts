import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const guarded = new Set<ChildProcess>()
let channel: Socket | undefined

/**
 * Ties a child process to the life of this one: when this process ends for any reason, the child is killed.
 *
 * An orderly end (return, `process.exit`, uncaught error) is handled by an exit listener. An end that gives no
 * chance to run code (SIGKILL, an unhandled SIGINT or SIGTERM, a crash) is handled by a watchdog process: the
 * operating system closes its standard input with us, and it kills the pids it was told. No signal listener is
 * installed, so a script keeps its own say over SIGINT and SIGTERM.
 */
export function guardProcess(child: ChildProcess): void {
  const pid = child.pid
  if (pid === undefined) return
  channel ??= startWatchdog()
  guarded.add(child)
  channel.write(`+${pid}\n`)
  child.once('exit', () => {
    guarded.delete(child)
    channel?.write(`-${pid}\n`)
  })
}

function startWatchdog(): Socket {
  const main = fileURLToPath(new URL('./watchdog-main.ts', import.meta.url))
  // Detached: a signal to our process group (Ctrl-C, a supervisor's kill) must not take the watchdog first.
  const watchdog = spawn(process.execPath, [main], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  })
  const stdin = watchdog.stdin as Socket
  // A lost watchdog costs only the guard against SIGKILL: the next child starts a new one.
  stdin.on('error', () => {
    if (channel === stdin) channel = undefined
  })
  watchdog.on('error', () => stdin.destroy())
  watchdog.unref()
  stdin.unref()
  process.once('exit', () => {
    for (const child of guarded) child.kill('SIGKILL')
  })
  return stdin
}
