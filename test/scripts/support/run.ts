import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'

export const COMMANDS = [
  ...(['deploy', 'mint', 'grant', 'show', 'list', 'use', 'rotate', 'revoke'] as const),
  ...(['pause', 'resume', 'supersede', 'tier', 'message', 'explain', 'drift'] as const),
] as const

export type CommandName = (typeof COMMANDS)[number]

export type RunOptions = {
  readonly cwd: string
  readonly env?: Record<string, string>
  /** Standard input. */
  readonly input?: string
}

export type RunResult = { readonly code: number; readonly stdout: string; readonly stderr: string }

// Halves the start of every command. Inside the project: in a shared temporary folder, others could put code into it.
const COMPILE_CACHE = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'latchkey')

/** An answer as a program reads it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever a command answers
export type Answer = any

/** Everything that must never be printed by any command. */
const secrets = new Set<string>()

/** From here on, no command may print this. */
export function keepSecret<secret extends string>(secret: secret): secret {
  secrets.add(secret.replace(/^0x/, '').toLowerCase())
  return secret
}

/** A new folder that is gone after the tests of the file. To be called at its top. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-commands-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Runs a command as a process of its own, with nothing of this one's environment but what Node needs. */
export async function run(
  command: CommandName,
  args: readonly string[],
  { cwd, env = {}, input = '' }: RunOptions,
): Promise<RunResult> {
  const script = join(import.meta.dirname, '..', '..', '..', 'scripts', `${command}.ts`)
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
  })
  child.stdin.end(input)
  const text = async (stream: AsyncIterable<Buffer>) => {
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part)
    return Buffer.concat(parts).toString()
  }
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  const printed = `${stdout}${stderr}`.toLowerCase()
  for (const secret of secrets) expect(printed.includes(secret), `${command} printed a secret`).toBe(false)
  return { code, stdout, stderr }
}

/** Runs a command with `--json` and returns the one document that it prints. */
export async function answer(
  command: CommandName,
  args: readonly string[],
  options: RunOptions,
): Promise<Answer> {
  const { code, stdout, stderr } = await run(command, [...args, '--json'], options)
  const document = parse(stdout, stderr)
  expect(document.command).toBe(command)
  expect(document.ok).toBe(code === 0)
  if (code !== 0) expect(document.exitCode).toBe(code)
  return document
}

function parse(stdout: string, stderr: string): Answer {
  try {
    return JSON.parse(stdout)
  } catch (cause) {
    throw new Error(`not one JSON document: ${stdout}\n${stderr}`, { cause })
  }
}
