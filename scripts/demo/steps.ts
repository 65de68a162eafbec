import { BaseError } from '../../sdk/errors/base.ts'

/** How a step reaches the chain; `offline` needs none. */
export type StepPath = 'offline' | 'bundler' | 'direct' | 'relayed' | 'transaction' | 'read'

/** One step of the demonstration and what became of it. */
export type Step = {
  readonly account: string
  readonly name: string
  readonly path: StepPath
  readonly expected: 'allowed' | 'refused'
  readonly outcome: 'allowed' | 'refused'
  /** For a refusal its error and message, otherwise what happened. */
  readonly reason: string | null
  /** Name of the error that refused. */
  readonly error: string | null
  /** Gas of the whole transaction, undefined in nothing that was not mined. */
  readonly gas: number | null
  readonly milliseconds: number
}

type Done = { readonly receipt?: { readonly gasUsed: bigint } | undefined; readonly detail?: string }

export type StepDescription = {
  readonly name: string
  readonly path: StepPath
  /** The error that must refuse; left out when the step must be allowed. */
  readonly refusedBy?: string
}

/** Runs steps one after another and keeps their outcomes. */
export type Recorder = {
  readonly steps: readonly Step[]
  /** Runs one step. It never throws: an outcome that was not expected is told by {@link isAsExpected}. */
  run<result extends Done>(
    account: string,
    description: StepDescription,
    work: () => Promise<result>,
  ): Promise<result | undefined>
}

/** Whether a step ended as it had to; a refusal counts only with the reason that was foretold. */
export function isAsExpected(step: Step & { refusedBy?: string | undefined }): boolean {
  return step.outcome === step.expected && (step.refusedBy === undefined || step.refusedBy === step.error)
}

/** Creates a {@link Recorder} that tells each step as it is done. */
export function createRecorder(tell: (step: Step) => void): Recorder {
  const steps: Step[] = []
  return {
    steps,
    async run(account, { name, path, refusedBy }, work) {
      const start = performance.now()
      const expected = refusedBy ? 'refused' : 'allowed'
      const finish = (rest: Pick<Step, 'outcome' | 'reason' | 'error' | 'gas'>) => {
        const milliseconds = Math.round(performance.now() - start)
        const step = { account, name, path, expected, ...rest, milliseconds, refusedBy } as const
        steps.push(step)
        tell(step)
      }
      try {
        const result = await work()
        const gas = result.receipt ? Number(result.receipt.gasUsed) : null
        finish({ outcome: 'allowed', reason: result.detail ?? null, error: null, gas })
        return result
      } catch (error) {
        // Only a refusal by design counts as one; anything else is a fault of the demonstration.
        if (!(error instanceof BaseError)) throw error
        finish({ outcome: 'refused', reason: error.shortMessage, error: error.name, gas: null })
        return undefined
      }
    },
  }
}
