import * as z from 'zod'
import { type Credentials, KEY_TYPES } from '../../sdk/cex/credentials.ts'
import { isRawJson } from '../../sdk/cex/isRawJson.ts'
import type { Json } from '../../sdk/cex/json.ts'
import type { VenueLogin } from '../../sdk/cex/login.ts'
import type { SigningMoment } from '../../sdk/cex/moment.ts'
import { parseJson } from '../../sdk/cex/parseJson.ts'
import type { VenueRequest } from '../../sdk/cex/request.ts'
import { Secret } from '../../sdk/core/secret.ts'
import { VenueRequestInvalidError } from '../../sdk/errors/venue.ts'

/** What a line asks for. */
export type VenueSignInput = {
  readonly venue: string
  readonly credentials: Credentials
  readonly moment: SigningMoment
  /** A request to sign, or a login. */
  readonly what: { readonly request: VenueRequest } | { readonly login: VenueLogin }
}

/** Comes out of the parser, so it is JSON whatever it is. */
const json = z.custom<Json>((value) => value !== undefined)
const text = z.string().nullish()
/** `5000.0` is a whole number too, as some languages write them. */
const int = z.preprocess((value) => {
  const number = isRawJson(value) ? Number(value.rawJSON) : value
  return Number.isSafeInteger(number) ? number : value
}, z.int())
const whole = int.nullish()

const credentials = z.strictObject({
  keyType: z.enum(KEY_TYPES),
  apiKey: text,
  secret: z.string(),
  passphrase: text,
})

const frame = z.strictObject({
  channel: text,
  event: text,
  payload: json.optional(),
  topics: z.array(z.string()).nullish(),
})

const line = z.strictObject({
  kind: z.enum(['rest', 'ws']).default('rest'),
  venue: z.string(),
  credentials,
  clockMs: int,
  nonce: text,
  uuid: text,
  randomHex: text,
  recvWindowMs: whole,
  expiresAfterS: whole,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).nullish(),
  baseUrl: z.string(),
  path: text,
  params: z.array(z.tuple([z.string(), json])).nullish(),
  bodyArray: z.array(json).nullish(),
  challenge: text,
  frame: frame.nullish(),
})

type Line = z.infer<typeof line>

/**
 * Reads one line. `null` for a member that may be missing says that it is.
 * @throws VenueRequestInvalidError, which repeats no value of the line: any of them may be a secret.
 */
export function readVenueSignInput(source: string): VenueSignInput {
  const result = line.safeParse(parsed(source), { reportInput: false })
  if (!result.success) throw new VenueRequestInvalidError({ reason: reasonOf(result.error) })
  const { data } = result
  const { keyType, apiKey, secret, passphrase } = data.credentials
  return {
    venue: data.venue,
    credentials: {
      keyType,
      apiKey: apiKey ?? '',
      secret: new Secret(secret),
      ...(typeof passphrase === 'string' ? { passphrase: new Secret(passphrase) } : {}),
    },
    moment: momentOf(data),
    what: data.kind === 'ws' ? { login: loginOf(data) } : { request: requestOf(data) },
  }
}

function parsed(source: string): Json {
  try {
    return parseJson(source)
  } catch {
    // biome-ignore lint/style/useErrorCause: the parser's error quotes the line, and with it a secret
    throw new VenueRequestInvalidError({ reason: 'the line is not JSON.' })
  }
}

function momentOf(data: Line): SigningMoment {
  const { nonce, uuid, randomHex, recvWindowMs, expiresAfterS } = data
  return {
    clockMs: data.clockMs,
    ...(typeof nonce === 'string' ? { nonce } : {}),
    ...(typeof uuid === 'string' ? { uuid } : {}),
    ...(typeof randomHex === 'string' ? { randomHex } : {}),
    ...(typeof recvWindowMs === 'number' ? { recvWindowMs } : {}),
    ...(typeof expiresAfterS === 'number' ? { expiresAfterS } : {}),
  }
}

function requestOf({
  method,
  baseUrl,
  path,
  params = null,
  bodyArray,
  challenge,
  frame,
}: Line): VenueRequest {
  if (!method) throw missing('method')
  if (typeof path !== 'string') throw missing('path')
  if (typeof challenge === 'string' || frame) {
    throw new VenueRequestInvalidError({ reason: 'challenge and frame are for logins only.' })
  }
  return { method, baseUrl, path, params, ...(bodyArray ? { bodyArray } : {}) }
}

function loginOf({ baseUrl, path, params, bodyArray, challenge, frame }: Line): VenueLogin {
  if (bodyArray) throw new VenueRequestInvalidError({ reason: 'a login has no bodyArray.' })
  const { channel, event, payload, topics } = frame ?? {}
  const contents = {
    ...(typeof channel === 'string' ? { channel } : {}),
    ...(typeof event === 'string' ? { event } : {}),
    ...(payload === undefined ? {} : { payload }),
    ...(topics ? { topics } : {}),
  }
  return {
    baseUrl,
    path: path ?? '',
    params: params ?? [],
    ...(typeof challenge === 'string' ? { challenge } : {}),
    ...(frame ? { frame: contents } : {}),
  }
}

function missing(member: string): VenueRequestInvalidError {
  return new VenueRequestInvalidError({ reason: `${member} is missing.` })
}

/** The first thing that is wrong. Names of members are shown, cut short; values never. */
function reasonOf({ issues: [issue] }: z.ZodError): string {
  if (!issue) return 'the line is no request.'
  const place = issue.path.length === 0 ? 'the line' : issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return `${place} has a member "${(issue.keys[0] ?? '').slice(0, 40)}", which is unknown.`
  }
  if (issue.code === 'invalid_type') return `${place} is missing or no ${issue.expected}.`
  if (issue.code === 'invalid_value') return `${place} is none of ${issue.values.join(', ')}.`
  return `${place} has no form that is known.`
}
