/** One name that the package exports. */
export type PublicExport = {
  readonly name: string
  /** Where it is declared, from the root of the repository. */
  readonly file: string
  /** Where in that file, in characters. */
  readonly position: number
  /** What its documentation says, without tags; empty when there is none. */
  readonly text: string
  /** What its documentation says about errors. */
  readonly throws: readonly string[]
  /** Its documentation as it stands in the source. */
  readonly comment: string
  /** Its declaration without what it does. */
  readonly code: string
}
