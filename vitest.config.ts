import { defineConfig } from 'vitest/config'
import { SOURCE_CONDITION } from './scripts/tasks/package/exportsMap.ts'

export default defineConfig({
  // `latchkey/...` means the sources, as for the compiler (tsconfig.json)
  ssr: { resolve: { conditions: [SOURCE_CONDITION] } },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/leakSetup.ts'],
    pool: 'forks',
    // Integration tests start a chain and a bundler each: more than two at once starve one another.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A test that leaks a mock or a changed environment would decide the outcome of the next one.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    passWithNoTests: false,
  },
})
