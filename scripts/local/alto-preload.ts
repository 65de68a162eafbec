// Loaded by Node before alto (`node --import`). Corrects alto's source on the way in and leaves the package as it is.

import { registerHooks } from 'node:module'
import { altoClockPatches } from './alto-clock.ts'
import { altoImportStandIns } from './alto-imports.ts'
import { applyAltoPatches } from './alto-patch.ts'
import { altoSafeModePatches } from './alto-safe-mode.ts'
import { altoServerPatches } from './alto-server.ts'

const ROOT = '/@pimlico/alto/esm/'
const byFile = Map.groupBy(
  [...altoServerPatches, ...altoClockPatches, ...altoSafeModePatches],
  (patch) => patch.file,
)

registerHooks({
  resolve(specifier, context, nextResolve) {
    const standIn = altoImportStandIns.get(specifier)
    if (standIn === undefined) return nextResolve(specifier, context)
    return {
      url: `data:text/javascript,${encodeURIComponent(standIn)}`,
      format: 'module',
      shortCircuit: true,
    }
  },
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const [, file] = url.split(ROOT)
    const patches = file && byFile.get(file)
    if (!patches || !loaded.source) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    return { ...loaded, source: applyAltoPatches(source, patches) }
  },
})
