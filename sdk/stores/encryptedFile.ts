import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import * as z from 'zod'
import type { Secret } from '../core/secret.ts'
import { PasswordWrongError, StoreFormatUnsupportedError, StoreTamperedError } from '../errors/store.ts'

/** log₂ of scrypt's N when none is asked for. */
export const DEFAULT_COST = 17

const LEAST_COST = 14
const MOST_COST = 20

const headerSchema = z.strictObject({
  format: z.literal('latchkey-keys'),
  version: z.literal(1),
  kdf: z.literal('scrypt'),
  cost: z.int().min(LEAST_COST).max(MOST_COST),
  cipher: z.literal('aes-256-gcm'),
  salt: hex(32),
  nonce: hex(12),
  /** Tells a wrong password from a changed file. Made by the same scrypt, so that it makes guessing no cheaper. */
  check: hex(16),
})

const fileSchema = z.strictObject({
  header: headerSchema,
  ciphertext: z.string().regex(/^([0-9a-f]{2})*$/),
  tag: hex(16),
})

type Header = z.infer<typeof headerSchema>

/**
 * The content of a file that only the password opens.
 * @throws StoreFormatUnsupportedError when the cost is out of bounds.
 */
export async function seal(parameters: { text: string; password: Secret; cost: number }): Promise<string> {
  const { text, password, cost } = parameters
  if (!Number.isInteger(cost) || cost < LEAST_COST || cost > MOST_COST) {
    throw new StoreFormatUnsupportedError({
      path: 'The file',
      reason: `its cost is not ${LEAST_COST} to ${MOST_COST}.`,
    })
  }
  const salt = randomBytes(32)
  const nonce = randomBytes(12)
  const { key, check } = await derive(password, salt, cost)
  const header: Header = {
    format: 'latchkey-keys',
    version: 1,
    kdf: 'scrypt',
    cost,
    cipher: 'aes-256-gcm',
    salt: salt.toString('hex'),
    nonce: nonce.toString('hex'),
    check: check.toString('hex'),
  }
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(header))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('hex')
  return `${JSON.stringify({ header, ciphertext, tag: cipher.getAuthTag().toString('hex') }, null, 2)}\n`
}

/**
 * The text that was sealed.
 * @throws PasswordWrongError, StoreTamperedError, StoreFormatUnsupportedError. A changed salt, cost or check cannot be told
 * from a wrong password.
 */
export async function openSealed(parameters: {
  path: string
  content: string
  password: Secret
}): Promise<string> {
  const { path, content, password } = parameters
  const { header, ciphertext, tag } = parse(path, content)
  const { key, check } = await derive(password, Buffer.from(header.salt, 'hex'), header.cost)
  if (!timingSafeEqual(check, Buffer.from(header.check, 'hex'))) throw new PasswordWrongError({ path })
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.nonce, 'hex'))
    decipher.setAAD(associatedData(header)).setAuthTag(Buffer.from(tag, 'hex'))
    return decipher.update(ciphertext, 'hex', 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new StoreTamperedError({ path }, { cause })
  }
}

function parse(path: string, content: string): z.infer<typeof fileSchema> {
  const result = fileSchema.safeParse(parseJson(content))
  if (result.success) return result.data
  const reason = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')
  throw new StoreFormatUnsupportedError({ path, reason })
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Half of what scrypt makes encrypts, the other half only checks the password. */
async function derive(password: Secret, salt: Buffer, cost: number): Promise<{ key: Buffer; check: Buffer }> {
  const N = 2 ** cost
  const options: ScryptOptions = { N, r: 8, p: 1, maxmem: 256 * N * 8 }
  const derived = await new Promise<Buffer>((resolve, reject) => {
    const secret = password.reveal().normalize('NFKC')
    scrypt(secret, salt, 48, options, (error, bytes) => (error ? reject(error) : resolve(bytes)))
  })
  return { key: derived.subarray(0, 32), check: derived.subarray(32) }
}

/** The header in one fixed order, whatever the order in the file. */
function associatedData(header: Header): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(header).sort(([one], [other]) => (one < other ? -1 : 1))))
}

function hex(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `is not ${bytes} bytes in hex`)
}
