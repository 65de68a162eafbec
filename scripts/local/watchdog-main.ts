// Runs as its own process, see watchdog.ts. Standard input carries one line per event: `+pid` to guard, `-pid` to
// forget. It ends when the parent ends, however that happened; what is still guarded then is killed.

const pids = new Set<number>()
let partial = ''

function read(chunk: string): void {
  const lines = (partial + chunk).split('\n')
  partial = lines.pop() ?? ''
  for (const line of lines) {
    const pid = Number(line.slice(1))
    if (line.startsWith('+')) pids.add(pid)
    else pids.delete(pid)
  }
}

function killGuarded(): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  process.exit(0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.stdin.setEncoding('utf8')
process.stdin.on('data', read)
process.stdin.on('end', killGuarded)
process.stdin.on('error', killGuarded)
