import { readFileSync, writeFileSync } from 'node:fs'
import type { Artifact } from './artifact.ts'

/** What the compiler writes where the address of a library belongs. */
const OPEN_ADDRESS = /__\$[0-9a-f]{34}\$__/g

/** Keeps artifacts for worker processes. */
export function writeArtifacts(file: string, artifacts: readonly Artifact[]): void {
  writeFileSync(file, JSON.stringify(artifacts))
}

export function readArtifacts(file: string): Artifact[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Artifact[]
}

/** Artifacts with a number in place of every library's address: the one library that is not part of the code says which mutant runs. */
export function withSelected(artifacts: readonly Artifact[], selected: number): Artifact[] {
  const address = selected.toString(16).padStart(40, '0')
  return artifacts.map((artifact) => ({
    ...artifact,
    bytecode: artifact.bytecode.replace(OPEN_ADDRESS, address),
    deployedBytecode: artifact.deployedBytecode.replace(OPEN_ADDRESS, address),
  }))
}
