/** Formats every source file in place, and applies the linter's safe fixes. */
import { run } from './run.ts'

const results = await Promise.all([
  run('biome', ['check', '--write'], { echo: true }),
  run('prettier', ['--write', '--log-level=warn', '{contracts,test,bench}/**/*.sol'], { echo: true }),
])
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0
