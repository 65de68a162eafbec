import type { SuiteTests, TestName } from '../suites/protocol.ts'

/** Which suites to run first: those that found mutants in the same file before, and the quick ones. */
export interface SuiteOrder {
  readonly sorted: (file: string, tests: readonly SuiteTests[]) => SuiteTests[]
  readonly took: (milliseconds: Readonly<Record<string, number>>) => void
  readonly killed: (file: string, test: TestName) => void
}

export function createSuiteOrder(): SuiteOrder {
  const milliseconds = new Map<string, number>()
  const kills = new Map<string, number>()
  return {
    sorted: (file, tests) => {
      const worth = ({ suite }: SuiteTests) =>
        (1 + (kills.get(`${file} ${suite}`) ?? 0)) / (1 + (milliseconds.get(suite) ?? 0))
      return tests.toSorted((one, other) => worth(other) - worth(one))
    },
    took: (measured) => {
      for (const [suite, time] of Object.entries(measured)) milliseconds.set(suite, time)
    },
    killed: (file, test) => {
      const place = `${file} ${test.split('.')[0]}`
      kills.set(place, (kills.get(place) ?? 0) + 1)
    },
  }
}
