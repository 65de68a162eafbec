import { z } from 'zod'
import type { SignableMessage } from '../../sdk/onchain/index.ts'
import { domainSchema, toDomain, typesSchema } from './definitionMessages.ts'
import { UsageError } from './errors.ts'
import { readJson, readText } from './files.ts'
import { type Inputs, option } from './options.ts'
import { file } from './values.ts'

/** Options that say what is to be signed. */
export const messageOptions = {
  typedData: option(
    '--typed-data <file>',
    'EIP-712 typed data as JSON: domain, types, primaryType, message',
    file,
  ),
  text: option('--text <file>', 'sign-in text (EIP-4361), exactly as the site shows it', file),
}

const schema = z.strictObject({
  domain: domainSchema,
  types: typesSchema,
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
})

/**
 * The message of a file.
 * @throws UsageError when there is none or two, FileError when it is not such a file.
 */
export function readMessage({ typedData, text }: Inputs<typeof messageOptions>): SignableMessage {
  if ((typedData === undefined) === (text === undefined)) {
    throw new UsageError('Give what is to be signed: --typed-data or --text.')
  }
  // Editors end files with a line break that no site asks to be signed.
  if (text !== undefined) return readText(text).replace(/\r?\n$/, '')
  const { domain, ...rest } = readJson(typedData ?? '', schema, 'typed data')
  return { ...rest, domain: toDomain(domain) }
}
