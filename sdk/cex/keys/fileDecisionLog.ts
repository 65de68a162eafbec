import { hash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import * as z from 'zod'
import { DecisionInvalidError, DecisionLogTamperedError } from '../../errors/venueKey.ts'
import { othersMayWrite } from '../../internal/othersMayWrite.ts'
import { withFileLock } from '../../internal/withFileLock.ts'
import { checkDecision, type Decision } from './decision.ts'
import { type Finding, isFindingName } from './finding.ts'

/** A decision in the log, with its place in the chain. */
export type RecordedDecision = Decision & {
  /** From 1. */
  readonly sequence: number
  /** The hash of the line before, or 64 zeros. */
  readonly previous: string
  /** SHA-256 of the line without this member, in hex. */
  readonly hash: string
}

/** Where decisions are kept. Nothing in it is ever changed. */
export type DecisionLog = {
  /**
   * Adds a decision about findings. Durable once it resolves.
   * @throws DecisionInvalidError, DecisionLogTamperedError.
   */
  record(decision: Decision, findings: readonly Finding[]): Promise<RecordedDecision>
  /** All decisions, first to last. @throws DecisionLogTamperedError. */
  read(): Promise<readonly RecordedDecision[]>
}

const START = '0'.repeat(64)
const hex = z.string().regex(/^[0-9a-f]{64}$/)

const schema = z.strictObject({
  sequence: z.int().positive(),
  previous: hex,
  keyId: z.string(),
  grantId: z.string(),
  seen: hex,
  who: z.string(),
  why: z.string(),
  findings: z.array(z.string().refine(isFindingName)),
  acceptsWithdrawal: z.boolean(),
  decidedAt: z.int(),
  until: z.int(),
  hash: hex,
})

/**
 * Decisions in a file, one JSON object a line, each with the hash of the line before it: a line that is changed, removed or put in breaks
 * the chain. That the last lines were cut off cannot be seen in the file alone: whoever keeps the last hash elsewhere, as the stored
 * credentials do, sees that, too. Nor does a chain keep out who may write the file: it is refused when others than its owner may. Processes of one machine may share it.
 */
export function fileDecisionLog({ path }: { readonly path: string }): DecisionLog {
  const read = async (): Promise<readonly RecordedDecision[]> => {
    // A chain without a secret holds back nobody who may write.
    if (await othersMayWrite(path)) {
      throw new DecisionLogTamperedError({ path, line: 1, reason: 'others may write the file.' })
    }
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    return parseChain(path, text)
  }
  const busy = (): Error => new DecisionInvalidError({ reason: `${path} is in use by another process.` })
  return {
    read,
    record: (decision, findings) => {
      checkDecision(decision, findings)
      return withFileLock(
        `${path}.lock`,
        async () => {
          const last = (await read()).at(-1)
          const recorded = seal(decision, (last?.sequence ?? 0) + 1, last?.hash ?? START)
          await append(path, `${JSON.stringify(recorded)}\n`)
          return recorded
        },
        busy,
      )
    },
  }
}

function seal(decision: Decision, sequence: number, previous: string): RecordedDecision {
  const { keyId, grantId, seen, who, why, findings, acceptsWithdrawal, decidedAt, until } = decision
  const line = {
    sequence,
    previous,
    keyId,
    grantId,
    seen,
    who,
    why,
    findings,
    acceptsWithdrawal,
    decidedAt,
    until,
  }
  return { ...line, hash: hash('sha256', JSON.stringify(line), 'hex') }
}

function parseChain(path: string, text: string): readonly RecordedDecision[] {
  const lines = text.split('\n')
  const broken = (line: number, reason: string): never => {
    throw new DecisionLogTamperedError({ path, line, reason })
  }
  if (lines.pop() !== '') broken(lines.length + 1, 'the line was not written to its end.')
  let previous = START
  return lines.map((line, at) => {
    const result = schema.safeParse(parseLine(line))
    if (!result.success) return broken(at + 1, 'it is no decision.')
    const { data } = result
    if (data.sequence !== at + 1 || data.previous !== previous)
      broken(at + 1, 'it does not follow the line before it.')
    if (JSON.stringify(seal(data, data.sequence, data.previous)) !== line) broken(at + 1, 'it was changed.')
    previous = data.hash
    return data
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(line, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}
