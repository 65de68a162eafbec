import { Command, CommanderError } from 'commander'
import type { z } from 'zod'
import { ExitCode, UsageError } from './errors.ts'
import { type CommandOption, type CommandOptions, commanderOption, type Inputs } from './options.ts'
import { errorLines, exitCodeOf, reportError } from './report.ts'
import { refuseSecrets } from './secrets.ts'
import { createTerminal, type Terminal, writeJson } from './terminal.ts'

/** What a command comes to: whether anything was sent to a chain, and the answer as data. */
export interface CommandResult {
  readonly sent: boolean
  /** Whether the answer is a refusal: the exit code says so. */
  readonly refused?: boolean
  readonly [name: string]: unknown
}

/** A command: its options, and what it does with them. */
export interface CommandDefinition<options extends CommandOptions> {
  readonly name: string
  readonly summary: string
  /** One word after the command, such as what to revoke. */
  readonly argument?: {
    readonly name: string
    readonly description: string
    readonly choices?: readonly string[]
    /** Whether it may be 32 bytes, which are then public; it has to come first. */
    readonly hash?: boolean
  }
  readonly options: options
  /** Environment variables with secrets that the command reads. */
  readonly secrets: readonly string[]
  readonly examples: readonly string[]
  readonly run: (
    input: Inputs<options>,
    terminal: Terminal,
    argument: string | undefined,
  ) => Promise<CommandResult>
}

/**
 * Runs a command with this process's arguments and sets its exit code. With `--json` standard output is exactly one JSON document,
 * also for errors.
 */
export async function runCommand<const options extends CommandOptions>(
  definition: CommandDefinition<options>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const terminal = createTerminal(args.includes('--json'))
  goOnUnread()
  try {
    refuseSecrets(definition.argument?.hash ? args.slice(isHash(args[0]) ? 1 : 0) : args)
    const parsed = parse(definition, args)
    if (!parsed) return
    const { refused = false, ...result } = await definition.run(parsed.input, terminal, parsed.argument)
    if (refused) process.exitCode = ExitCode.refused
    const verdict = {
      ok: !refused,
      command: definition.name,
      ...(refused ? { exitCode: ExitCode.refused } : {}),
    }
    if (terminal.json) writeJson({ ...verdict, plan: terminal.planned, ...result })
  } catch (error) {
    fail(definition.name, error, terminal)
  }
}

/** Whoever reads the output may stop, as `head` does: what is being sent is sent all the same, and not left half done. */
function goOnUnread(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}

function isHash(argument: string | undefined): boolean {
  return argument !== undefined && /^0x[0-9a-fA-F]{64}$/.test(argument)
}

function fail(command: string, error: unknown, terminal: Terminal): void {
  const report = reportError(error)
  const exitCode = exitCodeOf(error)
  process.exitCode = exitCode
  for (const line of errorLines(report)) terminal.progress(line)
  if (exitCode === ExitCode.usage) terminal.progress(`  npm run ${command} -- --help shows what it takes.`)
  if (process.env['LATCHKEY_DEBUG']) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`)
  if (!terminal.json) return
  const { facts, ...rest } = report
  writeJson({ ok: false, command, error: { ...facts, ...rest }, exitCode, plan: terminal.planned })
}

/** Undefined when only the help was asked for. */
function parse<options extends CommandOptions>(
  definition: CommandDefinition<options>,
  args: readonly string[],
): { input: Inputs<options>; argument: string | undefined } | undefined {
  const command = toCommander(definition)
  try {
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    // biome-ignore lint/style/useErrorCause: its message quotes what was given, which may be a secret
    throw new UsageError(unquoted(error))
  }
  const [argument] = command.args
  const choices = definition.argument?.choices
  if (argument !== undefined && choices && !choices.includes(argument)) {
    throw new UsageError(`"${argument}" is not one of ${choices.join(', ')}.`)
  }
  return { input: validate(definition.options, command.opts()), argument }
}

/**
 * What commander refuses, without what was given: a value that has no place may be a secret that somebody took for one. Names of options
 * are repeated.
 */
function unquoted({ code, message }: CommanderError): string {
  if (code === 'commander.excessArguments') return 'Something was given that belongs to no option.'
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ')
  if (code !== 'commander.unknownOption') return text
  const [, name] = /^unknown option '(--?[\w-]{1,32})(?:=.*)?'/s.exec(text) ?? []
  const [, meant] = /\(Did you mean (.*)\?\)$/s.exec(text) ?? []
  if (name === undefined) return 'Something was given that is no option.'
  return `unknown option '${name}'${meant === undefined ? '.' : `: did you mean ${meant}?`}`
}

function validate<options extends CommandOptions>(
  options: options,
  given: Record<string, unknown>,
): Inputs<options> {
  const problems: string[] = []
  const input = Object.entries(options).map(([name, { schema, flags }]) => {
    const result = (schema as z.ZodType).safeParse(given[name])
    if (!result.success) {
      problems.push(...result.error.issues.map(({ message }) => `${flags.split(' ')[0]}: ${message}`))
    }
    return [name, result.data] as const
  })
  const [first, ...others] = problems
  if (first !== undefined) throw new UsageError(`${first}.`, { details: others })
  return Object.fromEntries(input) as Inputs<options>
}

function toCommander(definition: Omit<CommandDefinition<CommandOptions>, 'run'>): Command {
  const { name, summary, argument, options, examples, secrets } = definition
  const command = new Command(`npm run ${name} --`)
    .usage(`${argument ? `[${argument.name}] ` : ''}[options]`)
    .description(summary)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .configureHelp({ helpWidth: 110 })
    .allowExcessArguments(false)
  if (argument) command.argument(`[${argument.name}]`, argument.description)
  for (const one of Object.values<CommandOption<unknown>>(options)) command.addOption(commanderOption(one))
  command.option('--json', 'write one JSON document to standard output; progress goes to standard error')
  return command.addHelpText('after', helpAfter(name, examples, secrets))
}

function helpAfter(name: string, examples: readonly string[], secrets: readonly string[]): string {
  const lines = [
    '',
    ...(secrets.length > 0
      ? ['Secrets, never as arguments:', ...secrets.map((secret) => `  ${secret}`), '']
      : []),
    'Examples:',
    ...examples.map((example) => `  npm run ${name}${example === '' ? '' : ` -- ${example}`}`),
    '',
    'Exit codes: 0 done or planned, 1 refused or failed, 2 not understood. For programs: npm run --silent, with --json.',
  ]
  return lines.join('\n')
}
