import { spawn } from 'node:child_process'

/** What a finished command left behind. */
export interface RunResult {
  /** Its exit code; 1 if it was ended by a signal or could not start. */
  readonly code: number
  /** Everything it wrote to stdout and stderr, in order of arrival. */
  readonly output: string
  /** What it wrote to stdout alone. */
  readonly stdout: string
  readonly seconds: number
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Written to its stdin, which is empty otherwise. */
  readonly input?: string
  /** Also write the output to this process's stdout as it arrives. */
  readonly echo?: boolean
}

/** Runs a command (found through PATH, which the bootstrap has set up) and collects what it prints. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const start = performance.now()
  return new Promise((resolve) => {
    let output = ''
    let stdout = ''
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    })
    child.stdin.end(options.input)
    const collect = (text: string) => {
      output += text
      if (options.echo === true) process.stdout.write(text)
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      collect(text)
    })
    child.stderr.setEncoding('utf8').on('data', collect)
    const finish = (code: number) =>
      resolve({ code, output, stdout, seconds: (performance.now() - start) / 1000 })
    child.on('error', (error) => {
      collect(`${error.message}\n`)
      finish(1)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}
