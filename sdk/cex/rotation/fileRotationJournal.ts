import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { ENVIRONMENTS } from '../../core/environment.ts'
import { RotationBusyError, RotationJournalInvalidError } from '../../errors/venueRotation.ts'
import { othersMayWrite } from '../../internal/othersMayWrite.ts'
import { withFileLock } from '../../internal/withFileLock.ts'
import { writeFileAtomically } from '../../internal/writeFileAtomically.ts'
import { ROTATION_STEPS, type RotationEntry, type RotationJournal } from './rotationJournal.ts'

const schema = z.strictObject({
  format: z.literal('latchkey-rotation'),
  version: z.literal(1),
  step: z.enum(ROTATION_STEPS),
  label: z.string().regex(/^lk[a-z0-9]{10}$/),
  venue: z.string(),
  environment: z.enum(ENVIRONMENTS),
  account: z.string(),
  id: z.string(),
  oldApiKey: z.string(),
  newApiKey: z.string().exactOptional(),
  level: z.enum(['read', 'trade']),
  products: z.array(z.enum(['spot', 'futures', 'options'])),
  ips: z.array(z.string()),
  overlap: z.int().nonnegative(),
  at: z.int(),
  switchedAt: z.int().exactOptional(),
  oldAnswered: z.boolean().exactOptional(),
})

/** A rotation's journal in a file, replaced in one step with every write. Processes of one machine exclude one another. */
export function fileRotationJournal({ path }: { readonly path: string }): RotationJournal {
  return {
    async read(): Promise<RotationEntry | undefined> {
      if (await othersMayWrite(path)) {
        throw new RotationJournalInvalidError({ path, reason: 'others may write the file.' })
      }
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (text === undefined) return undefined
      const result = schema.safeParse(parse(text))
      if (!result.success) throw new RotationJournalInvalidError({ path })
      const { format: _format, version: _version, ...entry } = result.data
      return entry
    },
    write: (entry) =>
      writeFileAtomically(
        path,
        `${JSON.stringify({ format: 'latchkey-rotation', version: 1, ...entry }, null, 2)}\n`,
      ),
    alone: (task) => withFileLock(`${path}.lock`, task, () => new RotationBusyError({ path }), 0),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
