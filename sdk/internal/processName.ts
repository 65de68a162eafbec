import { readFileSync, readlinkSync } from 'node:fs'
import { bootId } from './bootId.ts'

/** Where the machine does not say. */
const UNKNOWN = '-'

/**
 * This process by a name that no later one has: numbers of processes are given again, after a restart of the machine above all. Its parts are the
 * number, when it started, the start of the machine, and the namespace that numbers it, which containers have their own of.
 */
export function processName(): string {
  return [process.pid, startedAt(process.pid), bootId() ?? UNKNOWN, namespace()].join(' ')
}

/** Whether the process of a name may still run. What cannot be seen from here may. */
export function mayRun(name: string): boolean {
  const [number = '', started = UNKNOWN, boot = UNKNOWN, space = UNKNOWN] = name.split(' ')
  if (differs(boot, bootId() ?? UNKNOWN)) return false
  if (differs(space, namespace())) return true
  const pid = Number(number)
  if (!Number.isSafeInteger(pid) || pid < 1 || !exists(pid)) return false
  return !differs(started, startedAt(pid))
}

function differs(one: string, other: string): boolean {
  return one !== UNKNOWN && other !== UNKNOWN && one !== other
}

/** In ticks since the machine started: the 22nd member, and the second may have spaces in it. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? UNKNOWN
  } catch {
    return UNKNOWN
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return UNKNOWN
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It exists, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
