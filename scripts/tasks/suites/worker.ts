/** A process that compiles and runs suites: one request after the other, see `Requests`. */
import { compile } from '../compilation/compile.ts'
import type { Artifact } from './artifact.ts'
import { readArtifacts, withSelected } from './artifactFile.ts'
import type { Reached, Requests, SuiteTests, TestAnswer, TestName, TestRequest } from './protocol.ts'
import { type RunOptions, runSuites } from './runSuites.ts'

/** Inputs of fuzz tests and length of invariant runs that find most of what all of them find, in a tenth of the time. */
const QUICK: RunOptions = { fuzzRuns: 24, invariant: { runs: 4, depth: 32 } }
/** Tests of the rules of ERC-7562 record what runs; it slows all others down. */
const WHOLE: RunOptions = { traced: true }

type Message = { [kind in keyof Requests]: { kind: kind; asked: Requests[kind]['asked'] } }[keyof Requests]

let loaded: { readonly file: string; readonly artifacts: readonly Artifact[] } | undefined

process.on('message', (message: Message) => {
  answer(message).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
// Whoever asked is gone.
process.on('disconnect', () => process.exit())

async function answer(message: Message): Promise<Requests[keyof Requests]['answer']> {
  switch (message.kind) {
    case 'compile': {
      const { errors, contracts } = compile(message.asked.input)
      return { errors, contracts }
    }
    case 'test':
      return await test(message.asked)
    case 'cover':
      return await cover(message.asked)
  }
}

async function test({
  selected,
  instead,
  tests,
  quick,
  untilFailure,
  ...request
}: TestRequest): Promise<TestAnswer> {
  const artifacts = withSelected(replaced(load(request.artifacts), instead), selected)
  const milliseconds: Record<string, number> = {}
  const failed: { test: TestName; reason: string }[] = []
  for (const wanted of tests) {
    const start = performance.now()
    const outcomes = await runSuites(artifacts, suitesOf(artifacts, wanted), {
      ...(quick ? QUICK : WHOLE),
      tests: wanted.tests,
    })
    milliseconds[wanted.suite] = performance.now() - start
    for (const { suite, test: name, passed, reason = '' } of outcomes)
      if (!passed) failed.push({ test: `${suite}.${name}`, reason })
    if (failed.length > 0 && untilFailure) break
  }
  return { failed, milliseconds }
}

async function cover({
  artifacts: file,
  tests,
}: Requests['cover']['asked']): Promise<Requests['cover']['answer']> {
  const artifacts = load(file)
  const reached: Record<TestName, Reached> = {}
  for (const wanted of tests)
    for (const name of wanted.tests) {
      const points = new Set<number>()
      const outcomes = await runSuites(artifacts, suitesOf(artifacts, wanted), {
        ...WHOLE,
        tests: [name],
        onCoverage: (tags) => {
          for (const tag of tags) points.add(Number(BigInt(`0x${Buffer.from(tag).toString('hex')}`)))
        },
      })
      const passed = outcomes.every((outcome) => outcome.passed)
      reached[`${wanted.suite}.${name}`] = { points: [...points], passed }
    }
  return reached
}

function load(file: string): readonly Artifact[] {
  if (loaded?.file !== file) loaded = { file, artifacts: readArtifacts(file) }
  return loaded.artifacts
}

function suitesOf(artifacts: readonly Artifact[], { suite }: SuiteTests): Artifact[] {
  return artifacts.filter(({ tests, name }) => tests.length > 0 && name === suite)
}

function replaced(artifacts: readonly Artifact[], instead: readonly Artifact[]): Artifact[] {
  const id = ({ source, name }: Artifact) => `${source}:${name}`
  const replacing = new Map(instead.map((artifact) => [id(artifact), artifact]))
  return artifacts.map((artifact) => replacing.get(id(artifact)) ?? artifact)
}
