import { Option } from 'commander'
import { z } from 'zod'
import { address, file, url } from './values.ts'

/** One option of a command: how it is written, what it means, and what it may be. */
export interface CommandOption<value> {
  readonly flags: string
  readonly description: string
  readonly schema: z.ZodType<value>
  /** Environment variable that is read when the option is not given. */
  readonly env?: string
}

/** Options by the name that the command reads them by: that of the flag in camel case. */
export type CommandOptions = { readonly [name: string]: CommandOption<unknown> }

/** What the options of a command come to. */
export type Inputs<options extends CommandOptions> = {
  readonly [name in keyof options]: options[name] extends CommandOption<infer value> ? value : never
}

/** An option that may be left out. */
export function option<value>(
  flags: string,
  description: string,
  schema: z.ZodType<value>,
  env?: string,
): CommandOption<value | undefined> {
  return { flags, description, schema: schema.optional(), ...(env ? { env } : {}) }
}

/** An option without a value. */
export function flag(flags: string, description: string): CommandOption<boolean> {
  return { flags, description, schema: z.boolean().default(false) }
}

/** As commander takes it. */
export function commanderOption({ flags, description, env }: CommandOption<unknown>): Option {
  const made = new Option(flags, description)
  return env ? made.env(env) : made
}

/** Options that say where the chain and the module are. */
export const networkOptions = {
  config: option('--config <file>', 'addresses, as deploy --out writes them (default: latchkey.json)', file),
  rpc: option('--rpc <url>', 'JSON-RPC endpoint of a node', url, 'LATCHKEY_RPC_URL'),
  module: option('--module <address>', 'session module', address, 'LATCHKEY_MODULE'),
}

/** Options of commands that can go through a bundler. */
export const bundlerOptions = {
  bundler: option('--bundler <url>', 'JSON-RPC endpoint of an ERC-4337 bundler', url, 'LATCHKEY_BUNDLER_URL'),
}

/** The option without which nothing is sent. */
export const sendOptions = {
  yes: flag('--yes', 'really send it; without this the command only shows its plan'),
}
