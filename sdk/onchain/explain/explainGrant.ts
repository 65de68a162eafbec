import { type Address, type Hash, hashTypedData, type Hex, isHex, recoverAddress } from 'viem'
import type { Grant } from '../../core/grant.ts'
import { type Key, KeyKind } from '../../core/key.ts'
import { GrantFileInvalidError } from '../../errors/encoding.ts'
import type { ModuleClient } from '../clients/moduleClient.ts'
import { decodeContents } from '../contents/decodeContents.ts'
import type { Annotations } from '../grant/annotations.ts'
import { describeGrant } from '../grant/describe.ts'
import { keyText } from '../grant/describeOptions.ts'
import { type GrantFile, parseGrantFile, serializeGrantFile } from '../grant/grantFile.ts'
import type { GrantWarning } from '../grant/grantWarning.ts'
import { hashGrant } from '../grant/hashGrant.ts'
import { grantWarnings } from '../grant/warnings.ts'
import type { ExplainOptions } from './explainOptions.ts'

export type ExplainGrantParameters = Pick<ExplainOptions, 'tokens'> & {
  /**
   * A grant file's text or value, the typed data that a wallet is asked to sign, or contents as `GrantPublished` carries them.
   */
  grant: unknown
  /** Whose grant the contents are; needed for contents only. */
  account?: Address | undefined
}

/** What a grant allows, in words. */
export type ExplainedGrant = {
  readonly kind: 'grant'
  readonly source: 'contents' | 'file' | 'typed data'
  readonly grant: Grant
  readonly grantId: Hash
  readonly module: Address
  readonly warnings: readonly GrantWarning[]
  /** Whose approval comes along, and whether it is good; undefined without one. */
  readonly approval: { readonly key: Key; readonly verdict: ApprovalVerdict } | undefined
  readonly words: readonly string[]
}

/** Only a key that is an address can be judged without asking the chain. */
export type ApprovalVerdict = 'invalid' | 'not checked' | 'valid'

export type ExplainGrantErrorType = GrantFileInvalidError

/**
 * Decodes a grant and says what it allows, what an owner should think about, and whether an approval that comes along is of whom
 * it says. It asks no node: how the grant stands is for `checkDrift`.
 * @throws GrantFileInvalidError, UseMalformedError.
 */
export async function explainGrant(
  client: Pick<ModuleClient, 'chain' | 'module'>,
  { grant: value, account, tokens }: ExplainGrantParameters,
): Promise<ExplainedGrant> {
  const { source, file } = readGrant(client, value, account)
  const { grant, module, annotations, grantId, grantor } = file
  const verdict = grantor && (await judgeApproval(grantId, grantor))
  const approval = grantor && verdict ? { key: grantor.key, verdict } : undefined
  const warnings = grantWarnings(grant)
  const words = [
    ...describeGrant(grant, module, { annotations, ...(tokens ? { tokens } : {}) }),
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...(approval ? [`Approved by: ${keyText(approval.key)}, signature ${approval.verdict}`] : []),
  ]
  return { kind: 'grant', source, grant, grantId, module, warnings, approval, words }
}

type ReadGrant = { readonly source: ExplainedGrant['source']; readonly file: GrantFile }

function readGrant(
  { chain, module }: Pick<ModuleClient, 'chain' | 'module'>,
  value: unknown,
  account: Address | undefined,
): ReadGrant {
  if (isHex(value)) {
    if (!account)
      throw new GrantFileInvalidError({ issues: ['contents do not say whose they are: give the account'] })
    const grant = decodeContents({ contents: value, account, chainId: BigInt(chain.id) })
    return { source: 'contents', file: fileOf(grant, module) }
  }
  const parsed = typeof value === 'string' ? parseJson(value) : value
  if (isTypedData(parsed)) return { source: 'typed data', file: fromTypedData(parsed) }
  return {
    source: 'file',
    file: parseGrantFile(typeof value === 'string' ? value : JSON.stringify(value, plain)),
  }
}

/** Typed data of a grant, as wallets are asked to sign it. */
function isTypedData(value: unknown): value is TypedGrant {
  return (
    typeof value === 'object' && value !== null && 'primaryType' in value && value.primaryType === 'Grant'
  )
}

type TypedGrant = {
  readonly domain: { readonly verifyingContract: Address }
  readonly message: { readonly permissions: unknown; readonly limits: unknown }
}

/** Members of a grant that are numbers beyond 2^53, and those that are not; JSON-RPC writes both as it likes. */
const BIG = ['amount', 'argument', 'budget', 'chainId', 'epoch', 'maxValue', 'price']
const SMALL = [
  'call',
  'keyLifetime',
  'kind',
  'limit',
  'maxKeys',
  'operator',
  'overlap',
  'period',
  'periodStart',
]
const SMALL_TOO = ['source', 'validAfter', 'validUntil', 'worstTier']

/** The nested pairs are undone, and what pads them is dropped; then it has to be a grant as a file has it. */
function fromTypedData(typed: TypedGrant): GrantFile {
  const { domain, message } = typed
  try {
    const { permissions, limits, ...frame } = JSON.parse(JSON.stringify(message, plain), revive)
    const grant = { ...frame, permissions: leaves(permissions, 'call'), limits: leaves(limits, 'kind') }
    const file = parseGrantFile(serializeGrantFile(fileOf(grant, domain.verifyingContract)))
    // Another domain or other types would make a wallet sign something else than what is shown.
    if (hashTypedData(typed as never) === file.grantId) return file
    const issues = ['a wallet that is asked to sign them signs something else than the grant that they show']
    throw new GrantFileInvalidError({ issues })
  } catch (cause) {
    if (cause instanceof GrantFileInvalidError) throw cause
    throw new GrantFileInvalidError({ issues: ['the typed data are none of a grant'] }, { cause })
  }
}

/** Of 1,024 leaves at most, in pairs of pairs: a padding leaf has 0 in the member named. */
function leaves(nested: unknown, member: string): readonly unknown[] {
  const all = Array.isArray(nested) ? nested.flat(Number.POSITIVE_INFINITY) : [nested]
  return all.filter((leaf) => leaf[member] !== 0)
}

function revive(name: string, value: unknown): unknown {
  if (name === 'carries' && Array.isArray(value)) return value.map(Number)
  if (typeof value !== 'string' && typeof value !== 'number') return value
  if (BIG.includes(name)) return BigInt(value)
  return [...SMALL, ...SMALL_TOO].includes(name) ? Number(value) : value
}

function fileOf(grant: Grant, module: Address): GrantFile {
  const annotations: Annotations = { functions: [], limits: [] }
  return { module, grant, grantId: hashGrant(grant, module), annotations }
}

async function judgeApproval(
  grantId: Hash,
  { key: { kind, key }, signature }: { key: Key; signature: Hex },
): Promise<ApprovalVerdict> {
  if (kind !== KeyKind.ecdsa) return 'not checked'
  const signer = await recoverAddress({ hash: grantId, signature }).catch(() => undefined)
  return signer?.toLowerCase() === key.toLowerCase() ? 'valid' : 'invalid'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // parseGrantFile says what is wrong with it.
    return undefined
  }
}

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value
}
